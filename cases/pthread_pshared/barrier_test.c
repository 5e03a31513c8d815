/* Barriers: nobody passes before all have come, and one of them is told so. */
#include "pshared.h"

#include <signal.h>
#include <stdatomic.h>

enum { PROCESSES = 3, CYCLES = 600 };

/* 0, or PTHREAD_BARRIER_SERIAL_THREAD: worth whether it was that. */
#define pass_barrier(barrier) AT(wait_at_barrier(barrier))

static bool wait_at_barrier(pthread_barrier_t *barrier)
{
	int result = pthread_barrier_wait(barrier);

	check_returned(THERE, "pthread_barrier_wait()", result, 0, PTHREAD_BARRIER_SERIAL_THREAD);
	return result == PTHREAD_BARRIER_SERIAL_THREAD;
}

CASE(pshared_barrier_releases_at_count)
{
	pthread_barrier_t *barrier = new_barrier(PROCESSES + 1);
	atomic_bool *have_all_come = share(sizeof(*have_all_come));
	struct actor *waiters[PROCESSES];
	int i;

	for (i = 0; i < PROCESSES; i++) {
		waiters[i] = ACTOR("waiter")
		{
			pass_barrier(barrier);
			EXPECT(*have_all_come);
		}
	}
	for (i = 0; i < PROCESSES; i++)
		expect_blocked_in(waiters[i], CALL_FUTEX);
	*have_all_come = true;
	pass_barrier(barrier);
	for (i = 0; i < PROCESSES; i++)
		expect_finished(waiters[i]);
}

/* Of each cycle: how many have come, how many passed too early, how many were told they are it. */
struct cycle {
	atomic_int arrived;
	atomic_int early;
	atomic_int serial;
};

static struct cycle *run_cycles(void)
{
	pthread_barrier_t *barrier = new_barrier(PROCESSES);
	struct cycle *history = share(CYCLES * sizeof(*history));
	struct actor *actors[PROCESSES];
	int i;

	for (i = 0; i < PROCESSES; i++) {
		actors[i] = ACTOR("one of all")
		{
			struct cycle *c;

			for (c = history; c < history + CYCLES; c++) {
				c->arrived++;
				c->serial += pass_barrier(barrier);
				c->early += c->arrived != PROCESSES;
			}
		}
	}
	for (i = 0; i < PROCESSES; i++)
		expect_finished(actors[i]);
	return history;
}

CASE(pshared_barrier_one_serial_thread)
{
	struct cycle *history = run_cycles();
	int i;

	for (i = 0; i < CYCLES; i++)
		EXPECT_EQ(1, history[i].serial);
}

CASE(pshared_barrier_reusable)
{
	struct cycle *history = run_cycles();
	int i;

	for (i = 0; i < CYCLES; i++)
		EXPECT_EQ(0, history[i].early);
}

CASE(pshared_barrier_count_zero_einval, pthread_barrier_init_einval)
{
	pthread_barrier_t *barrier = share(sizeof(*barrier));
	pthread_barrierattr_t attributes;

	SETUP_RETURNS_0(pthread_barrierattr_init(&attributes));
	SETUP_RETURNS_0(pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED));
	EXPECT_RETURNS(EINVAL, pthread_barrier_init(barrier, &attributes, 0));
	EXPECT_RETURNS(EINVAL, pthread_barrier_init(barrier, NULL, 0));
	EXPECT_RETURNS(0, pthread_barrier_init(barrier, &attributes, 1));
	EXPECT_RETURNS(0, pthread_barrier_destroy(barrier));
	SETUP_RETURNS_0(pthread_barrierattr_destroy(&attributes));
}

CASE(pshared_barrier_count_one_returns)
{
	pthread_barrier_t *barrier = new_barrier(1);
	struct actor *lonely = ACTOR("the only one")
	{
		EXPECT_EQ(PTHREAD_BARRIER_SERIAL_THREAD, pthread_barrier_wait(barrier));
		EXPECT_EQ(PTHREAD_BARRIER_SERIAL_THREAD, pthread_barrier_wait(barrier));
	}

	expect_finished(lonely);
	EXPECT_RETURNS(0, pthread_barrier_destroy(barrier));
}

/* They are positive, and no system has as many. */
static bool may_be_error_number(int number)
{
	return number > 0 && number < 4096;
}

CASE(pshared_barrier_serial_value_distinct)
{
	int result = pthread_barrier_wait(new_barrier(1));

	EXPECT(PTHREAD_BARRIER_SERIAL_THREAD != 0);
	EXPECT(!may_be_error_number(PTHREAD_BARRIER_SERIAL_THREAD));
	EXPECT(result != 0);
	EXPECT(!may_be_error_number(result));
}

CASE(pshared_barrier_signal_resumes_wait)
{
	pthread_barrier_t *barrier = new_barrier(2);
	atomic_bool *have_all_come = share(sizeof(*have_all_come));
	struct actor *waiter = ACTOR("waiter")
	{
		catch_signal(SIGUSR1, 0);
		pass_barrier(barrier);
		EXPECT(*have_all_come);
	}

	expect_blocked_in(waiter, CALL_FUTEX);
	send_signal(waiter, SIGUSR1);
	await_caught(SIGUSR1);
	expect_blocked_in(waiter, CALL_FUTEX);
	*have_all_come = true;
	pass_barrier(barrier);
	expect_finished(waiter);
}
