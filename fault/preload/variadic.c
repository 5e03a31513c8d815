/* The wrappers of functions with optional arguments. */
#include <stdarg.h>

#include "effects.h"

/* POSIX has programs declare it. */
union semun {
	int val;
	struct semid_ds *buf;
	unsigned short *array;
};

#ifdef __O_TMPFILE
#define HAS_MODE(flags) (((flags)&O_CREAT) || ((flags)&__O_TMPFILE) == __O_TMPFILE)
#else
#define HAS_MODE(flags) ((flags)&O_CREAT)
#endif

/* The optional argument after last, or 0. */
#define GET_MODE(mode, last, is_there)                            \
	mode_t mode = 0;                                          \
                                                                  \
	if (is_there) {                                           \
		va_list list;                                     \
                                                                  \
		va_start(list, last);                             \
		/* A mode_t smaller than int is passed as int. */ \
		mode = (mode_t)va_arg(list, unsigned int);        \
		va_end(list);                                     \
	}

#define OPEN(name)                                                 \
	EXPORTED int name(const char *path, int flags, ...)        \
	{                                                          \
		GET_MODE(mode, flags, HAS_MODE(flags))             \
                                                                   \
		RESOLVE(name);                                     \
		if (ARMED_PLAIN(open)) {                           \
			EFFECT_PLAIN(int, open, 0, FAIL_MINUS_ONE) \
		}                                                  \
		return real_##name(path, flags, mode);             \
	}
#define OPENAT(name)                                                       \
	EXPORTED int name(int directory, const char *path, int flags, ...) \
	{                                                                  \
		GET_MODE(mode, flags, HAS_MODE(flags))                     \
                                                                           \
		RESOLVE(name);                                             \
		if (ARMED_PLAIN(openat)) {                                 \
			EFFECT_PLAIN(int, openat, 0, FAIL_MINUS_ONE)       \
		}                                                          \
		return real_##name(directory, path, flags, mode);          \
	}

OPEN(open)
OPENAT(openat)

EXPORTED mqd_t mq_open(const char *name, int flags, ...)
{
	struct mq_attr *attributes = NULL;
	mode_t mode = 0;

	if (flags & O_CREAT) {
		va_list list;

		va_start(list, flags);
		mode = (mode_t)va_arg(list, unsigned int);
		attributes = va_arg(list, struct mq_attr *);
		va_end(list);
	}
	RESOLVE(mq_open);
	if (ARMED_PLAIN(mq_open)) {
		EFFECT_PLAIN(mqd_t, mq_open, 0, FAIL_MINUS_ONE)
	}
	return real_mq_open(name, flags, mode, attributes);
}

EXPORTED sem_t *sem_open(const char *name, int flags, ...)
{
	unsigned int value = 0;
	mode_t mode = 0;

	if (flags & O_CREAT) {
		va_list list;

		va_start(list, flags);
		mode = (mode_t)va_arg(list, unsigned int);
		value = va_arg(list, unsigned int);
		va_end(list);
	}
	RESOLVE(sem_open);
	if (ARMED_PLAIN(sem_open)) {
		EFFECT_PLAIN(sem_t *, sem_open, 0, FAIL_SEM_FAILED_POINTER)
	}
	return real_sem_open(name, flags, mode, value);
}

/* Without an argument there is something else there, which nobody looks at. */
EXPORTED int semctl(int id, int number, int command, ...)
{
	union semun argument;
	va_list list;

	va_start(list, command);
	argument = va_arg(list, union semun);
	va_end(list);
	RESOLVE(semctl);
	if (ARMED_CONTROL(semctl)) {
		EFFECT_CONTROL(int, semctl, 0, FAIL_MINUS_ONE)
	}
	return real_semctl(id, number, command, argument);
}

/* The point of a command, or POINTS. */
static enum point_index find_command(int command)
{
	switch (command) {
#define POINT(...)
#define OWN_POINT(...)
#define SHORT_TRANSFER(...)
#define OWN(...)
#define COMMAND(name, function, command, documented) \
	case command:                                \
		return POINT_##function##_##command;
#include "../points/points.def"
#if defined(F_GETLK64) && F_GETLK64 != F_GETLK
	case F_GETLK64:
		return POINT_fcntl_F_GETLK;
	case F_SETLK64:
		return POINT_fcntl_F_SETLK;
	case F_SETLKW64:
		return POINT_fcntl_F_SETLKW;
#endif
	default:
		return POINTS;
	}
}

/* Of whatever type the argument is, it fits into a pointer. */
#define FCNTL(name)                                                   \
	EXPORTED int name(int fd, int command, ...)                   \
	{                                                             \
		const enum point_index point = find_command(command); \
		void *argument;                                       \
		va_list list;                                         \
                                                                      \
		va_start(list, command);                              \
		argument = va_arg(list, void *);                      \
		va_end(list);                                         \
		RESOLVE(name);                                        \
		if (point < POINTS && IS_ARMED(point)) {              \
			const int fault = decide(point);              \
                                                                      \
			if (fault > 0)                                \
				FAIL_MINUS_ONE(int, fault);           \
		}                                                     \
		return real_##name(fd, command, argument);            \
	}

FCNTL(fcntl)

#ifdef __GLIBC__
REAL(int, open64, (const char *path, int flags, ...));
REAL(int, openat64, (int directory, const char *path, int flags, ...));
REAL(int, fcntl64, (int fd, int command, ...));
OPEN(open64)
OPENAT(openat64)
FCNTL(fcntl64)
#endif
