/* POSIX semaphores. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "finding.h"

static void limit_memory(rlim_t size)
{
	setrlimit(RLIMIT_AS, &(struct rlimit){size, RLIM_INFINITY});
}

/* What there is, in a list, whose pieces are as small as they get. Returns false without limit. */
static bool use_up_memory(void)
{
	static void **list;

	limit_memory(0);
	for (size_t size = 65536; size >= 16; size /= 2) {
		void **piece;
		int count = 0;

		for (; (piece = malloc(size)); list = piece) {
			*piece = list;
			if (++count == 10000)
				return false;
		}
	}
	return true;
}

/* To map the semaphore there is room, but none for what the process notes of it. */
static void leave_one_page(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	void *mapped = MAP_FAILED;

	for (rlim_t limit = page; mapped == MAP_FAILED; limit += page) {
		limit_memory(limit);
		mapped = mmap(NULL, page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	}
	munmap(mapped, page);
}

FINDING("glibc's sem_open() that has no memory for its own records fails with ENOMEM, but has made "
	"the semaphore")
{
	if (!use_up_memory())
		return CANNOT_TRY;
	leave_one_page();
	if (sem_open(unique_name, O_CREAT | O_EXCL, 0600, 1) != SEM_FAILED || errno != ENOMEM)
		return NOT_SHOWN;
	return sem_unlink(unique_name) == 0 ? SHOWN : NOT_SHOWN;
}

/* What sem_open() of a new name of so many bytes, behind the slash, says; 0 if it succeeds. */
static int open_long_name(size_t length)
{
	char name[2 * NAME_MAX];
	sem_t *semaphore;

	memset(name, 'x', length + 1);
	name[length + 1] = '\0';
	memcpy(name, unique_name, strlen(unique_name));
	semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, 1);
	if (semaphore == SEM_FAILED)
		return errno;
	sem_unlink(name);
	return 0;
}

FINDING("glibc reports EINVAL, not ENAMETOOLONG, for a name much longer than NAME_MAX")
{
	return open_long_name(NAME_MAX + 10) == EINVAL ? SHOWN : NOT_SHOWN;
}

/* Linux documents NAME_MAX - 4: a part of the file's name is glibc's own. */
FINDING("musl's files of semaphores have the name itself: it may be as long as a file's")
{
	return open_long_name(NAME_MAX - 3) == 0 ? SHOWN : NOT_SHOWN;
}

FINDING("musl's file of a semaphore is /dev/shm/NAME, as that of a shared memory object")
{
	int fd;

	if (sem_open(unique_name, O_CREAT | O_EXCL, 0600, 1) == SEM_FAILED)
		return CANNOT_TRY;
	fd = shm_open(unique_name, O_RDWR, 0);
	return fd != -1 ? SHOWN : NOT_SHOWN;
}

/* The directory has S_ISVTX. EACCES is what the standard says of shm_unlink(). */
FINDING("musl reports EPERM, as unlink() does for a name of another user in a directory with "
	"S_ISVTX")
{
	if (geteuid() != 0 || shm_open(unique_name, O_RDWR | O_CREAT | O_EXCL, 0600) == -1 ||
	    !drop_root()) {
		errno = EPERM;
		return CANNOT_TRY;
	}
	return shm_unlink(unique_name) == -1 && errno == EPERM ? SHOWN : NOT_SHOWN;
}

FINDING("Linux interrupts a wait with a time limit in spite of SA_RESTART")
{
	struct timespec limit;
	sem_t semaphore;

	clock_gettime(CLOCK_REALTIME, &limit);
	limit.tv_sec += 10;
	sem_init(&semaphore, 0, 0);
	alarm_often(SA_RESTART);
	return sem_timedwait(&semaphore, &limit) == -1 && errno == EINTR ? SHOWN : NOT_SHOWN;
}

/* Not every C library has it, nor every static program. */
extern __attribute__((weak)) int sem_clockwait(sem_t *restrict, clockid_t,
					       const struct timespec *restrict);

static void *cancel_and_wait(void *semaphore)
{
	struct timespec limit = {0, 0};

	pthread_cancel(pthread_self());
	sem_clockwait(semaphore, CLOCK_MONOTONIC, &limit);
	return NULL;
}

FINDING("glibc's sem_clockwait() that can lock at once does so although the thread's cancellation "
	"was requested before")
{
	sem_t semaphore;
	pthread_t thread;
	void *result;

	errno = ENOSYS;
	if (!sem_clockwait)
		return CANNOT_TRY;
	sem_init(&semaphore, 0, 1);
	if (pthread_create(&thread, NULL, cancel_and_wait, &semaphore) != 0)
		return CANNOT_TRY;
	pthread_join(thread, &result);
	return result != PTHREAD_CANCELED && sem_trywait(&semaphore) == -1 ? SHOWN : NOT_SHOWN;
}
