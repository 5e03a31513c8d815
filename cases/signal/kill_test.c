/* kill(): to one process, another or oneself. */
#include "sending.h"

#include <sys/wait.h>
#include <unistd.h>

#include "../../atf/identity.h"

CASE(signal_kill_positive_pid)
{
	struct gate *end = new_gate();
	struct actor *target;
	struct actor *sibling;

	record_signal(SIGUSR1, 0);
	target = ACTOR("target")
	{
		ACTOR("child of the target")
			pass_gate(end);
		await_deliveries(1);
		pass_gate(end);
	}
	sibling = ACTOR("sibling") pass_gate(end);
	EXPECT_EQ(0, kill(actor_pid(target), SIGUSR1));
	await_deliveries(1);
	open_gate(end);
	expect_finished(target);
	expect_finished(sibling);
	expect_delivered(SIGUSR1);
	EXPECT_EQ(actor_pid(target), delivery(0)->process);
}

CASE(signal_kill_null_signal_checks)
{
	struct gate *is_sent = new_gate();
	struct actor *target;

	set_mask(all_signals());
	target = ACTOR("target")
	{
		pass_gate(is_sent);
		expect_nothing_pending();
	}
	EXPECT_EQ(0, kill(actor_pid(target), 0));
	EXPECT_EQ(0, kill(getpid(), 0));
	open_gate(is_sent);
	expect_finished(target);
	expect_nothing_pending();
	EXPECT_ERROR(ESRCH, kill(actor_pid(target), 0));
}

CASE(signal_kill_null_signal_zombie)
{
	struct actor *zombie = ACTOR("zombie")
	{
	}
	siginfo_t info;

	SETUP(waitid(P_PID, (id_t)actor_pid(zombie), &info, WEXITED | WNOWAIT));
	EXPECT_EQ(0, kill(actor_pid(zombie), 0));
	expect_finished(zombie);
}

/* SIGURG: should somebody else have got the number, it would not hurt. */
CASE(signal_kill_esrch_after_wait)
{
	struct actor *child = ACTOR("child")
	{
	}

	EXPECT_EQ(0, kill(actor_pid(child), 0));
	expect_finished(child);
	EXPECT_ERROR(ESRCH, kill(actor_pid(child), 0));
	EXPECT_ERROR(ESRCH, kill(actor_pid(child), SIGURG));
}

CASE(signal_kill_self_delivered_before_return)
{
	struct actor *sender;

	record_signal(SIGUSR1, 0);
	record_signal(SIGURG, 0);
	record_signal(SIGRTMIN, 0);
	record_signal(SIGRTMAX, 0);
	sender = ACTOR("sender")
	{
		SETUP(setpgid(0, 0));
		EXPECT_EQ(0, kill(getpid(), SIGUSR1));
		expect_delivered(SIGUSR1);
		EXPECT_EQ(0, kill(getpid(), SIGRTMAX));
		expect_delivered(SIGUSR1, SIGRTMAX);
		EXPECT_EQ(0, kill(0, SIGURG));
		expect_delivered(SIGUSR1, SIGRTMAX, SIGURG);
		EXPECT_EQ(0, kill(-getpid(), SIGRTMIN));
		expect_delivered(SIGUSR1, SIGRTMAX, SIGURG, SIGRTMIN);
	}
	expect_finished(sender);
}

CASE(signal_kill_invalid_sig_einval)
{
	int i;

	set_mask(all_signals());
	EXPECT_EQ(0, kill(getpid(), SIGRTMAX));
	for (i = 0; i < INVALID_SIGNALS; i++)
		EXPECT_ERROR(EINVAL, kill(getpid(), invalid_signals[i]));
	EXPECT_ERROR(EINVAL, kill(getpid(), SIGRTMAX + 1));
}

CASE(signal_kill_fail_sends_nothing)
{
	struct gate *is_over = new_gate();
	struct actor *target;
	int i;

	set_mask(all_signals());
	target = ACTOR("target")
	{
		pass_gate(is_over);
		expect_nothing_pending();
	}
	for (i = 0; i < INVALID_SIGNALS; i++) {
		EXPECT(kill(actor_pid(target), invalid_signals[i]) == -1);
		EXPECT(kill(getpid(), invalid_signals[i]) == -1);
	}
	EXPECT(kill(ended_process(), SIGURG) == -1);
	expect_nothing_pending();
	open_gate(is_over);
	expect_finished(target);
}

/* Where ids can be changed, the sender's real and effective user id are not the same. */
CASE(signal_kill_si_user)
{
	struct actor *sender;
	pid_t receiver = getpid();
	uid_t user = may_change_ids() ? OWNER : getuid();

	record_signal(SIGUSR1, SA_SIGINFO);
	sender = ACTOR("sender")
	{
		take_user_ids(user, (uid_t)-1, (uid_t)-1);
		EXPECT_EQ(0, kill(receiver, SIGUSR1));
	}
	await_deliveries(1);
	expect_finished(sender);
	expect_delivered(SIGUSR1);
	EXPECT_EQ(SIGUSR1, delivery(0)->info.si_signo);
	EXPECT_EQ(SI_USER, delivery(0)->info.si_code);
	EXPECT_EQ(actor_pid(sender), delivery(0)->info.si_pid);
	EXPECT_EQ(user, delivery(0)->info.si_uid);
}

CASE(signal_kill_coalesce_standard)
{
	enum { TIMES = 5 };
	int i;

	record_signal(SIGUSR1, 0);
	set_mask(set_of(SIGUSR1));
	for (i = 0; i < TIMES; i++)
		EXPECT_OK(kill(getpid(), SIGUSR1));
	set_mask(no_signals());
	await_deliveries(1);
	observe("deliveries of a standard signal sent five times while it was blocked", "%u",
		deliveries());
}
