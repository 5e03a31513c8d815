/* Who sends signals to whom: what the cases of kill(), killpg() and sigqueue() share. */
#ifndef IPCTS_SENDING_H
#define IPCTS_SENDING_H

#include "delivery.h"

#include <sys/types.h>

/* A function that sends a signal: kill() and killpg() as they are, sigqueue() with any value. */
typedef int send_signal_function(pid_t target, int number);
int send_queued(pid_t target, int number);

/* Numbers that are no signal's: count of them. */
enum { INVALID_SIGNALS = 5 };
extern const int invalid_signals[INVALID_SIGNALS];

/* How many deliveries were recorded in the process, by the number that it has for itself. */
unsigned deliveries_to(pid_t process);

/* Every signal that there is. */
sigset_t all_signals(void);

/* Nothing is pending for the calling thread but perhaps SIGCHLD: actors end. */
#define expect_nothing_pending() AT(sending_expect_nothing_pending())

/* The number of a process that has ended and has been waited for. */
pid_t ended_process(void);

/*
 * An actor that does nothing until the gate is opened, as a member of the
 * leader's process group; NULL: of a new one, whose leader it is.
 */
struct actor *start_member(struct actor *leader, struct gate *end);

/* The calling process becomes one of that group, and of no other. */
#define join_group(leader) AT(sending_join_group(leader))

/*
 * Changes the real, the effective and the saved user id of the calling process
 * (-1: not that one), or all three to one. Skips the case where that is refused.
 */
void take_user_ids(uid_t real, uid_t effective, uid_t saved);
void become_user(uid_t user);

/* Skips the case of an ordinary user, who has no processes of other users. */
void need_changing_ids(void);

void sending_expect_nothing_pending(void);
void sending_join_group(const struct actor *leader);

#endif
