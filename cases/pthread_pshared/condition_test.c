/* Condition variables: who is woken, and what becomes of the mutex. */
#include "condition.h"

#include <stdatomic.h>

enum { PROCESSES = 3 };

static void take_ticket_of(void *monitor)
{
	take_ticket(*(struct monitor *)monitor);
}

/* Processes that wait for a ticket each, seen blocked. */
static void block_takers(struct actor **takers, int count, struct monitor m)
{
	int i;

	for (i = 0; i < count; i++)
		takers[i] = start_process("taker", take_ticket_of, &m);
	for (i = 0; i < count; i++)
		expect_blocked_in(takers[i], CALL_FUTEX);
}

static void expect_all_finished(struct actor **actors, int count)
{
	int i;

	for (i = 0; i < count; i++)
		expect_finished(actors[i]);
}

struct takers {
	struct actor **actors;
	int count;
};

static bool is_any_gone(void *argument)
{
	const struct takers *takers = argument;
	int i;

	for (i = 0; i < takers->count && is_running(takers->actors[i]); i++)
		continue;
	return i < takers->count;
}

CASE(pshared_cond_signal_other_process)
{
	struct monitor m = new_monitor(CLOCK_REALTIME, PTHREAD_MUTEX_STALLED);
	struct actor *actors[PROCESSES];
	struct takers takers = {actors, PROCESSES};

	block_takers(actors, PROCESSES, m);
	add_tickets(m, PROCESSES);
	EXPECT_RETURNS(0, pthread_cond_signal(m.condition));
	EXPECT(wait_until(is_any_gone, &takers, STEP_LIMIT));
	/* One for each of the others. */
	EXPECT_RETURNS(0, pthread_cond_signal(m.condition));
	EXPECT_RETURNS(0, pthread_cond_signal(m.condition));
	expect_all_finished(actors, PROCESSES);
}

/* Nobody passes a turn before all have come: the last to come lets all pass. */
struct turnstile {
	int arrived[2];
	int turn;
	int early;
};

static void pass_turns(struct monitor m, struct turnstile *t, int turns)
{
	int turn;

	for (turn = 0; turn < turns; turn++) {
		lock_mutex(m);
		if (++t->arrived[turn % 2] == PROCESSES) {
			t->arrived[(turn + 1) % 2] = 0;
			t->turn++;
			EXPECT_RETURNS(0, pthread_cond_broadcast(m.condition));
		}
		while (t->turn <= turn)
			EXPECT_RETURNS(0, pthread_cond_wait(m.condition, m.mutex));
		t->early += t->turn != turn + 1;
		unlock_mutex(m);
	}
}

CASE(pshared_cond_broadcast_all_processes)
{
	enum { TURNS = 300 };
	struct monitor m = new_monitor(CLOCK_REALTIME, PTHREAD_MUTEX_STALLED);
	struct turnstile *t = share(sizeof(*t));
	struct actor *takers[PROCESSES];
	struct actor *thread = start_thread("taker in this process", take_ticket_of, &m);
	int i;

	block_takers(takers, PROCESSES, m);
	expect_blocked_in(thread, CALL_FUTEX);
	add_tickets(m, PROCESSES + 1);
	EXPECT_RETURNS(0, pthread_cond_broadcast(m.condition));
	expect_all_finished(takers, PROCESSES);
	expect_finished(thread);
	for (i = 0; i < PROCESSES; i++) {
		takers[i] = ACTOR("one of all")
		{
			pass_turns(m, t, TURNS);
		}
	}
	expect_all_finished(takers, PROCESSES);
	EXPECT_EQ(TURNS, t->turn);
	EXPECT_EQ(0, t->early);
}

