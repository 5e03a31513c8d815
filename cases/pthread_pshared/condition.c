#include "condition.h"

/* New in the edition of 2024: the C library may lack it, and the header, too. */
#pragma weak pthread_cond_clockwait
int pthread_cond_clockwait(pthread_cond_t *condition, pthread_mutex_t *mutex, clockid_t clock,
			   const struct timespec *time);

struct monitor new_monitor(clockid_t clock, int robustness)
{
	struct monitor m = {new_mutex(PTHREAD_MUTEX_ERRORCHECK, robustness), new_condition(clock),
			    share(sizeof(int))};

	return m;
}

void need_clock_wait(void)
{
	if (!pthread_cond_clockwait)
		skip_unsupported("no pthread_cond_clockwait()");
}

int wait_plain(struct monitor m, clockid_t clock, const struct timespec *time)
{
	(void)clock;
	(void)time;
	return pthread_cond_wait(m.condition, m.mutex);
}

int wait_timed(struct monitor m, clockid_t clock, const struct timespec *time)
{
	(void)clock;
	return pthread_cond_timedwait(m.condition, m.mutex, time);
}

int wait_on_clock(struct monitor m, clockid_t clock, const struct timespec *time)
{
	return pthread_cond_clockwait(m.condition, m.mutex, clock, time);
}

void monitor_lock(struct monitor m)
{
	check_returned(THERE, "pthread_mutex_lock()", pthread_mutex_lock(m.mutex), 0, 0);
}

void monitor_unlock(struct monitor m)
{
	check_returned(THERE, "pthread_mutex_unlock()", pthread_mutex_unlock(m.mutex), 0, 0);
}

void monitor_take_ticket(struct monitor m)
{
	monitor_lock(m);
	while (*m.tickets == 0)
		check_returned(THERE, "pthread_cond_wait()",
			       pthread_cond_wait(m.condition, m.mutex), 0, 0);
	--*m.tickets;
	monitor_unlock(m);
}

void monitor_add_tickets(struct monitor m, int count)
{
	monitor_lock(m);
	*m.tickets += count;
	monitor_unlock(m);
}

void monitor_hand_ticket(struct monitor m)
{
	monitor_lock(m);
	++*m.tickets;
	check_returned(THERE, "pthread_cond_signal()", pthread_cond_signal(m.condition), 0, 0);
	monitor_unlock(m);
}
