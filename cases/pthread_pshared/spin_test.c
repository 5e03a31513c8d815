/* Spin locks. */
#include "pshared.h"
#include "visit.h"

#include <stdatomic.h>
#include <string.h>

struct guarded {
	volatile bool is_held;
	volatile int count;
};

static void count_up(pthread_spinlock_t *lock, struct guarded *g, int rounds)
{
	for (; rounds > 0; rounds--) {
		EXPECT_RETURNS(0, pthread_spin_lock(lock));
		g->count++;
		EXPECT_RETURNS(0, pthread_spin_unlock(lock));
	}
}

/* A visitor finds the lock not held by the host; then both count, and lose nothing. */
CASE(pshared_spin_excludes_across_processes)
{
	enum { VISITS = 8, ROUNDS = 30000 };
	pthread_spinlock_t *lock = new_spin_lock();
	struct guarded *g = share(sizeof(*g));
	struct visits *visits = new_visits();
	struct actor *visitor = ACTOR("visitor")
	{
		int i;

		for (i = 0; i < VISITS; i++) {
			accept_invitation(visits);
			EXPECT_RETURNS(0, pthread_spin_lock(lock));
			EXPECT(!g->is_held);
			EXPECT_RETURNS(0, pthread_spin_unlock(lock));
			leave(visits);
		}
		count_up(lock, g, ROUNDS);
	}
	int i;

	for (i = 0; i < VISITS; i++) {
		EXPECT_RETURNS(0, pthread_spin_lock(lock));
		g->is_held = true;
		invite(visits);
		g->is_held = false;
		EXPECT_RETURNS(0, pthread_spin_unlock(lock));
		await_leaving(visits);
	}
	count_up(lock, g, ROUNDS);
	expect_finished(visitor);
	EXPECT_EQ(2 * ROUNDS, g->count);
}

CASE(pshared_spin_trylock_ebusy, pthread_spin_trylock_ebusy)
{
	pthread_spinlock_t *lock = new_spin_lock();
	struct gate *is_held = new_gate();
	struct gate *may_unlock = new_gate();
	struct actor *holder = ACTOR("holder")
	{
		EXPECT_RETURNS(0, pthread_spin_lock(lock));
		open_gate(is_held);
		pass_gate(may_unlock);
		EXPECT_RETURNS(0, pthread_spin_unlock(lock));
	}

	pass_gate(is_held);
	EXPECT_RETURNS(EBUSY, pthread_spin_trylock(lock));
	EXPECT_RETURNS(EBUSY, pthread_spin_trylock(lock));
	open_gate(may_unlock);
	expect_finished(holder);
	EXPECT_RETURNS(0, pthread_spin_trylock(lock));
	EXPECT_RETURNS(EBUSY, pthread_spin_trylock(lock));
	EXPECT_RETURNS(0, pthread_spin_unlock(lock));
}

CASE(pshared_spin_initially_unlocked)
{
	pthread_spinlock_t *lock = share(sizeof(pthread_spinlock_t));

	memset((void *)lock, 0xa5, sizeof(pthread_spinlock_t));
	EXPECT_RETURNS(0, pthread_spin_init(lock, PTHREAD_PROCESS_SHARED));
	EXPECT_RETURNS(0, pthread_spin_trylock(lock));
	EXPECT_RETURNS(0, pthread_spin_unlock(lock));
	EXPECT_RETURNS(0, pthread_spin_destroy(lock));
}

static bool is_over(void *actor)
{
	return !is_running(actor);
}

/* Undefined: in an actor, whatever may become of it. */
CASE(pshared_copies_undefined)
{
	pthread_spinlock_t *lock = new_spin_lock();
	atomic_int *result = share(sizeof(*result));
	struct actor *user;

	*result = -1;
	SETUP_RETURNS_0(pthread_spin_lock(lock));
	user = ACTOR("user of a copy")
	{
		pthread_spinlock_t copy;

		memcpy((void *)&copy, (const void *)lock, sizeof(copy));
		*result = pthread_spin_trylock(&copy);
	}
	wait_until(is_over, user, 1);
	dismiss(user);
	observe("pthread_spin_trylock() of a copy of a locked spin lock", "%s",
		*result == -1 ? "no return" : error_name(*result));
	SETUP_RETURNS_0(pthread_spin_unlock(lock));
}
