/* What ends a mapping besides munmap(): the end of the process, and exec. */
#include "mmap.h"

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/*
 * A file of a page. Where files can be sealed, this one can tell whether it is
 * mapped for writing anywhere: until then, it cannot be sealed against that.
 */
#ifdef F_ADD_SEALS
static int new_sealable_file(void)
{
	int fd = own((int)SETUP(memfd_create("ipcts", MFD_ALLOW_SEALING | MFD_CLOEXEC)));
	unsigned char *p;

	SETUP(ftruncate(fd, (off_t)page_size()));
	p = map_file(fd, page_size(), PROT_READ | PROT_WRITE, MAP_SHARED);
	if (fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE) != -1 || errno != EBUSY)
		skip_unsupported("a seal of a file does not depend on who has mapped it");
	SETUP(munmap(p, page_size()));
	return fd;
}

static bool is_sealed(void *fd)
{
	return fcntl(*(int *)fd, F_ADD_SEALS, F_SEAL_WRITE) == 0;
}
#else
static int new_sealable_file(void)
{
	skip_unsupported("there are no files that tell whether they are mapped");
}

static bool is_sealed(void *fd)
{
	(void)fd;
	return false;
}
#endif

/* Nobody has mapped the file: soon, as whoever looks at a process (ps) may hold its memory. */
#define expect_unmapped(fd) AT(check_unmapped(fd))

static void check_unmapped(int fd)
{
	if (!wait_until(is_sealed, &fd, STEP_LIMIT))
		check_failed(THERE, "the file: expected to be mapped no more, observed mapped");
}

static const struct variant ends[] = {{"exit", 0, NULL}, {"killed", SIGKILL, NULL}};

CASE_VARIANTS(ends, mmap_exit_unmapped_at_exit)
{
	int fd = new_sealable_file();
	struct actor *writer = ACTOR("writer")
	{
		*map_file(fd, page_size(), PROT_READ | PROT_WRITE, MAP_SHARED) = 'x';
		if (variant()->value)
			raise((int)variant()->value);
		_exit(EXIT_SUCCESS);
	}

	if (variant()->value)
		expect_killed(writer, (int)variant()->value);
	else
		expect_exit(writer, EXIT_SUCCESS);
	EXPECT_EQ('x', file_byte(fd, 0));
	EXPECT_EQ('x', *map_file(fd, page_size(), PROT_READ, MAP_PRIVATE));
	expect_unmapped(fd);
}

CASE(mmap_exec_unmapped)
{
	static char *const arguments[] = {(char *)"cat", NULL};
	int fd = new_sealable_file();
	int input[2];
	int output[2];
	struct actor *cat;

	SETUP(pipe(input));
	SETUP(pipe(output));
	cat = ACTOR("cat")
	{
		*map_file(fd, page_size(), PROT_READ | PROT_WRITE, MAP_SHARED) = 'x';
		SETUP(dup2(input[0], STDIN_FILENO));
		SETUP(dup2(output[1], STDOUT_FILENO));
		close_end(input[1]);
		SETUP(execvp("cat", arguments));
	}
	/* What it has copied, it has copied as the new program. */
	write_bytes(input[1], "y", 1);
	expect_bytes(output[0], "y", 1);
	expect_unmapped(fd);
	EXPECT_EQ('x', file_byte(fd, 0));
	close_end(input[1]);
	expect_exit(cat, EXIT_SUCCESS);
	close_end(input[0]);
	close_end(output[0]);
	close_end(output[1]);
}

CASE(mmap_sync_object_state_after_last_unmap)
{
	int fd = new_pattern_file(page_size());
	struct actor *user = ACTOR("user")
	{
		sem_t *semaphore;
		int value = -1;

		semaphore = (sem_t *)map_file(fd, page_size(), PROT_READ | PROT_WRITE, MAP_SHARED);
		SETUP(sem_init(semaphore, 1, 2));
		SETUP(munmap(semaphore, page_size()));
		semaphore = (sem_t *)map_file(fd, page_size(), PROT_READ | PROT_WRITE, MAP_SHARED);
		if (sem_getvalue(semaphore, &value) == -1)
			observe("a semaphore of value 2, mapped again", "%s", error_name(errno));
		else
			observe("a semaphore of value 2, mapped again", "value %d", value);
	}

	expect_finished(user);
}

/* Two processes meet at these; each has them at an address of its own. */
struct meeting {
	sem_t question;
	sem_t answer;
	pthread_mutex_t mutex;
};

static struct meeting *map_meeting(int fd)
{
	return (struct meeting *)map_file(fd, page_size(), PROT_READ | PROT_WRITE, MAP_SHARED);
}

static void meet_at_semaphores(int fd, struct meeting *here)
{
	struct actor *other;

	SETUP(sem_init(&here->question, 1, 0));
	SETUP(sem_init(&here->answer, 1, 0));
	other = ACTOR("other")
	{
		struct meeting *there = map_meeting(fd);

		EXPECT(there != here);
		EXPECT_OK(munmap(here, page_size()));
		EXPECT_OK(sem_wait(&there->question));
		EXPECT_OK(sem_post(&there->answer));
	}
	expect_blocked_in(other, CALL_FUTEX);
	EXPECT_OK(sem_post(&here->question));
	expect_finished(other);
	EXPECT_OK(sem_trywait(&here->answer));
}

static void meet_at_mutex(int fd, struct meeting *here)
{
	pthread_mutexattr_t shared;
	struct actor *other;

	SETUP_RETURNS_0(pthread_mutexattr_init(&shared));
	SETUP_RETURNS_0(pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED));
	SETUP_RETURNS_0(pthread_mutex_init(&here->mutex, &shared));
	SETUP_RETURNS_0(pthread_mutex_lock(&here->mutex));
	other = ACTOR("other")
	{
		struct meeting *there = map_meeting(fd);

		EXPECT(there != here);
		EXPECT_OK(munmap(here, page_size()));
		EXPECT_RETURNS(EBUSY, pthread_mutex_trylock(&there->mutex));
		EXPECT_RETURNS(0, pthread_mutex_lock(&there->mutex));
		EXPECT_RETURNS(0, pthread_mutex_unlock(&there->mutex));
	}
	expect_blocked_in(other, CALL_FUTEX);
	EXPECT_RETURNS(0, pthread_mutex_unlock(&here->mutex));
	expect_finished(other);
	EXPECT_RETURNS(0, pthread_mutex_trylock(&here->mutex));
}

static const struct variant objects[] = {{"semaphore", false, NULL}, {"mutex", true, NULL}};

CASE_VARIANTS(objects, mmap_sync_works_at_different_addresses)
{
	int fd = new_pattern_file(page_size());
	struct meeting *here = map_meeting(fd);

	if (!variant()->value) {
		meet_at_semaphores(fd, here);
	} else {
		need_level(LEVEL_OPTION_TSH);
		meet_at_mutex(fd, here);
	}
}
