/* sigqueue(): values, and the order in which they arrive. */
#include "sending.h"

#include <limits.h>
#include <stdint.h>
#include <unistd.h>

#include "../../atf/identity.h"

/* What every system has room for. */
enum { QUEUED = _POSIX_SIGQUEUE_MAX };

static int queue_number(pid_t target, int number, int value)
{
	return sigqueue(target, number, (union sigval){.sival_int = value});
}

/* The handler is interrupted by nothing: one delivery after the other. */
static void record_undisturbed(int number)
{
	sigset_t all = all_signals();

	record_signal_masking(number, SA_SIGINFO, &all);
}

/* Records the signal, which waits until receive_all(). */
static void hold_back(int number)
{
	record_undisturbed(number);
	block_signal(number);
}

static void receive_all(void)
{
	set_mask(no_signals());
}

CASE(signal_queue_value_delivered)
{
	static const int values[] = {0, 1, -1, INT_MAX, INT_MIN};
	enum { VALUES = sizeof(values) / sizeof(values[0]) };
	union sigval pointer = {.sival_ptr = (void *)(uintptr_t)(UINTPTR_MAX - 2)};
	pid_t receiver = getpid();
	struct actor *sender;
	unsigned i;

	hold_back(SIGRTMIN);
	sender = ACTOR("sender")
	{
		for (i = 0; i < VALUES; i++)
			EXPECT_EQ(0, queue_number(receiver, SIGRTMIN, values[i]));
		EXPECT_EQ(0, sigqueue(receiver, SIGRTMIN, pointer));
	}
	expect_finished(sender);
	receive_all();
	EXPECT_EQ(VALUES + 1, deliveries());
	for (i = 0; i < VALUES; i++) {
		EXPECT_EQ(SI_QUEUE, delivery(i)->info.si_code);
		EXPECT_EQ(values[i], delivery(i)->info.si_value.sival_int);
	}
	EXPECT(delivery(VALUES)->info.si_value.sival_ptr == pointer.sival_ptr);
}

CASE(signal_queue_queued_n_times)
{
	int i;

	hold_back(SIGRTMIN);
	for (i = 0; i < QUEUED; i++)
		EXPECT_EQ(0, queue_number(getpid(), SIGRTMIN, 0));
	expect_nothing_delivered();
	receive_all();
	EXPECT_EQ(QUEUED, deliveries());
}

CASE(signal_queue_fifo_same_signal)
{
	pid_t receiver = getpid();
	struct actor *sender;
	int i;

	hold_back(SIGRTMAX);
	sender = ACTOR("sender")
	{
		for (i = 0; i < QUEUED / 2; i++)
			EXPECT_OK(queue_number(receiver, SIGRTMAX, i));
	}
	expect_finished(sender);
	for (i = QUEUED / 2; i < QUEUED; i++)
		EXPECT_OK(queue_number(receiver, SIGRTMAX, i));
	receive_all();
	EXPECT_EQ(QUEUED, deliveries());
	for (i = 0; i < QUEUED; i++)
		EXPECT_EQ(i, delivery((unsigned)i)->info.si_value.sival_int);
}

CASE(signal_queue_lowest_number_first)
{
	int number;
	unsigned i = 0;

	for (number = SIGRTMIN; number <= SIGRTMAX; number++)
		hold_back(number);
	for (number = SIGRTMAX; number >= SIGRTMIN; number--)
		EXPECT_OK(queue_number(getpid(), number, number));
	receive_all();
	for (number = SIGRTMIN; number <= SIGRTMAX; number++, i++) {
		EXPECT_EQ(number, delivery(i)->number);
		EXPECT_EQ(number, delivery(i)->info.si_value.sival_int);
	}
	EXPECT_EQ(i, deliveries());
}

static const struct variant receivers[] = {{"blocked", false, NULL}, {"stopped", true, NULL}};

