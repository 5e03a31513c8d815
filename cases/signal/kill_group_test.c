/* kill() and killpg(): to process groups, and to everybody. */
#include "sending.h"

#include <unistd.h>

CASE(signal_kill_zero_own_group)
{
	struct gate *end = new_gate();
	struct actor *leader;
	struct actor *outsider;
	struct actor *sender;

	record_signal(SIGUSR1, 0);
	leader = start_member(NULL, end);
	outsider = start_member(NULL, end);
	sender = ACTOR("sender")
	{
		join_group(leader);
		EXPECT_EQ(0, kill(0, SIGUSR1));
		EXPECT_EQ(1, deliveries_to(getpid()));
	}
	expect_finished(sender);
	open_gate(end);
	expect_finished(leader);
	expect_finished(outsider);
	EXPECT_EQ(1, deliveries_to(actor_pid(leader)));
	EXPECT_EQ(2, deliveries());
}

/* The members of the group get the signal; the caller and another group do not. */
static void expect_group_reached(send_signal_function *send, pid_t sign)
{
	struct gate *end = new_gate();
	struct actor *leader;
	struct actor *member;
	struct actor *outsider;

	record_signal(SIGUSR1, 0);
	leader = start_member(NULL, end);
	member = start_member(leader, end);
	outsider = start_member(NULL, end);
	EXPECT_EQ(0, send(sign * actor_pid(leader), 0));
	EXPECT_EQ(0, send(sign * actor_pid(leader), SIGUSR1));
	open_gate(end);
	expect_finished(leader);
	expect_finished(member);
	expect_finished(outsider);
	EXPECT_EQ(1, deliveries_to(actor_pid(leader)));
	EXPECT_EQ(1, deliveries_to(actor_pid(member)));
	EXPECT_EQ(2, deliveries());
}

CASE(signal_kill_negative_group)
{
	expect_group_reached(kill, -1);
}

CASE(signal_kill_killpg_equivalent)
{
	expect_group_reached(killpg, 1);
}

/* POSIX does not except the caller. */
static const struct variant reached[] = {{"others", false, NULL}, {"caller", true, NULL}};

/* In a world of their own: there, and nowhere else, kill() may go to everybody. */
CASE_VARIANTS(reached, signal_kill_minus_one_all)
{
	struct gate *end = new_gate();
	struct gate *is_over = new_gate();
	struct actor *first;
	struct actor *other;
	struct actor *sender;

	enter_private(PRIVATE_PROCESSES);
	record_signal(SIGUSR1, 0);
	first = ACTOR("first process") pass_gate(is_over);
	other = ACTOR("process of another session")
	{
		SETUP(setsid());
		await_deliveries(1);
		pass_gate(end);
		EXPECT_EQ(1, deliveries_to(getpid()));
	}
	sender = ACTOR("sender")
	{
		SETUP_THAT(getppid() == 0, "not in a world of its own");
		EXPECT_EQ(0, kill(-1, SIGUSR1));
		pass_gate(end);
		if (variant()->value)
			EXPECT_EQ(1, deliveries_to(getpid()));
	}
	await_deliveries(1);
	open_gate(end);
	expect_finished(sender);
	expect_finished(other);
	open_gate(is_over);
	expect_finished(first);
}
