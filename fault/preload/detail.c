#include "detail.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "../plan/log.h"

enum mutex_traits {
	MUTEX_RECURSIVE = 1,
	MUTEX_ERRORCHECK = 2,
	MUTEX_ROBUST = 4,
	MUTEX_INHERIT = 8,
	MUTEX_PROTECT = 16,
};

/* What a mutex is, only its memory tells. */
#ifdef __GLIBC__
enum { KIND_ROBUST = 16, KIND_INHERIT = 32, KIND_PROTECT = 64 };
#define KIND_OF(mutex) ((unsigned int)(mutex)->__data.__kind)
#else
enum { KIND_ROBUST = 4, KIND_INHERIT = 8, KIND_PROTECT = 0 };
#define KIND_OF(mutex) ((unsigned int)(mutex)->__u.__i[0])
#endif

static unsigned int traits_of(const pthread_mutex_t *mutex)
{
	const unsigned int kind = KIND_OF(mutex);
	unsigned int traits = 0;

	if ((kind & 3) == PTHREAD_MUTEX_RECURSIVE)
		traits |= MUTEX_RECURSIVE;
	if ((kind & 3) == PTHREAD_MUTEX_ERRORCHECK)
		traits |= MUTEX_ERRORCHECK;
	if (kind & KIND_ROBUST)
		traits |= MUTEX_ROBUST;
	if (kind & KIND_INHERIT)
		traits |= MUTEX_INHERIT;
	if (kind & KIND_PROTECT)
		traits |= MUTEX_PROTECT;
	return traits;
}

/* Errors that only mutexes with one of the traits have. */
static const struct {
	unsigned int traits;
	const char *errors;
} errors_of_traits[] = {
	{MUTEX_ROBUST, "EOWNERDEAD,ENOTRECOVERABLE"},
	{MUTEX_RECURSIVE | MUTEX_ERRORCHECK | MUTEX_ROBUST | MUTEX_INHERIT, "EPERM"},
	{MUTEX_RECURSIVE, "EAGAIN"},
	{MUTEX_ERRORCHECK | MUTEX_INHERIT, "EDEADLK"},
	{MUTEX_PROTECT, "EINVAL"},
};

const char *detail_of_mutex(const pthread_mutex_t *mutex, char room[DETAIL_SIZE])
{
	const unsigned int traits = mutex ? traits_of(mutex) : ~0U;
	const char *before = LOG_NEVER;
	size_t length = 0;

	for (size_t i = 0; i < sizeof(errors_of_traits) / sizeof(errors_of_traits[0]); i++) {
		if (traits & errors_of_traits[i].traits)
			continue;
		length +=
			(size_t)sprintf(room + length, "%s%s", before, errors_of_traits[i].errors);
		before = ",";
	}
	return length ? room : NULL;
}

static const char no_init[] = LOG_NEVER "EAGAIN,EINVAL,ENOMEM,EPERM";

const char *detail_of_pthread_mutex_init(const pthread_mutexattr_t *attributes)
{
	int shared, robust, protocol, type;

	if (!attributes)
		return no_init;
	if (pthread_mutexattr_getpshared(attributes, &shared) != 0 ||
	    pthread_mutexattr_getrobust(attributes, &robust) != 0 ||
	    pthread_mutexattr_getprotocol(attributes, &protocol) != 0 ||
	    pthread_mutexattr_gettype(attributes, &type) != 0)
		return NULL;
	return shared == PTHREAD_PROCESS_PRIVATE && robust == PTHREAD_MUTEX_STALLED &&
			       protocol == PTHREAD_PRIO_NONE && type != PTHREAD_MUTEX_ERRORCHECK
		       ? no_init
		       : NULL;
}

#define DETAIL_OF_INIT(kind)                                                                  \
	const char *detail_of_pthread_##kind##_init(const pthread_##kind##attr_t *attributes) \
	{                                                                                     \
		int shared;                                                                   \
                                                                                              \
		if (!attributes)                                                              \
			return no_init;                                                       \
		if (pthread_##kind##attr_getpshared(attributes, &shared) != 0)                \
			return NULL;                                                          \
		return shared == PTHREAD_PROCESS_PRIVATE ? no_init : NULL;                    \
	}

DETAIL_OF_INIT(cond)
DETAIL_OF_INIT(rwlock)
DETAIL_OF_INIT(barrier)

#define NO_SOCKET "EACCES,ECONNRESET,ENETDOWN,ENETUNREACH,ENOTCONN,ETIMEDOUT"
#define NO_STORAGE "EDQUOT,EFBIG,ENOSPC"

/* What is known of a file of that type; a socket may have a limit of time, and then EAGAIN. */
const char *detail_of_transfer(int fd)
{
	struct stat status;
	bool waits;

	if (fstat(fd, &status) == -1)
		return NULL;
	waits = !(fcntl(fd, F_GETFL) & O_NONBLOCK);
	switch (status.st_mode & S_IFMT) {
	case S_IFREG:
		return LOG_NEVER "EAGAIN,EINTR,EPIPE," NO_SOCKET;
	case S_IFIFO:
		return waits ? LOG_NEVER "EAGAIN," NO_SOCKET "," NO_STORAGE
			     : LOG_NEVER NO_SOCKET "," NO_STORAGE;
	case S_IFCHR:
		return waits ? LOG_NEVER "EAGAIN," NO_SOCKET : LOG_NEVER NO_SOCKET;
	case S_IFSOCK:
		return LOG_NEVER NO_STORAGE;
	default:
		return NULL;
	}
}

/* With memory, and a signal that there is, it cannot fail at all. */
const char *detail_of_signal(int number, const struct sigaction *action)
{
	if (number <= 0 || number > SIGRTMAX ||
	    (action && (number == SIGKILL || number == SIGSTOP)))
		return LOG_NEVER "EFAULT,ENOTSUP,EOPNOTSUPP";
	return LOG_NEVER "EFAULT,EINVAL,ENOTSUP,EOPNOTSUPP";
}

/* It waits, or it does not. */
const char *detail_of_flock(int operation)
{
	if (operation & LOCK_UN)
		return LOG_NEVER "EINTR,EWOULDBLOCK";
	return operation & LOCK_NB ? LOG_NEVER "EINTR" : LOG_NEVER "EWOULDBLOCK";
}

/* The places are those of Linux. */
const char *detail_of_name(enum point_index point, const char *name, char room[DETAIL_SIZE])
{
	const char *place = point == POINT_mq_unlink	? LOG_QUEUE
			    : point == POINT_sem_unlink ? LOG_PATH "/dev/shm/sem."
							: LOG_PATH "/dev/shm/";

	if (!name)
		return NULL;
	snprintf(room, DETAIL_SIZE, LOG_KEEPS "%s%s", place, name + strspn(name, "/"));
	for (char *byte = strchr(room, '\n'); byte; byte = strchr(byte, '\n'))
		*byte = '?';
	return room;
}

const char *detail_of_control(enum point_index point, int id, int command, char room[DETAIL_SIZE])
{
	if (command != IPC_RMID)
		return NULL;
	snprintf(room, DETAIL_SIZE, LOG_KEEPS LOG_SYSV "%s id %d",
		 point == POINT_msgctl	 ? "msg"
		 : point == POINT_semctl ? "sem"
					 : "shm",
		 id);
	return room;
}