/* Nothing is accepted before the sender is through. */
CASE_VARIANTS(receivers, signal_queue_returns_immediately)
{
	struct gate *is_sent = new_gate();
	struct actor *receiver;
	struct actor *sender;

	hold_back(SIGRTMIN);
	receiver = ACTOR("receiver")
	{
		pass_gate(is_sent);
		receive_all();
	}
	if (variant()->value)
		send_signal(receiver, SIGSTOP);
	sender = ACTOR("sender") EXPECT_EQ(0, queue_number(actor_pid(receiver), SIGRTMIN, 7));
	expect_finished(sender);
	expect_nothing_delivered();
	open_gate(is_sent);
	if (variant()->value)
		send_signal(receiver, SIGCONT);
	expect_finished(receiver);
	expect_delivered(SIGRTMIN);
	EXPECT_EQ(7, delivery(0)->info.si_value.sival_int);
}

CASE(signal_queue_null_signal_checks)
{
	struct gate *is_sent = new_gate();
	struct actor *target;

	set_mask(all_signals());
	target = ACTOR("target")
	{
		pass_gate(is_sent);
		expect_nothing_pending();
	}
	EXPECT_EQ(0, queue_number(actor_pid(target), 0, 1));
	EXPECT_EQ(0, queue_number(getpid(), 0, 1));
	open_gate(is_sent);
	expect_finished(target);
	expect_nothing_pending();
	EXPECT_ERROR(ESRCH, queue_number(actor_pid(target), 0, 1));
}

CASE(signal_queue_self_delivered_before_return)
{
	int number;
	unsigned count = 0;

	for (number = SIGRTMIN; number <= SIGRTMAX; number++)
		record_undisturbed(number);
	for (number = SIGRTMAX; number >= SIGRTMIN; number--) {
		EXPECT_EQ(0, queue_number(getpid(), number, number));
		EXPECT_EQ(++count, deliveries());
		EXPECT_EQ(number, delivery(count - 1)->number);
	}
}

CASE(signal_queue_no_siginfo_at_least_once)
{
	int i;

	record_signal(SIGRTMIN, 0);
	block_signal(SIGRTMIN);
	for (i = 0; i < QUEUED; i++)
		EXPECT_EQ(0, queue_number(getpid(), SIGRTMIN, i));
	receive_all();
	await_deliveries(1);
	EXPECT_EQ(SIGRTMIN, delivery(0)->number);
}

/* Where ids can be changed, the sender's real and effective user id are not the same. */
CASE(signal_queue_si_pid_uid)
{
	pid_t receiver = getpid();
	uid_t user = may_change_ids() ? OWNER : getuid();
	struct actor *sender;

	record_undisturbed(SIGRTMIN);
	sender = ACTOR("sender")
	{
		take_user_ids(user, (uid_t)-1, (uid_t)-1);
		EXPECT_EQ(0, queue_number(receiver, SIGRTMIN, 1));
	}
	await_deliveries(1);
	expect_finished(sender);
	expect_delivered(SIGRTMIN);
	EXPECT_EQ(actor_pid(sender), delivery(0)->info.si_pid);
	EXPECT_EQ(user, delivery(0)->info.si_uid);
}

CASE(signal_queue_single_process_only)
{
	struct gate *end = new_gate();
	struct actor *leader;
	struct actor *sender;

	record_undisturbed(SIGRTMIN);
	leader = start_member(NULL, end);
	sender = ACTOR("sender")
	{
		join_group(leader);
		EXPECT_ERROR(ESRCH, queue_number(-actor_pid(leader), SIGRTMIN, 1));
		EXPECT_ERROR(ESRCH, queue_number(0, SIGRTMIN, 1));
	}
	expect_finished(sender);
	open_gate(end);
	expect_finished(leader);
	expect_nothing_delivered();
}

CASE(signal_queue_order_rt_vs_standard_unspecified)
{
	hold_back(SIGUSR1);
	hold_back(SIGRTMIN);
	EXPECT_OK(queue_number(getpid(), SIGRTMIN, 1));
	EXPECT_OK(queue_number(getpid(), SIGUSR1, 2));
	EXPECT_OK(queue_number(getpid(), SIGUSR1, 3));
	receive_all();
	await_deliveries(2);
	observe("first of a realtime and a standard signal", "%s",
		delivery(0)->number == SIGUSR1 ? "standard" : "realtime");
	observe("deliveries of a standard signal queued twice", "%u", deliveries() - 1);
}
