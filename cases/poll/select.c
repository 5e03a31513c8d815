#include "select.h"

static int by_select(int count, fd_set *readable, fd_set *writable, fd_set *exceptional,
		     const struct timespec *time)
{
	struct timeval limit;

	if (time) {
		limit.tv_sec = time->tv_sec;
		limit.tv_usec = (suseconds_t)((time->tv_nsec + 999) / 1000);
	}
	return select(count, readable, writable, exceptional, time ? &limit : NULL);
}

static int by_pselect(int count, fd_set *readable, fd_set *writable, fd_set *exceptional,
		      const struct timespec *time)
{
	return pselect(count, readable, writable, exceptional, time, NULL);
}

select_function *const with_select = by_select;
select_function *const with_pselect = by_pselect;

fd_set set_of(int fd)
{
	fd_set set;

	FD_ZERO(&set);
	FD_SET(fd, &set);
	return set;
}

void select_expect_only(int fd, const fd_set *set)
{
	int member;

	for (member = 0; member < FD_SETSIZE; member++)
		if (!FD_ISSET(member, set) != (member != fd))
			check_failed(THERE, "descriptor %d: expected %s in the set, observed %s",
				     member, member == fd ? "to be" : "not to be",
				     member == fd ? "it is not" : "it is");
}

unsigned select_sets_with(int fd, unsigned asked)
{
	fd_set sets[3];
	unsigned found = 0;
	int expected = 0;
	int count;
	int i;

	for (i = 0; i < 3; i++) {
		FD_ZERO(&sets[i]);
		if (asked >> i & 1)
			FD_SET(fd, &sets[i]);
	}
	errno = 0;
	count = select_or_pselect(fd + 1, &sets[0], &sets[1], &sets[2], &no_time);
	check_success(THERE, variant()->name, count);
	for (i = 0; i < 3; i++) {
		bool is_found = FD_ISSET(fd, &sets[i]);

		found |= (unsigned)is_found << i;
		expected += is_found;
		select_expect_only(is_found ? fd : -1, &sets[i]);
	}
	check_equal(THERE, variant()->name, expected, count);
	return found;
}

int closed_descriptor(int from)
{
	while (is_open(from))
		from++;
	return from;
}
