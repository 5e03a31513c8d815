/* What a process-shared mutex does for several processes. */
#include "mutex.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { WAITERS = 3 };

CASE_VARIANTS(mutex_kinds, pshared_mutex_trylock_ebusy_other_process)
{
	pthread_mutex_t *mutex = new_mutex_of_kind();
	struct owner owner = start_owner(mutex, 0);

	EXPECT_RETURNS(EBUSY, pthread_mutex_trylock(mutex));
	EXPECT_RETURNS(EBUSY, pthread_mutex_trylock(mutex));
	unlock_by(owner);
	EXPECT_RETURNS(0, pthread_mutex_trylock(mutex));
	EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
}

static const struct variant single_kinds[] = {{"normal", 0, &normal},
					      {"errorcheck", 0, &errorcheck},
					      {"robust", 0, &robust},
					      {"robust_errorcheck", 0, &robust_errorcheck}};

/* Whoever locked it, the caller itself included. */
CASE_VARIANTS(single_kinds, pthread_mutex_trylock_ebusy)
{
	pthread_mutex_t *mutex = new_mutex_of_kind();

	EXPECT_RETURNS(0, pthread_mutex_trylock(mutex));
	EXPECT_RETURNS(EBUSY, pthread_mutex_trylock(mutex));
	EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
	expect_free_to_all(mutex);
}

CASE_VARIANTS(mutex_kinds, pshared_mutex_blocks_until_unlock)
{
	pthread_mutex_t *mutex = new_mutex_of_kind();
	struct owner owner = start_owner(mutex, 0);
	struct actor *waiters[WAITERS];
	int i;

	for (i = 0; i < WAITERS; i++) {
		waiters[i] = ACTOR("waiter")
		{
			EXPECT_RETURNS(0, pthread_mutex_lock(mutex));
			EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
		}
	}
	for (i = 0; i < WAITERS; i++)
		expect_blocked_in(waiters[i], CALL_FUTEX);
	unlock_by(owner);
	for (i = 0; i < WAITERS; i++)
		expect_finished(waiters[i]);
}

CASE_VARIANTS(ways_to_wait, pshared_mutex_no_eintr)
{
	pthread_mutex_t *mutex = new_mutex(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED);
	struct owner owner = start_owner(mutex, 0);
	struct actor *waiter = ACTOR("waiter")
	{
		catch_signal(SIGUSR1, 0);
		EXPECT_RETURNS(0, lock_mutex(mutex, (enum way_to_lock)variant()->value));
		EXPECT_EQ(1, times_caught(SIGUSR1));
		EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
	}

	expect_blocked_in(waiter, CALL_FUTEX);
	send_signal(waiter, SIGUSR1);
	await_caught(SIGUSR1);
	expect_blocked_in(waiter, CALL_FUTEX);
	unlock_by(owner);
	expect_finished(waiter);
}

static void lock_and_unlock(void *mutex)
{
	EXPECT_RETURNS(0, pthread_mutex_lock(mutex));
	EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
}

CASE(pshared_mutex_not_cancellation_point)
{
	pthread_mutex_t *mutex = new_mutex(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED);
	struct owner owner = start_owner(mutex, 0);
	struct actor *waiter = start_thread("waiter", lock_and_unlock, mutex);

	expect_blocked_in(waiter, CALL_FUTEX);
	SETUP_RETURNS_0(pthread_cancel(actor_thread(waiter)));
	expect_blocked_in(waiter, CALL_FUTEX);
	unlock_by(owner);
	expect_finished(waiter);
	expect_free(mutex);
}

CASE(pshared_mutex_init_before_fork)
{
	pthread_mutex_t *mutex = new_mutex(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED);
	struct gate *is_the_childs = new_gate();
	struct gate *may_unlock = new_gate();
	struct actor *child;

	EXPECT_RETURNS(0, pthread_mutex_lock(mutex));
	child = ACTOR("child")
	{
		expect_taken(mutex);
		EXPECT_RETURNS(0, pthread_mutex_lock(mutex));
		open_gate(is_the_childs);
		pass_gate(may_unlock);
		EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
	}
	expect_blocked_in(child, CALL_FUTEX);
	EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
	pass_gate(is_the_childs);
	expect_taken(mutex);
	open_gate(may_unlock);
	expect_finished(child);
	expect_free(mutex);
}

