#include "visit.h"

#include <sched.h>
#include <stdatomic.h>

/* How often each has been done. */
struct visits {
	atomic_int invited;
	atomic_int come;
	atomic_int gone;
};

struct visits *new_visits(void)
{
	return share(sizeof(struct visits));
}

struct awaited {
	const atomic_int *count;
	int least;
};

/* Looks again and again before it is worth a pause: they are to go on at the same time. */
static bool is_reached(void *argument)
{
	enum { LOOKS = 500 };
	const struct awaited *a = argument;
	int i;

	for (i = 0; i < LOOKS && *a->count < a->least; i++)
		sched_yield();
	return *a->count >= a->least;
}

static void await(const atomic_int *count, int least)
{
	struct awaited awaited = {count, least};

	if (!wait_until(is_reached, &awaited, STEP_LIMIT))
		check_failed(THERE, "expected the other process to go on, observed it did not");
}

void visits_invite(struct visits *v)
{
	enum { MOMENT = 3000 };
	volatile int i;

	await(&v->come, ++v->invited);
	for (i = 0; i < MOMENT; i++)
		continue;
}

void visits_accept(struct visits *v)
{
	await(&v->invited, v->come + 1);
	v->come++;
}

void leave(struct visits *v)
{
	v->gone++;
}

void visits_await_leaving(struct visits *v)
{
	await(&v->gone, v->invited);
}
