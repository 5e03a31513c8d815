/* Read-write locks: who shares, who is kept out, who waits. */
#include "rwlock.h"

#include <sched.h>
#include <signal.h>
#include <stdatomic.h>

static struct actor *start_locker(const char *label, pthread_rwlock_t *lock, plain_lock *take)
{
	struct actor *locker = ACTOR(label)
	{
		EXPECT_RETURNS(0, take(lock));
		EXPECT_RETURNS(0, pthread_rwlock_unlock(lock));
	}

	return locker;
}

CASE(pshared_rwlock_readers_share)
{
	pthread_rwlock_t *lock = new_rwlock();
	struct gate *gate = new_gate();
	struct actor *reader = hold_lock(lock, pthread_rwlock_rdlock, gate);
	struct actor *another = hold_lock(lock, pthread_rwlock_rdlock, gate);

	EXPECT_RETURNS(0, pthread_rwlock_rdlock(lock));
	EXPECT_RETURNS(0, pthread_rwlock_unlock(lock));
	EXPECT_RETURNS(0, pthread_rwlock_tryrdlock(lock));
	EXPECT_RETURNS(0, pthread_rwlock_unlock(lock));
	open_gate(gate);
	expect_finished(reader);
	expect_finished(another);
	expect_free(lock);
}

enum { PROCESSES = 3, ROUNDS = 1200 };

/* Who was seen inside together with whom, over all rounds; and what only writers change. */
struct history {
	atomic_int readers;
	atomic_int writers;
	atomic_int readers_beside_writer;
	atomic_int writers_beside_any;
	int written;
	int also_written;
	atomic_int torn;
};

static void read_once(pthread_rwlock_t *lock, struct history *h)
{
	EXPECT_RETURNS(0, pthread_rwlock_rdlock(lock));
	h->readers++;
	h->readers_beside_writer += h->writers > 0;
	h->torn += h->written != h->also_written;
	h->readers--;
	EXPECT_RETURNS(0, pthread_rwlock_unlock(lock));
}

static void write_once(pthread_rwlock_t *lock, struct history *h, bool must_linger)
{
	EXPECT_RETURNS(0, pthread_rwlock_wrlock(lock));
	h->writers_beside_any += h->writers++ + h->readers > 0;
	h->written++;
	if (must_linger)
		sched_yield();
	h->also_written++;
	h->writers--;
	EXPECT_RETURNS(0, pthread_rwlock_unlock(lock));
}

static void expect_exclusion(pthread_rwlock_t *lock)
{
	struct history *h = share(sizeof(*h));
	struct actor *actors[PROCESSES];
	int i;

	for (i = 0; i < PROCESSES; i++) {
		actors[i] = ACTOR("reader and writer")
		{
			int round;

			for (round = 0; round < ROUNDS; round++) {
				write_once(lock, h, round % 16 == 0);
				read_once(lock, h);
			}
		}
	}
	for (i = 0; i < PROCESSES; i++)
		expect_finished(actors[i]);
	EXPECT_EQ(0, h->readers_beside_writer);
	EXPECT_EQ(0, h->writers_beside_any);
	EXPECT_EQ(0, h->torn);
	EXPECT_EQ(PROCESSES * ROUNDS, h->written);
}

CASE(pshared_rwlock_writer_excludes)
{
	pthread_rwlock_t *lock = new_rwlock();
	struct gate *gate = new_gate();
	struct actor *holder = hold_lock(lock, pthread_rwlock_wrlock, gate);
	struct actor *reader = start_locker("reader", lock, pthread_rwlock_rdlock);
	struct actor *writer = start_locker("writer", lock, pthread_rwlock_wrlock);

	expect_blocked_in(reader, CALL_FUTEX);
	expect_blocked_in(writer, CALL_FUTEX);
	open_gate(gate);
	expect_finished(holder);
	expect_finished(reader);
	expect_finished(writer);
	expect_exclusion(lock);
}

CASE(pshared_rwlock_reader_blocks_writer)
{
	pthread_rwlock_t *lock = new_rwlock();
	struct gate *first_gate = new_gate();
	struct gate *second_gate = new_gate();
	atomic_bool *is_free = share(sizeof(*is_free));
	struct actor *first = hold_lock(lock, pthread_rwlock_rdlock, first_gate);
	struct actor *second = hold_lock(lock, pthread_rwlock_rdlock, second_gate);
	struct actor *writer = ACTOR("writer")
	{
		EXPECT_RETURNS(0, pthread_rwlock_wrlock(lock));
		EXPECT(*is_free);
		EXPECT_RETURNS(0, pthread_rwlock_unlock(lock));
	}

	expect_blocked_in(writer, CALL_FUTEX);
	open_gate(first_gate);
	expect_finished(first);
	expect_blocked_in(writer, CALL_FUTEX);
	*is_free = true;
	open_gate(second_gate);
	expect_finished(second);
	expect_finished(writer);
}

