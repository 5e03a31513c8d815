/* ftok(): keys from files. */
#include "sysv_key.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../fifo/errors.h"

/* ftok(), which must succeed. */
#define key_of(path, id) AT(ftok_expect(path, id))

static key_t ftok_expect(const char *path, int id)
{
	errno = 0;
	return (key_t)check_success(THERE, "ftok()", ftok(path, id));
}

CASE(key_ftok_deterministic)
{
	const char *path = make_file();
	key_t key = key_of(path, 'k');
	struct actor *other = ACTOR("other process")
	{
		become_unprivileged();
		EXPECT_EQ(key, ftok(path, 'k'));
	}

	EXPECT_EQ(key, ftok(path, 'k'));
	/* What is in the file, and what it is called now, does not matter. */
	SETUP(truncate(path, 100));
	EXPECT_EQ(key, ftok(path, 'k'));
	expect_finished(other);
}

CASE(key_ftok_same_file_same_key)
{
	const char *path = make_file();
	const char *directory = scratch_directory(0755);
	const char *hard = scratch_path();
	const char *symbolic = scratch_path();
	char around[PATH_MAX];
	char absolute[PATH_MAX];
	key_t key = key_of(path, 7);

	SETUP(link(path, hard));
	SETUP(symlink(path, symbolic));
	snprintf(around, sizeof(around), "./%s/.././%s", directory, path);
	SETUP_THAT(realpath(path, absolute), "realpath(): %s", error_name(errno));
	EXPECT_EQ(key, ftok(hard, 7));
	EXPECT_EQ(key, ftok(symbolic, 7));
	EXPECT_EQ(key, ftok(around, 7));
	EXPECT_EQ(key, ftok(absolute, 7));
	/* The file, not its name, has the key. */
	SETUP(unlink(path));
	EXPECT_EQ(key, ftok(hard, 7));
}

CASE(key_ftok_id_low_8_bits)
{
	const char *path = make_file();
	int id;

	for (id = 1; id < 256; id++) {
		key_t key = key_of(path, id);

		EXPECT_EQ(key, ftok(path, id + 256));
		EXPECT_EQ(key, ftok(path, id | 0x7fffff00));
		EXPECT_EQ(key, ftok(path, id - 256));
	}
}

CASE(key_ftok_id_zero_unspecified)
{
	const char *path = make_file();
	key_t key;

	errno = 0;
	key = ftok(path, 0);
	observe("ftok() of id 0", "%s",
		key == -1	     ? error_name(errno)
		: key == IPC_PRIVATE ? "IPC_PRIVATE"
				     : "a key");
}

CASE(key_ftok_different_id_should_differ)
{
	const char *path = make_file();
	key_t keys[256];
	int same = 0;
	int i, j;

	for (i = 1; i < 256; i++) {
		keys[i] = ftok(path, i);
		for (j = 1; j < i; j++)
			same += keys[i] == keys[j];
	}
	observe("pairs among the ids 1 to 255 that have the same key", "%d", same);
}

CASE(key_ftok_different_files_should_differ)
{
	enum { FILES = 20 };
	key_t keys[FILES];
	int same = 0;
	int i, j;

	for (i = 0; i < FILES; i++) {
		keys[i] = ftok(make_file(), 1);
		for (j = 0; j < i; j++)
			same += keys[i] == keys[j];
	}
	observe("pairs among 20 files that have the same key", "%d", same);
}

CASE(key_ftok_recreated_file_unspecified)
{
	const char *path = make_file();
	key_t key = ftok(path, 1);

	SETUP(unlink(path));
	SETUP(mkdir(path, 0700));
	observe("the key of what is created in the place of a removed file", "%s",
		ftok(path, 1) == key ? "the same" : "another one");
}

/* The first key of the file that nobody else on the host has an object of. */
static key_t make_all_kinds(const char *path, int ids[])
{
	key_t key;
	size_t made;
	int i;

	for (i = 1; i < 256; i++) {
		key = key_of(path, i);
		for (made = 0; made < 3; made++) {
			const struct kind *kind = kinds[made].data;

			ids[made] = kind->get(key, IPC_CREAT | IPC_EXCL | 0600);
			if (ids[made] == -1)
				break;
			kind->own(ids[made]);
		}
		if (made == 3)
			break;
		EXPECT_EQ(EEXIST, errno);
		while (made-- > 0)
			((const struct kind *)kinds[made].data)->remove(ids[made]);
	}
	return key;
}

CASE(key_ftok_usable_in_get)
{
	const char *path = make_file();
	int ids[3];
	key_t key = make_all_kinds(path, ids);
	struct actor *other = ACTOR("other process")
	{
		int i;

		for (i = 0; i < 3; i++) {
			const struct kind *kind = kinds[i].data;

			EXPECT_EQ(ids[i], kind->get(key, 0));
		}
	}
	int i;

	EXPECT(key != IPC_PRIVATE);
	expect_finished(other);
	for (i = 0; i < 3; i++)
		remove_object((const struct kind *)kinds[i].data, ids[i]);
}

CASE(key_ftok_read_permission_not_needed)
{
	const char *path = make_file();
	key_t key = key_of(path, 'k');
	struct actor *caller;

	SETUP(chmod(path, 0));
	caller = ACTOR("unprivileged caller")
	{
		become_unprivileged();
		EXPECT_ERROR(EACCES, open(path, O_RDONLY));
		EXPECT_EQ(key, ftok(path, 'k'));
	}
	expect_finished(caller);
}

/* Whatever stat() says of the path. */
static void expect_fails_as_stat(const char *path)
{
	struct stat status;
	int error;

	SETUP_THAT(stat(path, &status) == -1, "stat(\"%s\") succeeds", path);
	error = errno;
	EXPECT_ERROR(error, ftok(path, 'k'));
}

CASE(key_ftok_failure_value)
{
	const char *loop = scratch_path();

	EXPECT_ERROR(ENOENT, ftok(scratch_path(), 'k'));
	expect_fails_as_stat("");
	expect_fails_as_stat(inside(make_file(), "file"));
	SETUP(symlink(loop, loop));
	expect_fails_as_stat(loop);
}
