/* What shm_unlink() removes at once, and what stays until nobody uses it. */
#include "posix_shm.h"

#include <string.h>
#include <unistd.h>

CASE(shm_unlink_name_gone)
{
	struct object o = new_object(1);
	struct actor *other;

	EXPECT_EQ(0, shm_unlink(o.name));
	expect_missing(o.name);
	EXPECT_ERROR(ENOENT, shm_open(o.name, O_RDWR, 0));
	other = ACTOR("other process") expect_missing(o.name);
	expect_finished(other);
}

CASE(shm_unlink_name_removed_before_return)
{
	struct object o = new_object(1);
	struct gate *is_used = new_gate();
	struct gate *is_removed = new_gate();
	struct actor *user = ACTOR("user")
	{
		unsigned char *bytes = map_object(open_object(o.name, O_RDWR), 1);

		open_gate(is_used);
		pass_gate(is_removed);
		expect_missing(o.name);
		*bytes = 'x';
	}

	pass_gate(is_used);
	map_object(o.fd, 1);
	EXPECT_EQ(0, shm_unlink(o.name));
	expect_missing(o.name);
	open_gate(is_removed);
	expect_finished(user);
	expect_missing(o.name);
}

CASE(shm_unlink_mappings_stay_valid)
{
	struct object o = new_object(2);
	unsigned char *bytes = map_object(o.fd, 2);
	struct gate *is_mapped = new_gate();
	struct gate *is_removed = new_gate();
	struct actor *other = ACTOR("other process")
	{
		unsigned char *mine = map_object(open_object(o.name, O_RDWR), 2);

		open_gate(is_mapped);
		pass_gate(is_removed);
		expect_readable(mine);
		EXPECT_EQ('a', mine[0]);
		mine[1] = 'b';
	}

	pass_gate(is_mapped);
	EXPECT_EQ(0, shm_unlink(o.name));
	expect_writable(bytes);
	bytes[0] = 'a';
	open_gate(is_removed);
	expect_finished(other);
	EXPECT_BYTES("ab", bytes, 2);
}

CASE(shm_unlink_open_fds_stay_valid)
{
	struct object o = new_object(3);
	int fd = open_object(o.name, O_RDONLY);
	unsigned char *bytes = map_object(o.fd, 3);

	memcpy(bytes, "abc", 3);
	EXPECT_EQ(0, shm_unlink(o.name));
	expect_size(3, o.fd);
	expect_size(3, fd);
	EXPECT_OK(ftruncate(o.fd, 4));
	expect_size(4, fd);
	EXPECT_BYTES("abc", map_object(o.fd, 4), 4);
	EXPECT_BYTES("abc", map_file(fd, 4, PROT_READ, MAP_SHARED), 4);
}

CASE(shm_unlink_recreate_new_object)
{
	struct object o = new_object(3);
	unsigned char *old = map_object(o.fd, 3);
	int fd;

	memcpy(old, "old", 3);
	EXPECT_EQ(0, shm_unlink(o.name));
	fd = own((int)EXPECT_OK(shm_open(o.name, O_CREAT | O_EXCL | O_RDWR, 0600)));
	expect_size(0, fd);
	EXPECT_OK(ftruncate(fd, 4));
	expect_size(3, o.fd);
	expect_all(0, map_object(fd, 4), 4);
	memcpy(map_object(open_object(o.name, O_RDWR), 4), "new!", 4);
	EXPECT_BYTES("old", old, 3);
	remove_object(o.name);
}

CASE(shm_unlink_contents_freed_last_ref)
{
	struct object o = new_object(3);
	int last = open_object(o.name, O_RDONLY);
	unsigned char *bytes = map_object(o.fd, 3);

	memcpy(bytes, "abc", 3);
	EXPECT_EQ(0, shm_unlink(o.name));
	close_end(o.fd);
	expect_readable(bytes);
	EXPECT_BYTES("abc", bytes, 3);
	unmap(bytes, 3);
	bytes = map_file(last, 3, PROT_READ, MAP_SHARED);
	EXPECT_BYTES("abc", bytes, 3);
	close_end(last);
	expect_readable(bytes);
	EXPECT_BYTES("abc", bytes, 3);
}

CASE(shm_unlink_missing_enoent, shm_unlink_enoent)
{
	struct object o = new_object(0);

	EXPECT_EQ(0, shm_unlink(o.name));
	EXPECT_ERROR(ENOENT, shm_unlink(o.name));
	EXPECT_ERROR(ENOENT, shm_unlink(unique_name()));
}
