/* F_SETLK: which locks stand in whose way, and what fails for a conflict. */
#include "file_lock.h"

#include <string.h>

CASE(lock_set_shared_coexist)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *one = start_holder(path, F_RDLCK, 0, 4);
	struct actor *other = start_holder(path, F_RDLCK, 2, 4);

	EXPECT_OK(lock_region(fd, F_RDLCK, 3, 4));
	expect_locks(path, "rrrrrrr.");
	dismiss(one);
	expect_locks(path, "..rrrrr.");
	EXPECT_OK(lock_region(fd, F_UNLCK, 3, 4));
	expect_locks(path, "..rrrr..");
	dismiss(other);
	expect_locks(path, "........");
}

enum { FIRST = 2, LAST = 5, BYTES = 8 };

/* Asks for each byte by itself, while another process holds those from FIRST to LAST. */
static void expect_bytes_denied(int fd, short type)
{
	off_t byte;

	for (byte = 0; byte < BYTES; byte++)
		if (byte >= FIRST && byte <= LAST)
			expect_conflict(fd, type, byte, 1);
		else
			EXPECT_OK(lock_region(fd, type, byte, 1));
	expect_conflict(fd, type, 0, FIRST + 1);
	expect_conflict(fd, type, LAST, BYTES - LAST);
	expect_conflict(fd, type, 0, BYTES);
	expect_conflict(fd, type, 0, 0);
}

CASE(lock_set_shared_blocks_exclusive)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *holder = start_holder(path, F_RDLCK, FIRST, LAST - FIRST + 1);

	expect_bytes_denied(fd, F_WRLCK);
	expect_locks(path, "wwrrrrww");
	dismiss(holder);
	EXPECT_OK(lock_region(fd, F_WRLCK, 0, BYTES));
}

CASE(lock_set_exclusive_blocks_all)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *holder = start_holder(path, F_WRLCK, FIRST, LAST - FIRST + 1);

	expect_bytes_denied(fd, F_RDLCK);
	expect_locks(path, "rrwwwwrr");
	expect_bytes_denied(fd, F_WRLCK);
	expect_locks(path, "wwwwwwww");
	dismiss(holder);
	expect_locks(path, "ww....ww");
}

/* Who would wait instead would wait for ever. What is free of the region is not locked, either. */
CASE(lock_set_conflict_eacces_or_eagain, setlk_eacces, setlk_eagain)
{
	const char *path = scratch_path();
	struct actor *holder;
	struct actor *asker;

	open_locked_file(path);
	holder = start_holder(path, F_WRLCK, 2, 4);
	asker = ACTOR("asker")
	{
		int fd = open_again(path, O_RDWR);

		EXPECT_OK(lock_region(fd, F_WRLCK, 0, 1));
		EXPECT_ERROR_OF(EACCES, EAGAIN, lock_region(fd, F_WRLCK, 0, 8));
		EXPECT_ERROR_OF(EACCES, EAGAIN, lock_region(fd, F_RDLCK, 0, 3));
		expect_locks(path, "w.wwww..");
	}
	expect_finished(asker);
	dismiss(holder);
}

/* On a descriptor without the access, the type is refused; with it, it is not. */
static void expect_access_needed(int lacking, int sufficient, short type, const char *locked)
{
	const char *path = scratch_path();
	int fd;

	open_locked_file(path);
	fd = open_again(path, lacking);
	EXPECT_ERROR(EBADF, lock_region(fd, type, 2, 4));
	EXPECT_ERROR(EBADF, await_region(fd, type, 2, 4));
	expect_locks(path, "........");
	EXPECT_OK(lock_region(open_again(path, sufficient), type, 2, 4));
	expect_locks(path, locked);
	EXPECT_OK(lock_region(fd, F_UNLCK, 2, 2));
}

CASE(lock_set_readlock_needs_read_fd)
{
	expect_access_needed(O_WRONLY, O_RDONLY, F_RDLCK, "..rrrr..");
}

CASE(lock_set_writelock_needs_write_fd)
{
	expect_access_needed(O_RDONLY, O_WRONLY, F_WRLCK, "..wwww..");
}

CASE(lock_set_failed_upgrade_keeps_old)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *reader = start_holder(path, F_RDLCK, 4, 2);
	const char *left;

	set_locks(fd, "..rrrr..");
	expect_conflict(fd, F_WRLCK, 2, 4);
	dismiss(reader);
	left = find_locks(path, BYTES);
	observe("a read lock whose upgrade failed", "%s",
		strcmp(left, "..rrrr..") == 0 ? "is kept" : left);
}

CASE(lock_set_unlock_nothing_ok)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *holder;

	EXPECT_OK(lock_region(fd, F_UNLCK, 2, 4));
	EXPECT_OK(lock_region(fd, F_UNLCK, 2 * LOCKED_FILE_SIZE, 1));
	EXPECT_OK(lock_region(open_again(path, O_RDONLY), F_UNLCK, 0, 0));
	EXPECT_OK(lock_region(open_again(path, O_WRONLY), F_UNLCK, 0, 0));
	holder = start_holder(path, F_WRLCK, 2, 4);
	EXPECT_OK(lock_region(fd, F_UNLCK, 0, 4));
	EXPECT_OK(lock_region(fd, F_UNLCK, 0, 0));
	expect_locks(path, "..wwww..");
	dismiss(holder);
}

CASE(lock_set_advisory_only)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *holder = start_holder(path, F_WRLCK, 0, 0);

	write_bytes(fd, "abcd", 4);
	SETUP(lseek(fd, 0, SEEK_SET));
	expect_bytes(fd, "abcd", 4);
	EXPECT_OK(ftruncate(fd, 2));
	EXPECT_EQ(2, lseek(fd, 0, SEEK_END));
	dismiss(holder);
}

static const struct variant sizes[] = {
	{"empty", 0, NULL}, {"small", LOCKED_FILE_SIZE, NULL}, {"sparse", 1L << 20, NULL}};

/* The other process has the descriptor only: the name is gone. */
CASE_VARIANTS(sizes, lock_set_regular_files_supported)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *other;

	SETUP(ftruncate(fd, variant()->value));
	SETUP(unlink(path));
	EXPECT_OK(lock_region(fd, F_RDLCK, 0, 8));
	EXPECT_OK(lock_region(fd, F_WRLCK, 0, 4));
	EXPECT_OK(lock_region(fd, F_UNLCK, 0, 2));
	other = ACTOR("other")
	{
		EXPECT_OK(lock_region(fd, F_WRLCK, 0, 2));
		expect_conflict(fd, F_RDLCK, 2, 2);
		EXPECT_OK(lock_region(fd, F_RDLCK, 4, 4));
		expect_conflict(fd, F_WRLCK, 4, 4);
	}
	expect_finished(other);
}
