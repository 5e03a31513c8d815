#include "select_sets.h"

const struct timespec *select_time(const struct timeval *time, struct timespec *place)
{
	enum { IN_A_SECOND = 1000000, NANOSECONDS = 1000 };

	if (!time)
		return NULL;
	place->tv_sec = time->tv_sec;
	place->tv_nsec = time->tv_usec;
	if (place->tv_nsec >= IN_A_SECOND) {
		place->tv_sec += place->tv_nsec / IN_A_SECOND;
		place->tv_nsec %= IN_A_SECOND;
	}
	place->tv_nsec *= NANOSECONDS;
	return place;
}

int real_call(struct select_call call)
{
	return real_pselect(call.count, call.sets[0], call.sets[1], call.sets[2], call.time,
			    call.mask);
}

unsigned sets_of(const struct select_call *call, int fd)
{
	unsigned sets = 0;
	int i;

	for (i = 0; i < 3; i++)
		if (call->sets[i] && FD_ISSET(fd, call->sets[i]))
			sets |= 1U << i;
	return sets;
}

void put_in_sets(const struct select_call *call, int fd, unsigned sets)
{
	int i;

	for (i = 0; i < 3; i++) {
		if (!call->sets[i])
			continue;
		if (sets >> i & 1)
			FD_SET(fd, call->sets[i]);
		else
			FD_CLR(fd, call->sets[i]);
	}
}

void select_forever(void)
{
	for (;;)
		real_pselect(0, NULL, NULL, NULL, NULL, NULL);
}

int changed_call(struct select_call call, change_sets *change)
{
	unsigned asked[FD_SETSIZE];
	int result;
	int fd;

	for (fd = 0; fd < call.count && fd < FD_SETSIZE; fd++)
		asked[fd] = sets_of(&call, fd);
	result = real_call(call);
	if (result == -1)
		return result;
	result = 0;
	for (fd = 0; fd < call.count && fd < FD_SETSIZE; fd++) {
		unsigned found = sets_of(&call, fd);

		if (asked[fd])
			found = change(fd, asked[fd], found);
		put_in_sets(&call, fd, found);
		result += __builtin_popcount(found);
	}
	if (result == 0 && !call.time)
		select_forever();
	return result;
}
