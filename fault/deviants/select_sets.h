/* What the deviants of select() and pselect() do to a call and to its answers. */
#ifndef IPCTS_SELECT_SETS_H
#define IPCTS_SELECT_SETS_H

#include "deviant.h"

#include <sys/select.h>
#include <time.h>

/* The three sets, as bits. */
enum { READABLE = 1, WRITABLE = 2, EXCEPTIONAL = 4 };

/* A call of either function, as pselect() takes it. */
struct select_call {
	int count;
	fd_set *sets[3];
	const struct timespec *time;
	const sigset_t *mask;
};

/* The time in the form of pselect(), at the place given; a second may have too many microseconds.
 */
const struct timespec *select_time(const struct timeval *time, struct timespec *place);

/* Does it. */
int real_call(struct select_call call);

/*
 * Does it, but each descriptor that was asked for stays in the sets that
 * change() leaves it in. Without a limit of time it then waits for ever where
 * nothing is left.
 */
typedef unsigned change_sets(int fd, unsigned asked, unsigned found);
int changed_call(struct select_call call, change_sets *change);

/* In which sets the descriptor is; makes it so. */
unsigned sets_of(const struct select_call *call, int fd);
void put_in_sets(const struct select_call *call, int fd, unsigned sets);

/* Waits in select() for ever, whatever signals are caught. */
void select_forever(void) __attribute__((noreturn));

/* A deviant of both functions. */
#define SELECT_DEVIANT(id, description, call)                                                \
	static int id##_deviates(struct select_call call);                                   \
	DEVIANT(id, description, int, select,                                                \
		(int count, fd_set *readable, fd_set *writable, fd_set *exceptional,         \
		 struct timeval *time))                                                      \
	{                                                                                    \
		struct timespec place;                                                       \
                                                                                             \
		return id##_deviates((struct select_call){count,                             \
							  {readable, writable, exceptional}, \
							  select_time(time, &place),         \
							  NULL});                            \
	}                                                                                    \
	DEVIANT(id, description, int, pselect,                                               \
		(int count, fd_set *readable, fd_set *writable, fd_set *exceptional,         \
		 const struct timespec *time, const sigset_t *mask))                         \
	{                                                                                    \
		return id##_deviates((struct select_call){                                   \
			count, {readable, writable, exceptional}, time, mask});              \
	}                                                                                    \
	static int id##_deviates(struct select_call call)

/* One that changes what is found of each descriptor. */
#define SELECT_CHANGE_DEVIANT(id, description, fd, asked, found)             \
	static unsigned id##_change(int fd, unsigned asked, unsigned found); \
	SELECT_DEVIANT(id, description, call)                                \
	{                                                                    \
		return changed_call(call, id##_change);                      \
	}                                                                    \
	static unsigned id##_change(int fd, __attribute__((unused)) unsigned asked, unsigned found)

#endif
