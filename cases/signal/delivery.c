#include "delivery.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

struct record {
	atomic_uint begun;
	atomic_bool is_complete[MAX_DELIVERIES];
	struct delivery deliveries[MAX_DELIVERIES];
};

static struct record *record;

static void record_delivery(int number, const siginfo_t *info, const void *context)
{
	unsigned index = atomic_fetch_add(&record->begun, 1);
	struct delivery *new;

	if (index >= MAX_DELIVERIES)
		return;
	new = &record->deliveries[index];
	new->number = number;
	new->process = getpid();
	new->thread = pthread_self();
	if (info)
		new->info = *info;
	new->has_context = context;
	pthread_sigmask(SIG_BLOCK, NULL, &new->mask);
	record->is_complete[index] = true;
}

static void handle(int number)
{
	record_delivery(number, NULL, NULL);
}

static void handle_with_info(int number, siginfo_t *info, void *context)
{
	record_delivery(number, info, context);
}

void record_signal_masking(int number, int flags, const sigset_t *mask)
{
	struct sigaction action = {.sa_flags = flags, .sa_mask = *mask};

	if (!record)
		record = share(sizeof(*record));
	if (flags & SA_SIGINFO)
		action.sa_sigaction = handle_with_info;
	else
		action.sa_handler = handle;
	SETUP(sigaction(number, &action, NULL));
}

void record_signal(int number, int flags)
{
	sigset_t none = no_signals();

	record_signal_masking(number, flags, &none);
}

/* Another actor's handler may have begun a record, and not be through with it. */
unsigned deliveries(void)
{
	unsigned count = 0;

	while (record && count < MAX_DELIVERIES && record->is_complete[count])
		count++;
	return count;
}

const struct delivery *delivery(unsigned index)
{
	EXPECT_THAT(index < deliveries(), "%u deliveries or more expected, observed %u", index + 1,
		    deliveries());
	return &record->deliveries[index];
}

static bool has_delivered(void *count)
{
	return deliveries() >= *(unsigned *)count;
}

void delivery_await(unsigned count)
{
	if (!wait_until(has_delivered, &count, STEP_LIMIT))
		check_failed(THERE, "expected %u deliveries, observed %u", count, deliveries());
}

void delivery_expect(const int *numbers, size_t count)
{
	unsigned i;

	for (i = 0; i < count && i < deliveries(); i++)
		if (delivery(i)->number != numbers[i])
			check_failed(THERE, "delivery %u: expected %s, observed %s", i + 1,
				     signal_name(numbers[i]), signal_name(delivery(i)->number));
	check_equal(THERE, "the count of deliveries", (intmax_t)count, deliveries());
}

sigset_t signal_set(const int *numbers, size_t count)
{
	sigset_t set;

	sigemptyset(&set);
	while (count-- > 0)
		sigaddset(&set, numbers[count]);
	return set;
}

void signal_set_mask(sigset_t set)
{
	int error = pthread_sigmask(SIG_SETMASK, &set, NULL);

	if (error)
		check_broken(THERE, "cannot set the signal mask: %s", error_name(error));
}

sigset_t current_mask(void)
{
	sigset_t mask;

	SETUP_RETURNS_0(pthread_sigmask(SIG_BLOCK, NULL, &mask));
	return mask;
}

void signal_expect_same(sigset_t expected, sigset_t observed)
{
	int number;

	for (number = 1; number <= SIGRTMAX; number++)
		if ((sigismember(&expected, number) == 1) != (sigismember(&observed, number) == 1))
			check_failed(THERE, "%s: expected %s the set, observed the opposite",
				     signal_name(number),
				     sigismember(&expected, number) == 1 ? "in" : "not in");
}

static bool is_pending_now(void *number)
{
	return is_pending(*(int *)number);
}

void signal_await_pending(int number)
{
	if (!wait_until(is_pending_now, &number, STEP_LIMIT))
		check_failed(THERE, "%s: expected to be pending, observed nothing",
			     signal_name(number));
}