CASE(pshared_rwlock_tryrdlock_ebusy, pthread_rwlock_tryrdlock_ebusy)
{
	pthread_rwlock_t *lock = new_rwlock();
	struct gate *gate = new_gate();
	struct actor *writer = hold_lock(lock, pthread_rwlock_wrlock, gate);

	EXPECT_RETURNS(EBUSY, pthread_rwlock_tryrdlock(lock));
	open_gate(gate);
	expect_finished(writer);
	EXPECT_RETURNS(0, pthread_rwlock_tryrdlock(lock));
	EXPECT_RETURNS(0, pthread_rwlock_unlock(lock));
	expect_free(lock);
}

/* Waiting or not: data is the way to take the lock. */
static const struct variant reading_and_writing[] = {
	{"reader", 0, (const void *)pthread_rwlock_rdlock},
	{"writer", 0, (const void *)pthread_rwlock_wrlock}};

CASE_VARIANTS(reading_and_writing, pshared_rwlock_trywrlock_ebusy, pthread_rwlock_trywrlock_ebusy)
{
	pthread_rwlock_t *lock = new_rwlock();
	struct gate *gate = new_gate();
	struct actor *holder = hold_lock(lock, (plain_lock *)variant()->data, gate);

	EXPECT_RETURNS(EBUSY, pthread_rwlock_trywrlock(lock));
	open_gate(gate);
	expect_finished(holder);
	EXPECT_RETURNS(0, pthread_rwlock_trywrlock(lock));
	EXPECT_RETURNS(0, pthread_rwlock_unlock(lock));
	expect_free(lock);
}

CASE(pshared_rwlock_recursive_read_counts)
{
	enum { COUNT = 3 };
	pthread_rwlock_t *lock = new_rwlock();
	atomic_bool *is_free = share(sizeof(*is_free));
	struct actor *writer;
	int i;

	for (i = 0; i < COUNT; i++)
		EXPECT_RETURNS(0, pthread_rwlock_rdlock(lock));
	writer = ACTOR("writer")
	{
		EXPECT_RETURNS(EBUSY, pthread_rwlock_trywrlock(lock));
		EXPECT_RETURNS(0, pthread_rwlock_wrlock(lock));
		EXPECT(*is_free);
		EXPECT_RETURNS(0, pthread_rwlock_unlock(lock));
	}
	for (i = 0; i < COUNT; i++) {
		expect_blocked_in(writer, CALL_FUTEX);
		*is_free = i == COUNT - 1;
		EXPECT_RETURNS(0, pthread_rwlock_unlock(lock));
	}
	expect_finished(writer);
}

CASE_VARIANTS(reading_and_writing, pshared_rwlock_no_eintr)
{
	pthread_rwlock_t *lock = new_rwlock();
	struct gate *gate = new_gate();
	struct actor *holder = hold_lock(lock, pthread_rwlock_wrlock, gate);
	plain_lock *take = (plain_lock *)variant()->data;
	struct actor *waiter = ACTOR("waiter")
	{
		catch_signal(SIGUSR1, 0);
		EXPECT_RETURNS(0, take(lock));
		EXPECT_RETURNS(0, pthread_rwlock_unlock(lock));
	}

	expect_blocked_in(waiter, CALL_FUTEX);
	send_signal(waiter, SIGUSR1);
	await_caught(SIGUSR1);
	expect_blocked_in(waiter, CALL_FUTEX);
	open_gate(gate);
	expect_finished(holder);
	expect_finished(waiter);
}

CASE(pshared_rwlock_writer_preference_impl)
{
	pthread_rwlock_t *lock = new_rwlock();
	struct gate *gate = new_gate();
	struct actor *reader = hold_lock(lock, pthread_rwlock_rdlock, gate);
	struct actor *writer = start_locker("writer", lock, pthread_rwlock_wrlock);
	int result;

	expect_blocked_in(writer, CALL_FUTEX);
	result = pthread_rwlock_tryrdlock(lock);
	observe("pthread_rwlock_tryrdlock() while a writer waits for a reader", "%s",
		error_name(result));
	if (result == 0)
		EXPECT_RETURNS(0, pthread_rwlock_unlock(lock));
	open_gate(gate);
	expect_finished(reader);
	expect_finished(writer);
}
