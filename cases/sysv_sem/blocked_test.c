/* What semop() does while it waits: how it is counted, and what ends it. */
#include "sysv_sem.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

enum { WAITERS = 3 };

/* An actor that gets the semaphore to do the operation, and has to wait for it. */
static struct actor *block_on(int id, int number, int operation)
{
	struct actor *waiter = ACTOR("waiter") EXPECT_EQ(0, operate(id, number, operation, 0));

	expect_blocked_in(waiter, CALL_SEMOP);
	return waiter;
}

CASE(sysv_sem_semop_negative_blocks)
{
	int id = new_semaphore_set(1);
	struct actor *large = block_on(id, 0, -3);
	struct actor *small;

	EXPECT_EQ(0, operate(id, 0, 1, 0));
	expect_blocked_in(large, CALL_SEMOP);
	small = block_on(id, 0, -2);
	/* Served as the value allows. */
	EXPECT_EQ(0, operate(id, 0, 1, 0));
	expect_finished(small);
	expect_blocked_in(large, CALL_SEMOP);
	EXPECT_EQ(0, operate(id, 0, 5, 0));
	expect_finished(large);
	expect_value_of(id, 0, 2);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_zero_waits_for_zero)
{
	int id = new_semaphore_set(2);
	struct actor *waiters[WAITERS];
	int i;

	EXPECT_EQ(0, operate(id, 0, 0, 0));
	set_value(id, 0, 2);
	for (i = 0; i < WAITERS; i++)
		waiters[i] = block_on(id, 0, 0);
	EXPECT_EQ(0, operate(id, 0, -1, 0));
	for (i = 0; i < WAITERS; i++)
		expect_blocked_in(waiters[i], CALL_SEMOP);
	expect_values(id, 1, 0);
	EXPECT_EQ(0, operate(id, 0, -1, 0));
	for (i = 0; i < WAITERS; i++)
		expect_finished(waiters[i]);
	expect_values(id, 0, 0);
	remove_semaphore_set(id);
}

/* An actor whose wait for the semaphore is ended by a signal. */
static struct actor *block_until_signal(int id, int number, int operation)
{
	struct actor *waiter = ACTOR("interrupted waiter")
	{
		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, operate(id, number, operation, 0));
		EXPECT_EQ(1, times_caught(SIGUSR1));
	}

	expect_blocked_in(waiter, CALL_SEMOP);
	return waiter;
}

static void interrupt(struct actor *waiter)
{
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
}

CASE(sysv_sem_semop_ncnt_counts_waiters)
{
	int id = new_semaphore_set(2);
	struct actor *served;
	struct actor *interrupted;
	struct actor *killed;

	expect_waiting_for_increase(id, 0, 0);
	served = block_on(id, 0, -1);
	expect_waiting_for_increase(id, 0, 1);
	interrupted = block_until_signal(id, 0, -2);
	expect_waiting_for_increase(id, 0, 2);
	killed = block_on(id, 0, -2);
	expect_waiting_for_increase(id, 0, 3);
	expect_waiting_for_increase(id, 1, 0);
	expect_waiting_for_zero(id, 0, 0);
	dismiss(killed);
	expect_waiting_for_increase(id, 0, 2);
	EXPECT_EQ(0, operate(id, 0, 1, 0));
	expect_finished(served);
	expect_waiting_for_increase(id, 0, 1);
	interrupt(interrupted);
	expect_waiting_for_increase(id, 0, 0);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_zcnt_counts_waiters)
{
	int id = new_semaphore_set(2);
	struct actor *served[2];
	struct actor *interrupted;

	set_value(id, 1, 1);
	expect_waiting_for_zero(id, 1, 0);
	served[0] = block_on(id, 1, 0);
	expect_waiting_for_zero(id, 1, 1);
	interrupted = block_until_signal(id, 1, 0);
	expect_waiting_for_zero(id, 1, 2);
	served[1] = block_on(id, 1, 0);
	expect_waiting_for_zero(id, 1, 3);
	expect_waiting_for_zero(id, 0, 0);
	expect_waiting_for_increase(id, 1, 0);
	interrupt(interrupted);
	expect_waiting_for_zero(id, 1, 2);
	EXPECT_EQ(0, operate(id, 1, -1, 0));
	expect_finished(served[0]);
	expect_finished(served[1]);
	expect_waiting_for_zero(id, 1, 0);
	remove_semaphore_set(id);
}

