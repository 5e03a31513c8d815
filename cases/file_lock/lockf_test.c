/*
 * lockf(): sections of a file from its current offset on. Another process looks
 * at them with lockf(), too: what fcntl() sees of them is left open.
 */
#include "file_lock.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>

/* lockf() of a section that begins at the offset. */
static int lock_section(int fd, off_t offset, int function, off_t size)
{
	SETUP(lseek(fd, offset, SEEK_SET));
	return lockf(fd, function, size);
}

/* What another process finds with F_TEST, byte by byte: 'x' locked, '.' not. */
static void check_sections(const char *path, const char *text)
{
	char *found = share(strlen(text) + 1);
	struct actor *observer = ACTOR("observer")
	{
		int fd = open_again(path, O_RDWR);
		size_t i;

		for (i = 0; text[i] != '\0'; i++)
			found[i] = lock_section(fd, (off_t)i, F_TEST, 1) == 0 ? '.' : 'x';
	}

	actor_expect_finished(observer);
	check_string(THERE, "the locked sections", text, found);
}

#define expect_sections(path, text) AT(check_sections(path, text))

/* Another process that has locked bytes 2 to 5, until it is dismissed. */
static struct actor *start_section_holder(const char *path)
{
	struct gate *has_lock = new_gate();
	struct actor *holder = ACTOR("holder")
	{
		EXPECT_OK(lock_section(open_again(path, O_RDWR), 2, F_LOCK, 4));
		open_gate(has_lock);
		for (;;)
			pause();
	}

	pass_gate(has_lock);
	return holder;
}

/* Sections of that size, from offset 4 on. */
struct section {
	off_t size;
	const char *locked;
};

#define SECTION(...) (&(const struct section){__VA_ARGS__})

static const struct variant sections[] = {
	{"after_offset", 0, SECTION(3, "....xxx.........")},
	{"before_offset", 0, SECTION(-3, ".xxx............")},
	{"to_the_end", 0, SECTION(0, "....xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")},
	{"across_the_end", 0,
	 SECTION(LOCKED_FILE_SIZE, "....xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx....")},
};

CASE_VARIANTS(sections, lock_lockf_f_lock_blocks)
{
	const struct section *section = variant()->data;
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *waiter;

	EXPECT_OK(lock_section(fd, 4, F_LOCK, section->size));
	EXPECT_EQ(4, lseek(fd, 0, SEEK_CUR));
	expect_sections(path, section->locked);
	waiter = ACTOR("waiter")
	{
		int others_fd = open_again(path, O_RDWR);

		EXPECT_OK(lock_section(others_fd, 0, F_LOCK, 12));
		expect_sections(path, "xxxxxxxxxxxx....");
	}
	expect_blocked_in(waiter, CALL_FCNTL);
	EXPECT_OK(lock_section(fd, 0, F_ULOCK, 0));
	expect_finished(waiter);
}

/* Who would wait instead would wait for ever. What is free of the section is not locked, either. */
CASE(lock_lockf_f_tlock_fails, lockf_eacces, lockf_eagain_locked)
{
	const char *path = scratch_path();
	struct actor *holder;
	struct actor *asker;

	open_locked_file(path);
	holder = start_section_holder(path);
	asker = ACTOR("asker")
	{
		int fd = open_again(path, O_RDWR);

		EXPECT_OK(lock_section(fd, 7, F_TLOCK, 1));
		EXPECT_ERROR_OF(EACCES, EAGAIN, lock_section(fd, 0, F_TLOCK, 8));
		EXPECT_ERROR_OF(EACCES, EAGAIN, lock_section(fd, 5, F_TLOCK, 0));
		EXPECT_ERROR_OF(EACCES, EAGAIN, lock_section(fd, 3, F_TEST, 1));
		EXPECT_OK(lock_section(fd, 6, F_TLOCK, 2));
		expect_sections(path, "..xxxxxx");
	}
	expect_finished(asker);
	dismiss(holder);
}

CASE(lock_lockf_f_test)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *holder = start_section_holder(path);

	EXPECT_OK(lock_section(fd, 6, F_LOCK, 2));
	EXPECT_OK(lock_section(fd, 0, F_TEST, 2));
	EXPECT_OK(lock_section(fd, 6, F_TEST, 0));
	EXPECT_OK(lock_section(fd, 2, F_TEST, -2));
	EXPECT_ERROR_OF(EACCES, EAGAIN, lock_section(fd, 0, F_TEST, 3));
	EXPECT_ERROR_OF(EACCES, EAGAIN, lock_section(fd, 5, F_TEST, 1));
	EXPECT_ERROR_OF(EACCES, EAGAIN, lock_section(fd, 6, F_TEST, -1));
	EXPECT_ERROR_OF(EACCES, EAGAIN, lock_section(fd, 0, F_TEST, 0));
	expect_sections(path, "..xxxxxx");
	dismiss(holder);
	expect_sections(path, "......xx");
}

CASE(lock_lockf_f_ulock)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);

	EXPECT_OK(lock_section(fd, 0, F_LOCK, LOCKED_FILE_SIZE + 4));
	EXPECT_OK(lock_section(fd, 2, F_ULOCK, 2));
	EXPECT_OK(lock_section(fd, 8, F_ULOCK, -2));
	expect_sections(path, "xx..xx..xxxxxxxx");
	EXPECT_OK(lock_section(fd, 12, F_ULOCK, 0));
	expect_sections(path, "xx..xx..xxxx........................");
	EXPECT_OK(lock_section(fd, 0, F_ULOCK, 0));
	expect_sections(path, "................");
}

