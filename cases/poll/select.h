/*
 * select() and pselect(): what the standard says of both is tried with both, as
 * variants of a case, by one function.
 */
#ifndef IPCTS_SELECT_H
#define IPCTS_SELECT_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <sys/select.h>
#include <time.h>

/* Without a mask. The time, NULL for no limit, is rounded up to microseconds for select(). */
typedef int select_function(int count, fd_set *readable, fd_set *writable, fd_set *exceptional,
			    const struct timespec *time);
extern select_function *const with_select, *const with_pselect;

/* The variants of a case that is tried with both; of one that differs in something else, too. */
#define WITH_BOTH(label, value)                        \
	{"select_" label, value, &with_select},        \
	{                                              \
		"pselect_" label, value, &with_pselect \
	}
static const struct variant both_functions[] = {{"select", 0, &with_select},
						{"pselect", 0, &with_pselect}};

/* The function of the variant. */
#define select_or_pselect (**(select_function *const *)variant()->data)

/* The interval that is over at once. */
static const struct timespec no_time = {0, 0};

/* The set of one descriptor. */
fd_set set_of(int fd);

/* The three sets, by the order of their arguments. */
enum { READABLE = 1, WRITABLE = 2, EXCEPTIONAL = 4 };

/* In which of those sets the variant's function leaves the descriptor, at once. */
#define sets_with(fd, asked) AT(select_sets_with(fd, asked))

/* The set has one member, or none. */
#define expect_only(fd, set) AT(select_expect_only(fd, set))
#define expect_empty(set) AT(select_expect_only(-1, set))

/* The first descriptor, from that one on, that is not open. */
int closed_descriptor(int from);

unsigned select_sets_with(int fd, unsigned asked);
void select_expect_only(int fd, const fd_set *set);

#endif