CASE(sysv_sem_semop_blocked_eidrm, semop_eidrm)
{
	static const short operations[WAITERS] = {-1, 0, -1};
	int id = new_semaphore_set(2);
	struct actor *waiters[WAITERS];
	int i;

	set_value(id, 1, 1);
	for (i = 0; i < WAITERS; i++) {
		waiters[i] = ACTOR("waiter")
		{
			EXPECT_EQ(0, operate(id, 0, 0, 0));
			EXPECT_ERROR(EIDRM, operate(id, i & 1, operations[i], 0));
		}
	}
	for (i = 0; i < WAITERS; i++)
		expect_blocked_in(waiters[i], CALL_SEMOP);
	remove_semaphore_set(id);
	for (i = 0; i < WAITERS; i++)
		expect_finished(waiters[i]);
}

/* For an increase, and for zero. */
static const struct variant waits[] = {{"increase", -2, NULL}, {"zero", 0, NULL}};

CASE_VARIANTS(waits, sysv_sem_semop_blocked_eintr, semop_eintr)
{
	int id = new_semaphore_set(2);
	struct actor *waiter;

	set_value(id, 0, 1);
	EXPECT_EQ(0, operate(id, 1, 0, 0));
	waiter = block_until_signal(id, 0, (int)variant()->value);
	if (variant()->value)
		expect_waiting_for_increase(id, 0, 1);
	else
		expect_waiting_for_zero(id, 0, 1);
	interrupt(waiter);
	expect_waiting_for_increase(id, 0, 0);
	expect_waiting_for_zero(id, 0, 0);
	expect_values(id, 1, 0);
	remove_semaphore_set(id);
}

static const struct variant setters[] = {{"SETVAL", SETVAL, NULL}, {"SETALL", SETALL, NULL}};

/* Sets the value of the first of two semaphores; that of the second one is and stays 9. */
static void set_first(int id, unsigned short value)
{
	unsigned short values[] = {value, 9};
	union semun argument = {.array = values};

	if (variant()->value == SETVAL)
		argument.val = value;
	EXPECT_EQ(0, semctl(id, 0, (int)variant()->value, argument));
}

CASE_VARIANTS(setters, sysv_sem_semop_setval_wakes)
{
	int id = new_semaphore_set(2);
	struct actor *for_increase;
	struct actor *for_zero;

	set_value(id, 1, 9);
	for_increase = block_on(id, 0, -2);
	set_first(id, 1);
	expect_blocked_in(for_increase, CALL_SEMOP);
	for_zero = block_on(id, 0, 0);
	set_first(id, 3);
	expect_finished(for_increase);
	expect_blocked_in(for_zero, CALL_SEMOP);
	expect_values(id, 1, 9);
	set_first(id, 0);
	expect_finished(for_zero);
	expect_values(id, 0, 9);
	remove_semaphore_set(id);
}

struct cancelled_call {
	int id;
	atomic_bool has_returned;
};

static void call_semop(void *argument)
{
	struct cancelled_call *call = argument;

	operate(call->id, 0, -1, 0);
	call->has_returned = true;
}

CASE(sysv_sem_semop_cancellation_unspecified)
{
	struct cancelled_call call = {new_semaphore_set(1), false};
	struct actor *waiter = start_thread("waiter", call_semop, &call);

	expect_blocked_in(waiter, CALL_SEMOP);
	SETUP_RETURNS_0(pthread_cancel(actor_thread(waiter)));
	SETUP(operate(call.id, 0, 1, 0));
	AT(actor_await_end(waiter, "to end"));
	observe("semop() as a cancellation point", "%s",
		call.has_returned ? "it is none" : "it is one");
	remove_semaphore_set(call.id);
}

CASE(sysv_sem_semop_waiter_order_unspecified)
{
	int id = new_semaphore_set(1);
	atomic_int *served = share(sizeof(*served));
	int *order = share(WAITERS * sizeof(*order));
	struct actor *waiters[WAITERS];
	int i;

	for (i = 0; i < WAITERS; i++) {
		waiters[i] = ACTOR("waiter")
		{
			SETUP(operate(id, 0, -1, 0));
			order[atomic_fetch_add(served, 1)] = i + 1;
			SETUP(operate(id, 0, 1, 0));
		}
		expect_blocked_in(waiters[i], CALL_SEMOP);
	}
	SETUP(operate(id, 0, 1, 0));
	for (i = 0; i < WAITERS; i++)
		expect_finished(waiters[i]);
	observe("three blocked semop() calls are served in the order", "%d, %d, %d", order[0],
		order[1], order[2]);
	remove_semaphore_set(id);
}
