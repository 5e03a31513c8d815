#include "mutex.h"

#include <unistd.h>

pthread_mutex_t *new_mutex_of_kind(void)
{
	const struct mutex_kind *kind = variant()->data;

	return new_mutex(kind->type, kind->robustness);
}

pthread_mutex_t *new_robust_mutex(void)
{
	return new_mutex(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ROBUST);
}

void need_clocklock(void)
{
	if (!pthread_mutex_clocklock)
		skip_unsupported("the C library has no pthread_mutex_clocklock()");
}

int lock_mutex(pthread_mutex_t *mutex, enum way_to_lock way)
{
	enum { A_MINUTE = 60000 };
	struct timespec time;

	switch (way) {
	case BY_TIMEDLOCK:
		time = time_ahead(CLOCK_REALTIME, A_MINUTE);
		return pthread_mutex_timedlock(mutex, &time);
	case BY_CLOCKLOCK:
		need_clocklock();
		time = time_ahead(CLOCK_MONOTONIC, A_MINUTE);
		return pthread_mutex_clocklock(mutex, CLOCK_MONOTONIC, &time);
	case BY_TRYLOCK:
		return pthread_mutex_trylock(mutex);
	default:
		return pthread_mutex_lock(mutex);
	}
}

/* The call returns that number; the place of the verb is reported. */
#define EXPECT_RETURNS_THERE(number, call) check_returned(THERE, #call, (call), (number), (number))

void mutex_expect_taken(pthread_mutex_t *mutex)
{
	EXPECT_RETURNS_THERE(EBUSY, pthread_mutex_trylock(mutex));
}

void mutex_expect_free(pthread_mutex_t *mutex)
{
	EXPECT_RETURNS_THERE(0, pthread_mutex_trylock(mutex));
	EXPECT_RETURNS_THERE(0, pthread_mutex_unlock(mutex));
}

void mutex_expect_free_to_all(pthread_mutex_t *mutex)
{
	struct actor *other;

	mutex_expect_free(mutex);
	other = ACTOR("another process") mutex_expect_free(mutex);
	actor_expect_finished(other);
	mutex_expect_free(mutex);
}

struct owner mutex_start_owner(pthread_mutex_t *mutex, int number)
{
	struct owner owner = {NULL, new_gate(), share(sizeof(bool))};
	struct gate *is_owner = new_gate();

	owner.actor = ACTOR("owner")
	{
		EXPECT_RETURNS_THERE(number, pthread_mutex_lock(mutex));
		open_gate(is_owner);
		gate_pass(owner.may_go_on);
		if (*owner.must_exit)
			_exit(0);
		EXPECT_RETURNS_THERE(0, pthread_mutex_unlock(mutex));
	}
	gate_pass(is_owner);
	return owner;
}

void mutex_unlock_by(struct owner owner)
{
	open_gate(owner.may_go_on);
	actor_expect_finished(owner.actor);
}

void mutex_end_by_exit(struct owner owner)
{
	*owner.must_exit = true;
	open_gate(owner.may_go_on);
	actor_expect_exit(owner.actor, 0);
}

void mutex_end_by_sigkill(struct owner owner)
{
	actor_send_signal(owner.actor, SIGKILL);
	actor_expect_killed(owner.actor, SIGKILL);
}
