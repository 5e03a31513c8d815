/* sem_post() while processes wait: whom it wakes, and who may call it. */
#include "semaphore.h"

#include <sched.h>

enum { WAITERS = 5 };

/* Processes that wait for one unit each, all of them blocked. */
static void block_waiters(struct actor **waiters, int count, sem_t *semaphore)
{
	int i;

	for (i = 0; i < count; i++) {
		waiters[i] = ACTOR("waiter")
		{
			EXPECT_EQ(0, sem_wait(semaphore));
		}
	}
	for (i = 0; i < count; i++)
		expect_blocked_in(waiters[i], CALL_FUTEX);
}

struct crowd {
	struct actor **actors;
	int count;
	int left;
};

static int count_running(const struct crowd *crowd)
{
	int running = 0;
	int i;

	for (i = 0; i < crowd->count; i++)
		running += is_running(crowd->actors[i]);
	return running;
}

static bool has_shrunk(void *crowd)
{
	return count_running(crowd) <= ((struct crowd *)crowd)->left;
}

/* All but so many of the waiters come to their end, and those are still blocked. */
#define expect_left_blocked(waiters, count, left) AT(check_left_blocked(waiters, count, left))

static void check_left_blocked(struct actor **waiters, int count, int left)
{
	struct crowd crowd = {waiters, count, left};
	int running;
	int i;

	wait_until(has_shrunk, &crowd, STEP_LIMIT);
	for (i = 0; i < count; i++)
		if (is_running(waiters[i]))
			actor_expect_blocked_in(waiters[i], CALL_FUTEX);
	running = count_running(&crowd);
	check_equal(THERE, "waiters still blocked", left, running);
}

CASE_VARIANTS(kinds_of_semaphore, sem_post_wakes_one)
{
	sem_t *semaphore = new_semaphore_of_variant(0);
	struct actor *waiters[WAITERS];
	int left;

	block_waiters(waiters, 3, semaphore);
	for (left = 2; left >= 0; left--) {
		EXPECT_OK(sem_post(semaphore));
		expect_left_blocked(waiters, 3, left);
		EXPECT_ERROR(EAGAIN, sem_trywait(semaphore));
	}
	expect_value(semaphore, 0);
}

CASE_VARIANTS(kinds_of_semaphore, sem_post_n_posts_wake_n)
{
	sem_t *semaphore = new_semaphore_of_variant(0);
	struct actor *waiters[WAITERS];
	int i;

	block_waiters(waiters, WAITERS, semaphore);
	for (i = 0; i < 3; i++)
		EXPECT_OK(sem_post(semaphore));
	expect_left_blocked(waiters, WAITERS, 2);
	for (i = 0; i < 3; i++)
		EXPECT_OK(sem_post(semaphore));
	expect_left_blocked(waiters, WAITERS, 0);
	expect_value(semaphore, 1);
}

CASE_VARIANTS(kinds_of_semaphore, sem_post_any_process)
{
	sem_t *semaphore = new_semaphore_of_variant(1);
	struct actor *stranger;

	EXPECT_OK(sem_wait(semaphore));
	stranger = ACTOR("stranger that never waited")
	{
		EXPECT_EQ(0, sem_post(semaphore));
		EXPECT_EQ(0, sem_post(semaphore));
	}
	expect_finished(stranger);
	expect_value(semaphore, 2);
	EXPECT_OK(sem_trywait(semaphore));
	EXPECT_OK(sem_trywait(semaphore));
}

/* Value is the policy of the waiters. */
static const struct variant policies[] = {{"SCHED_FIFO", SCHED_FIFO, NULL},
					  {"SCHED_RR", SCHED_RR, NULL}};

static void become_urgent(int priority)
{
	struct sched_param parameters = {.sched_priority = priority};
	int policy = (int)variant()->value;
	int result = sched_setscheduler(0, policy, &parameters);

	if (result == -1 && errno == EPERM)
		skip_unpermitted("a process may not be given the scheduling policy");
	if (result == -1 && errno == EINVAL)
		skip_unsupported("the system does not have the scheduling policy");
	SETUP_THAT(sched_getscheduler(0) == policy, "the scheduling policy cannot be set: %s",
		   error_name(errno));
}

CASE_VARIANTS(policies, sem_post_priority_order)
{
	/* In the order of their coming; above the least priority. */
	static const int priorities[WAITERS] = {1, 3, 0, 3, 1};
	static const int order[WAITERS] = {1, 3, 0, 4, 2};
	int least = sched_get_priority_min((int)variant()->value);
	sem_t *semaphore = new_semaphore(0);
	struct actor *waiters[WAITERS];
	int i;

	for (i = 0; i < WAITERS; i++) {
		waiters[i] = ACTOR("waiter")
		{
			become_urgent(least + priorities[i]);
			EXPECT_OK(sem_wait(semaphore));
		}
		expect_blocked_in(waiters[i], CALL_FUTEX);
	}
	for (i = 0; i < WAITERS; i++) {
		EXPECT_OK(sem_post(semaphore));
		expect_left_blocked(waiters, WAITERS, WAITERS - 1 - i);
		EXPECT_THAT(!is_running(waiters[order[i]]),
			    "post %d: expected to release waiter %d, observed another", i + 1,
			    order[i] + 1);
	}
}
