/* How long an object lives: with its name, and after it. */
#include "posix_shm.h"

#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

CASE(shm_close_keeps_object)
{
	struct object o = new_object(3);
	unsigned char *bytes = map_object(o.fd, 3);

	memcpy(bytes, "abc", 3);
	unmap(bytes, 3);
	close_end(o.fd);
	o.fd = open_object(o.name, O_RDWR);
	expect_size(3, o.fd);
	EXPECT_BYTES("abc", map_object(o.fd, 3), 3);
	remove_object(o.name);
}

/* Each user comes after the one before has gone, and finds what that one left. */
CASE(shm_persist_state_until_unlink)
{
	enum { USERS = 3 };
	struct object o = new_object(USERS);
	int i;

	SETUP(fchmod(o.fd, 0640));
	close_end(o.fd);
	for (i = 0; i < USERS; i++) {
		struct actor *user = ACTOR("user")
		{
			int fd = open_object(o.name, O_RDWR);
			unsigned char *bytes = map_object(fd, USERS);

			expect_size(USERS, fd);
			expect_mode(0640, fd);
			EXPECT_BYTES("abc", bytes, (size_t)i);
			bytes[i] = (unsigned char)('a' + i);
			unmap(bytes, USERS);
			close_end(fd);
		}

		expect_finished(user);
	}
	EXPECT_BYTES("abc", map_object(open_object(o.name, O_RDWR), USERS), USERS);
	remove_object(o.name);
	expect_missing(o.name);
}

/* How many blocks the objects in /dev/shm, which is private, could still take. */
static long free_blocks(void)
{
	struct statvfs status;

	SETUP(statvfs("/dev/shm", &status));
	return (long)status.f_bfree;
}

/* Whether it is the mapping or the descriptor that goes last. */
static const struct variant last_uses[] = {{"unmap", true, NULL}, {"close", false, NULL}};

CASE_VARIANTS(last_uses, shm_close_removed_after_unlink)
{
	size_t size = 4 * page_size();
	struct object o;
	unsigned char *bytes;
	long before;

	enter_private_names("size=1m");
	before = free_blocks();
	o = new_object((off_t)size);
	bytes = map_object(o.fd, size);
	memset(bytes, 'x', size);
	SETUP_THAT(free_blocks() < before, "an object takes no blocks");
	remove_object(o.name);
	if (variant()->value)
		close_end(o.fd);
	else
		unmap(bytes, size);
	EXPECT_THAT(free_blocks() < before, "the object is still used: it is removed too early");
	if (variant()->value)
		unmap(bytes, size);
	else
		close_end(o.fd);
	EXPECT_EQ(before, free_blocks());
}
