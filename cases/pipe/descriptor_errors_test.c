/* The errors of what makes, moves, duplicates, describes and closes a pipe's descriptors. */
#include "pipe.h"

#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The first number that no descriptor can have; 0 if there is no limit. */
static int descriptor_limit(void)
{
	long limit = sysconf(_SC_OPEN_MAX);

	return limit > 0 && limit <= INT32_MAX ? (int)limit : 0;
}

static int open_file(void)
{
	return own((int)SETUP(open(scratch_path(), O_RDWR | O_CREAT, 0600)));
}

CASE(lseek_espipe)
{
	struct pipe_ends p = open_pipe();

	EXPECT_EQ(1, lseek(open_file(), 1, SEEK_SET));
	write_bytes(p.write_end, "x", 1);
	EXPECT_ERROR(ESPIPE, lseek(p.read_end, 1, SEEK_SET));
	EXPECT_ERROR(ESPIPE, lseek(p.read_end, 0, SEEK_CUR));
	EXPECT_ERROR(ESPIPE, lseek(p.write_end, 0, SEEK_END));
	expect_bytes(p.read_end, "x", 1);
}

CASE(lseek_ebadf)
{
	EXPECT_EQ(1, lseek(open_file(), 1, SEEK_SET));
	EXPECT_ERROR(EBADF, lseek(lowest_free(), 0, SEEK_SET));
	EXPECT_ERROR(EBADF, lseek(-1, 0, SEEK_SET));
}

CASE(lseek_einval)
{
	enum { NO_WHENCE = 99 };
	int file = open_file();

	EXPECT_EQ(5, lseek(file, 5, SEEK_SET));
	EXPECT_ERROR(EINVAL, lseek(file, 0, NO_WHENCE));
	EXPECT_ERROR(EINVAL, lseek(file, -1, SEEK_SET));
	EXPECT_ERROR(EINVAL, lseek(file, -6, SEEK_CUR));
	EXPECT_ERROR(EINVAL, lseek(file, -1, SEEK_END));
	EXPECT_EQ(5, lseek(file, 0, SEEK_CUR));
}

CASE(lseek_eoverflow)
{
	const off_t largest = (off_t)(UINTMAX_MAX >> (1 + 8 * (sizeof(uintmax_t) - sizeof(off_t))));
	int file = open_file();

	EXPECT_EQ(5, lseek(file, 5, SEEK_SET));
	EXPECT_ERROR(EOVERFLOW, lseek(file, largest, SEEK_CUR));
	EXPECT_EQ(5, lseek(file, 0, SEEK_CUR));
}

CASE(close_ebadf)
{
	struct pipe_ends p = open_pipe();

	close_end(p.read_end);
	EXPECT_ERROR(EBADF, close(p.read_end));
	EXPECT_ERROR(EBADF, close(-1));
	EXPECT(is_open(p.write_end));
}

CASE(dup_ebadf)
{
	struct pipe_ends p = open_pipe();
	int unused;

	close_end((int)EXPECT_OK(dup(p.read_end)));
	unused = lowest_free();
	EXPECT_ERROR(EBADF, dup(unused));
	EXPECT_ERROR(EBADF, dup(-1));
	EXPECT(!is_open(unused));
}

CASE(dup_emfile)
{
	struct pipe_ends p = open_pipe();
	int copy = (int)EXPECT_OK(dup(p.read_end));

	close_end(copy);
	leave_descriptors(0);
	EXPECT_ERROR(EMFILE, dup(p.read_end));
	EXPECT(!is_open(copy));
}

/* One call of dup2(), or of dup3() as it is used where dup2() would do. */
typedef int duplication(int fd, int target);

static int dup3_plain(int fd, int target)
{
	return dup3(fd, target, 0);
}

static void expect_ebadf_of_either(duplication *duplicate)
{
	struct pipe_ends p = open_pipe();
	int target = lowest_free();
	int unused;

	EXPECT_EQ(target, own(duplicate(p.write_end, target)));
	unused = lowest_free();
	EXPECT_ERROR(EBADF, duplicate(unused, target));
	EXPECT_ERROR(EBADF, duplicate(-1, target));
	EXPECT_ERROR(EBADF, duplicate(p.read_end, -1));
	if (descriptor_limit())
		EXPECT_ERROR(EBADF, duplicate(p.read_end, descriptor_limit()));
	write_bytes(target, "x", 1);
	expect_bytes(p.read_end, "x", 1);
	EXPECT(!is_open(unused));
}

CASE(dup2_ebadf)
{
	expect_ebadf_of_either(dup2);
}

CASE(dup3_ebadf)
{
	expect_ebadf_of_either(dup3_plain);
}

CASE(dup3_einval)
{
	struct pipe_ends p = open_pipe();
	int unused = lowest_free();

	EXPECT_EQ(unused, dup3(p.write_end, unused, O_CLOEXEC));
	close_end(unused);
	EXPECT_ERROR(EINVAL, dup3(p.write_end, p.write_end, 0));
	EXPECT_ERROR(EINVAL, dup3(p.write_end, p.write_end, O_CLOEXEC));
	EXPECT_ERROR(EINVAL, dup3(p.write_end, unused, O_APPEND));
	EXPECT(is_open(p.write_end));
	EXPECT(!is_open(unused));
}

CASE(fstat_ebadf)
{
	struct pipe_ends p = open_pipe();
	struct stat status;

	EXPECT_OK(fstat(p.read_end, &status));
	EXPECT_ERROR(EBADF, fstat(lowest_free(), &status));
	EXPECT_ERROR(EBADF, fstat(-1, &status));
}

static void fork_and_wait(void)
{
	pid_t child = (pid_t)EXPECT_OK(fork());

	if (child == 0)
		_exit(0);
	EXPECT_EQ(child, waitpid(child, NULL, 0));
}

CASE(fork_eagain)
{
	struct actor *user;

	fork_and_wait();
	user = ACTOR("user")
	{
#ifdef RLIMIT_NPROC
		struct rlimit limit;

		/* A user with a process, this one, has as many as he may. */
		become_unprivileged();
		SETUP(getrlimit(RLIMIT_NPROC, &limit));
		limit.rlim_cur = 1;
		SETUP(setrlimit(RLIMIT_NPROC, &limit));
#else
		skip_unsupported("no limit on the processes of a user");
#endif
		EXPECT_ERROR(EAGAIN, fork());
		EXPECT_ERROR(ECHILD, wait(NULL));
	}
	expect_finished(user);
}

/*
 * Memory that fork() would have to copy, several times what the machine has:
 * each piece might do, all of them together cannot. None is ever touched.
 */
static void grow_beyond_memory(void)
{
	enum { PIECES = 64 };
	size_t piece = (size_t)SETUP(sysconf(_SC_PHYS_PAGES)) / 2 * (size_t)sysconf(_SC_PAGESIZE);
	char *space = MAP_FAILED;
	int i;

	if (piece < SIZE_MAX / 4 / PIECES)
		space = mmap(NULL, PIECES * piece, PROT_NONE,
			     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (space == MAP_FAILED)
		return;
	for (i = 0; i < PIECES; i++)
		if (mmap(space + (size_t)i * piece, piece, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
			return;
}

CASE(fork_enomem)
{
	const char *key = "fork() of a process larger than the memory";
	pid_t child;

	grow_beyond_memory();
	child = fork();
	if (child == 0)
		_exit(0);
	if (child == -1) {
		observe(key, "%s", error_name(errno));
		return;
	}
	observe(key, "success");
	SETUP(waitpid(child, NULL, 0));
}