CASE(pshared_cond_wait_releases_mutex)
{
	struct monitor m = new_monitor(CLOCK_REALTIME, PTHREAD_MUTEX_STALLED);
	struct gate *has_returned = new_gate();
	struct gate *may_unlock = new_gate();
	atomic_bool *is_kept = share(sizeof(*is_kept));
	struct actor *waiter = ACTOR("waiter")
	{
		lock_mutex(m);
		while (*m.tickets == 0)
			EXPECT_RETURNS(0, pthread_cond_wait(m.condition, m.mutex));
		EXPECT(!*is_kept);
		open_gate(has_returned);
		pass_gate(may_unlock);
		unlock_mutex(m);
	}
	struct actor *visitor;

	expect_blocked_in(waiter, CALL_FUTEX);
	visitor = ACTOR("another process")
	{
		lock_mutex(m);
		*is_kept = true;
		++*m.tickets;
		EXPECT_RETURNS(0, pthread_cond_signal(m.condition));
		expect_blocked_in(waiter, CALL_FUTEX);
		*is_kept = false;
		unlock_mutex(m);
	}
	expect_finished(visitor);
	pass_gate(has_returned);
	EXPECT_RETURNS(EBUSY, pthread_mutex_trylock(m.mutex));
	open_gate(may_unlock);
	expect_finished(waiter);
	lock_mutex(m);
}

/*
 * A ring of processes hands a turn around, each waiting on a condition of its
 * own: one signal that is lost, and the ring stands still.
 */
CASE(pshared_cond_atomic_release_block)
{
	enum { TURNS = 2100 };
	pthread_mutex_t *mutex = new_mutex(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED);
	struct history {
		int turn;
		int who[TURNS];
	} *h = share(sizeof(*h));
	pthread_cond_t *ring[PROCESSES];
	struct actor *actors[PROCESSES];
	int i;

	for (i = 0; i < PROCESSES; i++)
		ring[i] = new_condition(CLOCK_REALTIME);
	for (i = 0; i < PROCESSES; i++) {
		actors[i] = ACTOR("one of the ring")
		{
			int turn;

			for (turn = i; turn < TURNS; turn += PROCESSES) {
				EXPECT_RETURNS(0, pthread_mutex_lock(mutex));
				while (h->turn != turn)
					EXPECT_RETURNS(0, pthread_cond_wait(ring[i], mutex));
				h->who[h->turn++] = i;
				EXPECT_RETURNS(0, pthread_cond_signal(ring[(i + 1) % PROCESSES]));
				EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
			}
		}
	}
	expect_all_finished(actors, PROCESSES);
	EXPECT_EQ(TURNS, h->turn);
	for (i = 0; i < TURNS; i++)
		EXPECT_EQ(i % PROCESSES, h->who[i]);
}

/* A wait that returns at once may be a spurious wake-up; several in a row are not. */
CASE(pshared_cond_signal_no_waiter_noop)
{
	enum { ROUNDS = 4 };
	struct monitor m = new_monitor(CLOCK_REALTIME, PTHREAD_MUTEX_STALLED);
	struct actor *taker;
	struct timespec soon;
	int effects = 0;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		EXPECT_RETURNS(0, pthread_cond_signal(m.condition));
		EXPECT_RETURNS(0, pthread_cond_broadcast(m.condition));
		lock_mutex(m);
		soon = time_ahead(CLOCK_REALTIME, 1);
		effects += pthread_cond_timedwait(m.condition, m.mutex, &soon) == 0;
		unlock_mutex(m);
	}
	EXPECT(effects < ROUNDS);
	taker = start_process("taker", take_ticket_of, &m);
	expect_blocked_in(taker, CALL_FUTEX);
	hand_ticket(m);
	expect_finished(taker);
}

CASE(pshared_cond_signal_without_mutex_ok)
{
	struct monitor m = new_monitor(CLOCK_REALTIME, PTHREAD_MUTEX_STALLED);
	struct actor *takers[PROCESSES];

	block_takers(takers, 1, m);
	add_tickets(m, 1);
	EXPECT_RETURNS(0, pthread_cond_signal(m.condition));
	expect_finished(takers[0]);
	block_takers(takers, PROCESSES, m);
	add_tickets(m, PROCESSES);
	EXPECT_RETURNS(0, pthread_cond_broadcast(m.condition));
	expect_all_finished(takers, PROCESSES);
}