static void *map(int fd)
{
	void *memory =
		mmap(NULL, sizeof(pthread_mutex_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	SETUP_THAT(memory != MAP_FAILED, "cannot map a file: %s", error_name(errno));
	return memory;
}

/* At one address another process owns it, at the other one waits for it. */
CASE_VARIANTS(mutex_kinds, pshared_mutex_different_addresses)
{
	const struct mutex_kind *kind = variant()->data;
	int file = own((int)SETUP(open(scratch_path(), O_RDWR | O_CREAT, 0600)));
	pthread_mutex_t *addresses[2];
	int i;

	SETUP(ftruncate(file, sizeof(pthread_mutex_t)));
	for (i = 0; i < 2; i++)
		addresses[i] = map(file);
	init_mutex(addresses[0], kind->type, kind->robustness);
	for (i = 0; i < 2; i++) {
		struct owner owner = start_owner(addresses[i], 0);
		struct actor *waiter = ACTOR("waiter") lock_and_unlock(addresses[1 - i]);

		expect_blocked_in(waiter, CALL_FUTEX);
		expect_taken(addresses[1 - i]);
		unlock_by(owner);
		expect_finished(waiter);
	}
}

static const struct variant owned_kinds[] = {
	{"errorcheck", 0, &errorcheck}, {"recursive", 0, &recursive}, {"robust", 0, &robust}};

CASE_VARIANTS(owned_kinds, pshared_mutex_unlock_only_by_owner, pthread_mutex_unlock_eperm)
{
	pthread_mutex_t *mutex = new_mutex_of_kind();
	struct owner owner;

	EXPECT_RETURNS(EPERM, pthread_mutex_unlock(mutex));
	owner = start_owner(mutex, 0);
	EXPECT_RETURNS(EPERM, pthread_mutex_unlock(mutex));
	expect_taken(mutex);
	unlock_by(owner);
	EXPECT_RETURNS(EPERM, pthread_mutex_unlock(mutex));
	expect_free(mutex);
}

CASE(pshared_mutex_errorcheck_relock_edeadlk, pthread_mutex_lock_edeadlk_errorcheck)
{
	pthread_mutex_t *mutex = new_mutex(PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_STALLED);
	struct actor *other;

	EXPECT_RETURNS(0, pthread_mutex_lock(mutex));
	EXPECT_RETURNS(EDEADLK, pthread_mutex_lock(mutex));
	other = ACTOR("another process") expect_taken(mutex);
	expect_finished(other);
	EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
	expect_free_to_all(mutex);
}

/* Another process looks at it after each unlock. */
CASE(pshared_mutex_recursive_counts)
{
	enum { DEPTH = 3 };
	pthread_mutex_t *mutex = new_mutex(PTHREAD_MUTEX_RECURSIVE, PTHREAD_MUTEX_STALLED);
	int depth;

	EXPECT_RETURNS(0, pthread_mutex_lock(mutex));
	EXPECT_RETURNS(0, pthread_mutex_lock(mutex));
	EXPECT_RETURNS(0, pthread_mutex_trylock(mutex));
	for (depth = DEPTH; depth > 0; depth--) {
		struct actor *other = ACTOR("another process") expect_taken(mutex);

		expect_finished(other);
		EXPECT_RETURNS(0, pthread_mutex_unlock(mutex));
	}
	EXPECT_RETURNS(EPERM, pthread_mutex_unlock(mutex));
	expect_free_to_all(mutex);
}

CASE_VARIANTS(mutex_kinds, pshared_mutex_destroy_unlocked_ok)
{
	const struct mutex_kind *kind = variant()->data;
	pthread_mutex_t *mutex = new_mutex(PTHREAD_MUTEX_RECURSIVE, PTHREAD_MUTEX_STALLED);

	EXPECT_RETURNS(0, pthread_mutex_destroy(mutex));
	init_mutex(mutex, kind->type, kind->robustness);
	expect_free_to_all(mutex);
	EXPECT_RETURNS(0, pthread_mutex_destroy(mutex));
	init_mutex(mutex, PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED);
	expect_free_to_all(mutex);
	EXPECT_RETURNS(0, pthread_mutex_destroy(mutex));
}

static const struct variant stalled_kinds[] = {
	{"normal", 0, &normal}, {"errorcheck", 0, &errorcheck}, {"recursive", 0, &recursive}};

CASE_VARIANTS(stalled_kinds, pshared_mutex_nonrobust_dead_owner_blocks)
{
	pthread_mutex_t *mutex = new_mutex_of_kind();
	struct actor *waiter;

	abandon_mutex(mutex);
	expect_taken(mutex);
	waiter = ACTOR("waiter") EXPECT_RETURNS(0, pthread_mutex_lock(mutex));
	expect_blocked_in(waiter, CALL_FUTEX);
	expect_taken(mutex);
	dismiss(waiter);
}
