/* The size of an object: ftruncate(). */
#include "posix_shm.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

CASE(shm_ftruncate_sets_size)
{
	static const off_t sizes[] = {1, 100, 4096, 10000, 4097, 0, 7};
	struct object o = new_object(0);
	size_t i;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		EXPECT_EQ(0, ftruncate(o.fd, sizes[i]));
		expect_size(sizes[i], o.fd);
	}
	remove_object(o.name);
}

CASE(shm_ftruncate_new_bytes_zero)
{
	size_t size = 3 * page_size() + 1;
	struct object o = new_object(1);
	unsigned char *bytes = map_object(o.fd, size);

	bytes[0] = 'a';
	EXPECT_EQ(0, ftruncate(o.fd, 100));
	expect_all(0, bytes + 1, 99);
	EXPECT_EQ(0, ftruncate(o.fd, (off_t)size));
	expect_all(0, bytes + 1, size - 1);
	remove_object(o.name);
}

CASE(shm_ftruncate_grow_keeps_data)
{
	size_t size = page_size() + 100;
	struct object o = new_object((off_t)size);
	unsigned char *bytes = map_object(o.fd, 4 * size);

	pattern_make(bytes, 0, size);
	EXPECT_EQ(0, ftruncate(o.fd, (off_t)(4 * size)));
	expect_pattern(bytes, 0, size);
	expect_pattern(map_object(open_object(o.name, O_RDWR), size), 0, size);
	remove_object(o.name);
}

CASE(shm_ftruncate_shrink_drops_data)
{
	size_t size = 3 * page_size();
	size_t kept = page_size() + 100;
	struct object o = new_object((off_t)size);
	unsigned char *bytes = map_object(o.fd, size);

	pattern_make(bytes, 0, size);
	EXPECT_EQ(0, ftruncate(o.fd, (off_t)kept));
	EXPECT_EQ(0, ftruncate(o.fd, (off_t)size));
	expect_pattern(bytes, 0, kept);
	expect_all(0, bytes + kept, size - kept);
	remove_object(o.name);
}

CASE(shm_ftruncate_shrink_pages_sigbus)
{
	size_t page = page_size();
	struct object o = new_object((off_t)(4 * page));
	unsigned char *bytes = map_object(o.fd, 4 * page);

	memset(bytes, 'x', 4 * page);
	EXPECT_EQ(0, ftruncate(o.fd, (off_t)page + 1));
	expect_readable(bytes + page);
	expect_read_faults(bytes + 2 * page, SIGBUS, BUS_ADRERR);
	expect_write_faults(bytes + 4 * page - 1, SIGBUS, BUS_ADRERR);
	EXPECT_EQ(0, ftruncate(o.fd, 0));
	expect_read_faults(bytes, SIGBUS, BUS_ADRERR);
	EXPECT_EQ(0, ftruncate(o.fd, 1));
	expect_writable(bytes);
	remove_object(o.name);
}

CASE(shm_ftruncate_visible_to_all)
{
	struct object o = new_object(10);
	int fd = open_object(o.name, O_RDWR);
	struct gate *is_seen = new_gate();
	struct gate *has_grown = new_gate();
	struct actor *other = ACTOR("other process")
	{
		int mine = open_object(o.name, O_RDWR);

		expect_size(10, mine);
		open_gate(is_seen);
		pass_gate(has_grown);
		expect_size(20, mine);
		expect_size(20, fd);
		EXPECT_EQ(0, ftruncate(mine, 5));
	}

	expect_size(10, fd);
	pass_gate(is_seen);
	EXPECT_EQ(0, ftruncate(o.fd, 20));
	expect_size(20, fd);
	open_gate(has_grown);
	expect_finished(other);
	expect_size(5, o.fd);
	expect_size(5, fd);
	remove_object(o.name);
}

CASE(shm_ftruncate_rdonly_fd_fails, ftruncate_ebadf, ftruncate_einval_not_writable)
{
	struct object o = new_object(3);
	int fd = open_object(o.name, O_RDONLY);

	EXPECT_ERROR_OF(EBADF, EINVAL, ftruncate(fd, 10));
	EXPECT_ERROR_OF(EBADF, EINVAL, ftruncate(fd, 0));
	EXPECT_ERROR_OF(EBADF, EINVAL, ftruncate(lowest_free(), 10));
	EXPECT_ERROR_OF(EBADF, EINVAL, ftruncate(-1, 10));
	expect_size(3, o.fd);
	remove_object(o.name);
}

CASE(shm_ftruncate_negative_einval, ftruncate_einval_negative)
{
	struct object o = new_object(3);

	EXPECT_ERROR(EINVAL, ftruncate(o.fd, -1));
	EXPECT_ERROR(EINVAL, ftruncate(o.fd, -3));
	expect_size(3, o.fd);
	remove_object(o.name);
}

CASE(shm_ftruncate_fail_no_change)
{
	struct object o = new_object(3);
	int fd = open_object(o.name, O_RDONLY);
	unsigned char *bytes = map_object(o.fd, 3);

	memcpy(bytes, "abc", 3);
	EXPECT_ERROR(EINVAL, ftruncate(o.fd, -1));
	EXPECT_ERROR_OF(EBADF, EINVAL, ftruncate(fd, 1));
	expect_size(3, o.fd);
	expect_readable(bytes);
	EXPECT_BYTES("abc", bytes, 3);
	remove_object(o.name);
}

/* Where every off_t is a size that a file may have, only a limit of the process is less. */
CASE(ftruncate_efbig, ftruncate_einval_too_large)
{
	struct rlimit limit = {100, 100};
	struct object o = new_object(3);

	SETUP(setrlimit(RLIMIT_FSIZE, &limit));
	ignore_signal(SIGXFSZ);
	EXPECT_ERROR_OF(EFBIG, EINVAL, ftruncate(o.fd, 101));
	expect_size(3, o.fd);
	EXPECT_EQ(0, ftruncate(o.fd, 100));
	remove_object(o.name);
}
