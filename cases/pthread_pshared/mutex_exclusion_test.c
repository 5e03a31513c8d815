/*
 * Whether a mutex excludes: several processes own it in turns, as fast as they
 * can, and what they did is checked afterwards.
 */
#include "mutex.h"

#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

enum { PROCESSES = 4, ROUNDS = 1000 };

/* Who came to own the mutex (its process id), and who went (its negative), in order. */
struct history {
	atomic_uint length;
	int entries[2 * PROCESSES * ROUNDS];
};

static void enter(struct history *history, int entry)
{
	history->entries[history->length++] = entry;
}

/* Nobody came while somebody else had not gone. */
static void check_history(const struct history *history)
{
	unsigned i;

	EXPECT_EQ(2 * PROCESSES * ROUNDS, history->length);
	for (i = 0; i < history->length; i += 2)
		EXPECT_THAT(
			history->entries[i] > 0 && history->entries[i + 1] == -history->entries[i],
			"owner %u of the mutex: expected it to be the only one, observed %d and %d",
			i / 2, history->entries[i], history->entries[i + 1]);
}

/* Starts them at the same time, as far as that can be, and waits for their end. */
static void run_processes(void (*body)(void *), void *argument)
{
	struct actor *actors[PROCESSES];
	struct gate *start = new_gate();
	int i;

	for (i = 0; i < PROCESSES; i++) {
		actors[i] = ACTOR("user")
		{
			pass_gate(start);
			body(argument);
		}
	}
	open_gate(start);
	for (i = 0; i < PROCESSES; i++)
		expect_finished(actors[i]);
}

struct exclusion {
	pthread_mutex_t *mutex;
	struct history *history;
};

/* Every owner gives the others a chance to come too early. */
static void own_in_turns(void *argument)
{
	const struct exclusion *e = argument;
	int self = (int)getpid();
	int round;

	for (round = 0; round < ROUNDS; round++) {
		EXPECT_RETURNS(0, pthread_mutex_lock(e->mutex));
		enter(e->history, self);
		if (round % 4 == 0)
			sched_yield();
		enter(e->history, -self);
		EXPECT_RETURNS(0, pthread_mutex_unlock(e->mutex));
	}
}

CASE_VARIANTS(mutex_kinds, pshared_mutex_excludes_across_processes)
{
	struct exclusion e = {new_mutex_of_kind(), share(sizeof(*e.history))};

	run_processes(own_in_turns, &e);
	check_history(e.history);
}

struct counting {
	pthread_mutex_t *mutex;
	volatile long *counter;
};

static void count_in_turns(void *argument)
{
	const struct counting *c = argument;
	int number;
	int round;

	for (round = 0; round < ROUNDS; round++) {
		long value;

		while ((number = lock_mutex(c->mutex, (enum way_to_lock)variant()->value)) == EBUSY)
			sched_yield();
		EXPECT_EQ(0, number);
		value = *c->counter;
		if (round % 16 == 0)
			sched_yield();
		*c->counter = value + 1;
		EXPECT_RETURNS(0, pthread_mutex_unlock(c->mutex));
	}
}

CASE_VARIANTS(ways_to_lock, pshared_mutex_lost_update_free)
{
	struct counting c = {new_mutex(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED),
			     share(sizeof(*c.counter))};

	run_processes(count_in_turns, &c);
	EXPECT_EQ(PROCESSES * ROUNDS, *c.counter);
}
