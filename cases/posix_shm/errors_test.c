/* When shm_open() fails; what the clauses on it say of that is in open_test.c. */
#include "posix_shm.h"

#include <unistd.h>

/* permission_test.c has the other half, where it is the object that refuses. */
static const struct variant denied[] = {{"creation", 0, NULL}};

CASE_VARIANTS(denied, shm_open_eacces)
{
	const char *name = unique_name();
	struct actor *user;

	enter_private_names("mode=0777");
	remove_object(new_object(0).name);
	user = ACTOR("user")
	{
		deny_names();
		EXPECT_ERROR(EACCES, shm_open(name, O_CREAT | O_RDWR, 0600));
		EXPECT_ERROR(EACCES, shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600));
		expect_missing(name);
	}
	expect_finished(user);
}

CASE(shm_open_einval)
{
	struct object o = new_object(0);
	int fd = lowest_free();

	EXPECT_ERROR(EINVAL, shm_open("/", O_CREAT | O_RDWR, 0600));
	EXPECT_ERROR(EINVAL, shm_open("", O_CREAT | O_RDWR, 0600));
	EXPECT_EQ(fd, lowest_free());
	remove_object(o.name);
}

CASE(shm_open_emfile)
{
	struct object o = new_object(1);
	const char *name = unique_name();

	leave_descriptors(0);
	EXPECT_ERROR(EMFILE, shm_open(o.name, O_RDWR, 0));
	EXPECT_ERROR(EMFILE, shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600));
	EXPECT_ERROR(ENOENT, shm_unlink(name));
	expect_size(1, o.fd);
	remove_object(o.name);
}

CASE(shm_open_enospc)
{
	enum { ROOM = 3 };
	const char *name;
	struct object o;
	int i;

	/* The directory itself takes one. */
	enter_private_names("nr_inodes=4");
	for (i = 0; i < ROOM; i++)
		o = new_object(0);
	name = unique_name();
	EXPECT_ERROR(ENOSPC, shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600));
	expect_missing(name);
	remove_object(o.name);
	close_end(o.fd);
	own((int)EXPECT_OK(shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600)));
}
