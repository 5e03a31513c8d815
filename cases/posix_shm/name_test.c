/* The names of objects: their forms, and how the system keeps them. */
#include "posix_shm.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

/* Tells what shm_open() makes of a form of name, and removes what it made. */
static void observe_name(const char *key, const char *name)
{
	int fd = own(shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600));

	observe(key, "%s", fd == -1 ? error_name(errno) : "accepted");
	if (fd != -1)
		remove_object(name);
}

CASE(shm_open_name_no_slash_impl_defined)
{
	struct object o = new_object(0);
	int fd = own(shm_open(o.name + 1, O_RDWR, 0));

	if (fd == -1)
		observe("the name without its slash", "%s", error_name(errno));
	else
		observe("the name without its slash", "%s object",
			object_status(fd).st_ino == object_status(o.fd).st_ino ? "the same"
									       : "another");
	remove_object(o.name);
}

CASE(shm_open_inner_slash_impl_defined)
{
	char name[PATH_MAX];

	snprintf(name, sizeof(name), "%s/inner", unique_name());
	observe_name("a name with a second slash inside", name);
	snprintf(name, sizeof(name), "/%s", unique_name());
	observe_name("a name that begins with two slashes", name);
}

CASE(shm_open_visible_in_filesystem_unspecified)
{
	struct object o = new_object(0);
	char path[PATH_MAX];

	observe("the name as a path", "%s", access(o.name, F_OK) == 0 ? "a file" : "no file");
	snprintf(path, sizeof(path), "/dev/shm%s", o.name);
	observe("the name in /dev/shm", "%s", access(path, F_OK) == 0 ? "a file" : "no file");
	remove_object(o.name);
}

CASE(shm_unlink_opened_name_not_too_long)
{
	size_t length;

	for (length = 64; length <= NAME_MAX + 4; length += length < 250 ? 31 : 1) {
		const char *name = unique_name_of(length);
		int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);

		if (fd == -1)
			break;
		close_end(fd);
		EXPECT_EQ(0, shm_unlink(name));
		expect_missing(name);
	}
}

/* A name that begins like a unique one, and is longer than any path. */
static const char *endless_name(void)
{
	static char name[2 * PATH_MAX];

	memset(name, 'x', sizeof(name) - 1);
	memcpy(name, unique_name_of(100), 100);
	return name;
}

CASE(shm_open_enametoolong)
{
	observe_name("name of NAME_MAX bytes", unique_name_of(NAME_MAX));
	observe_name("name of NAME_MAX + 2 bytes", unique_name_of(NAME_MAX + 2));
	observe_name("name of more than PATH_MAX bytes", endless_name());
}

static void observe_unlink(const char *key, const char *name)
{
	int result = shm_unlink(name);

	observe(key, "%s", result == -1 ? error_name(errno) : "success");
}

CASE(shm_unlink_enametoolong)
{
	observe_unlink("name of NAME_MAX + 2 bytes", unique_name_of(NAME_MAX + 2));
	observe_unlink("name of more than PATH_MAX bytes", endless_name());
}

CASE(shm_unlink_einval)
{
	char name[PATH_MAX];

	snprintf(name, sizeof(name), "%s/inner", unique_name());
	observe_unlink("a name with a second slash inside", name);
	observe_unlink("the name \"/\"", "/");
	observe_unlink("the empty name", "");
}