static const char *outcome(int result)
{
	return result == 0 ? "success" : error_name(errno);
}

CASE(lock_lockf_interaction_unspecified)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *holder = start_section_holder(path);
	struct flock lock = region(F_RDLCK, 0, 0);

	EXPECT_OK(fcntl(fd, F_GETLK, &lock));
	observe("F_GETLK for a section that lockf() locked", "%s",
		lock.l_type == F_UNLCK	 ? "unlocked"
		: lock.l_type == F_RDLCK ? "a read lock"
					 : "a write lock");
	dismiss(holder);
	holder = start_holder(path, F_WRLCK, 2, 4);
	observe("F_TEST of a section that fcntl() write-locked", "%s",
		outcome(lock_section(fd, 2, F_TEST, 4)));
	observe("F_TLOCK of a section that fcntl() write-locked", "%s",
		outcome(lock_section(fd, 2, F_TLOCK, 4)));
	dismiss(holder);
	holder = start_holder(path, F_RDLCK, 2, 4);
	observe("F_TEST of a section that fcntl() read-locked", "%s",
		outcome(lock_section(fd, 2, F_TEST, 4)));
	observe("F_TLOCK of a section that fcntl() read-locked", "%s",
		outcome(lock_section(fd, 2, F_TLOCK, 4)));
	dismiss(holder);
}

/* F_TEST and F_ULOCK need a descriptor of whatever access, the others one for writing. */
CASE(lockf_ebadf)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	int reader = open_again(path, O_RDONLY);

	EXPECT_OK(lockf(fd, F_TLOCK, 2));
	EXPECT_ERROR(EBADF, lockf(reader, F_LOCK, 2));
	EXPECT_ERROR(EBADF, lockf(reader, F_TLOCK, 2));
	EXPECT_ERROR(EBADF, lockf(-1, F_LOCK, 2));
	EXPECT_ERROR(EBADF, lockf(-1, F_ULOCK, 2));
	EXPECT_OK(lockf(reader, F_TEST, 2));
	EXPECT_OK(lockf(reader, F_ULOCK, 2));
	close_end(fd);
	EXPECT_ERROR(EBADF, lockf(fd, F_TLOCK, 2));
	EXPECT_ERROR(EBADF, lockf(fd, F_TEST, 2));
	expect_sections(path, "........");
}

CASE(lockf_eintr)
{
	const char *path = scratch_path();
	struct actor *holder;
	struct actor *waiter;

	open_locked_file(path);
	holder = start_section_holder(path);
	waiter = ACTOR("waiter")
	{
		int fd = open_again(path, O_RDWR);

		catch_signal(SIGUSR1, 0);
		EXPECT_OK(lock_section(fd, 9, F_LOCK, 1));
		EXPECT_ERROR(EINTR, lock_section(fd, 0, F_LOCK, 8));
		EXPECT_EQ(1, times_caught(SIGUSR1));
		expect_sections(path, "..xxxx...x");
	}
	expect_blocked_in(waiter, CALL_FCNTL);
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
	dismiss(holder);
}

CASE(lockf_einval)
{
	enum { NO_FUNCTION = 99 };
	const char *path = scratch_path();
	int fd = open_locked_file(path);

	EXPECT_OK(lock_section(fd, 4, F_LOCK, -4));
	EXPECT_OK(lock_section(fd, 4, F_ULOCK, -4));
	EXPECT_ERROR(EINVAL, lock_section(fd, 4, NO_FUNCTION, 2));
	EXPECT_ERROR(EINVAL, lock_section(fd, 4, F_LOCK, -5));
	EXPECT_ERROR(EINVAL, lock_section(fd, 4, F_TLOCK, -5));
	EXPECT_ERROR(EINVAL, lock_section(fd, 4, F_TEST, -5));
	EXPECT_ERROR(EINVAL, lock_section(fd, 0, F_LOCK, -1));
	expect_sections(path, "........");
}

CASE(lockf_eoverflow)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);

	EXPECT_OK(lock_section(fd, 4, F_LOCK, LARGEST_OFFSET - 4));
	EXPECT_OK(lock_section(fd, 0, F_ULOCK, 0));
	EXPECT_ERROR(EOVERFLOW, lock_section(fd, 4, F_LOCK, LARGEST_OFFSET));
	EXPECT_ERROR(EOVERFLOW, lock_section(fd, 2, F_TLOCK, LARGEST_OFFSET));
	expect_sections(path, "........");
}

/* Mandatory locking is what the error is for: a locked file that is mapped. */
CASE(lockf_eagain_mapped)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	void *memory = mmap(NULL, LOCKED_FILE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	SETUP_THAT(memory != MAP_FAILED, "no mapping: %s", error_name(errno));
	observe("F_TLOCK of a mapped file", "%s", outcome(lockf(fd, F_TLOCK, 0)));
	SETUP(munmap(memory, LOCKED_FILE_SIZE));
}

CASE(lockf_eopnotsupp)
{
	int fds[2];

	SETUP(pipe(fds));
	observe("F_TLOCK of a pipe", "%s", outcome(lockf(own(fds[1]), F_TLOCK, 0)));
	observe("F_TLOCK of a device", "%s",
		outcome(lockf(own((int)SETUP(open("/dev/null", O_RDWR))), F_TLOCK, 0)));
	close_end(fds[0]);
}
