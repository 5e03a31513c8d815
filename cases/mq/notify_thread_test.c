/*
 * Notification by a function that is run as if in a new thread. The registered
 * process is an actor: what the C library keeps for this, such as a thread and a
 * descriptor, ends with it.
 */
#include "notice.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

/* What the function has seen. */
static struct {
	atomic_int calls;
	union sigval value;
	pthread_t thread;
	uintptr_t stack; /* an address in it */
} seen;

static void see(union sigval value)
{
	seen.value = value;
	seen.thread = pthread_self();
	seen.stack = (uintptr_t)&value;
	seen.calls++;
}

static bool is_seen(void *calls)
{
	return seen.calls >= *(int *)calls;
}

/* Stacks that are easily recognised: one for each thread, which may be there for a while yet. */
enum { ROUNDS = 2, STACK_SIZE = 256 * 1024, LARGEST_PAGE = 64 * 1024 };

static _Alignas(LARGEST_PAGE) char stacks[ROUNDS][STACK_SIZE];

static bool is_in(const char *stack, uintptr_t address)
{
	return (uintptr_t)stack <= address && address < (uintptr_t)stack + STACK_SIZE;
}

static struct sigevent thread_event(pthread_attr_t *attributes)
{
	return (struct sigevent){.sigev_notify = SIGEV_THREAD,
				 .sigev_notify_function = see,
				 .sigev_notify_attributes = attributes};
}

/* value is "the thread has attributes". */
static const struct variant threads[] = {{"null_attributes", false, NULL},
					 {"attributes", true, NULL}};

static void be_notified(mqd_t queue)
{
	pthread_attr_t attributes;
	struct sigevent event = thread_event(variant()->value ? &attributes : NULL);
	int round;

	SETUP_RETURNS_0(pthread_attr_init(&attributes));
	for (round = 0; round < ROUNDS; round++) {
		int calls = round + 1;

		SETUP_RETURNS_0(pthread_attr_setstack(&attributes, stacks[round], STACK_SIZE));
		event.sigev_value.sival_int = calls;
		EXPECT_EQ(0, mq_notify(queue, &event));
		expect_registration(queue);
		send_message(queue, "x", 0);
		EXPECT_THAT(wait_until(is_seen, &calls, STEP_LIMIT),
			    "the function: expected to be called, observed nothing");
		EXPECT_EQ(calls, seen.calls);
		EXPECT_EQ(calls, seen.value.sival_int);
		EXPECT(!pthread_equal(pthread_self(), seen.thread));
		EXPECT_EQ(variant()->value, is_in(stacks[round], seen.stack));
		expect_message(queue, "x", 0);
	}
	expect_no_registration(queue);
}

CASE_VARIANTS(threads, mq_notify_sigev_thread_runs_function)
{
	mqd_t queue = new_queue(0);
	struct actor *registered = ACTOR("registered process") be_notified(queue);

	expect_finished(registered);
}
