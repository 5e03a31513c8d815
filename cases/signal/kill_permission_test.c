/* Who may signal whom. */
#include "sending.h"

#include <sys/stat.h>
#include <unistd.h>

#include "../../atf/identity.h"

/* User ids of nobody: the target's three, and one that it does not have. */
enum { REAL = OWNER, EFFECTIVE = STRANGER, SAVED = GROUP, NONE = OTHER_GROUP };

struct user_ids {
	uid_t real;
	uid_t effective;
	uid_t saved;
};

static const struct user_ids target_ids = {REAL, EFFECTIVE, SAVED};

/* The sender's real or effective id has to be the target's real or saved one. */
static const struct {
	const char *text;
	struct user_ids ids;
	bool is_permitted;
} senders[] = {
	{"the real id is the target's real one", {REAL, NONE, NONE}, true},
	{"the real id is the target's saved one", {SAVED, NONE, NONE}, true},
	{"the effective id is the target's real one", {NONE, REAL, NONE}, true},
	{"the effective id is the target's saved one", {NONE, SAVED, NONE}, true},
	{"the real id is the target's effective one", {EFFECTIVE, NONE, NONE}, false},
	{"the effective id is the target's effective one", {NONE, EFFECTIVE, NONE}, false},
	{"the saved id is the target's real one", {NONE, NONE, REAL}, false},
	{"the saved id is the target's saved one", {NONE, NONE, SAVED}, false},
	{"all ids are the target's effective one", {EFFECTIVE, EFFECTIVE, EFFECTIVE}, false},
};

enum { SENDERS = sizeof(senders) / sizeof(senders[0]) };

static void take_ids(struct user_ids ids)
{
	take_user_ids(ids.real, ids.effective, ids.saved);
}

/* A process with the target's ids. */
static struct actor *start_target(struct gate *end)
{
	struct gate *is_ready = new_gate();
	struct actor *target = ACTOR("target")
	{
		take_ids(target_ids);
		open_gate(is_ready);
		pass_gate(end);
	}

	pass_gate(is_ready);
	return target;
}

/* The first process of the system, for those who are not root, as it is root's. */
static void need_foreign_first_process(void)
{
	struct stat status;

	if (stat("/proc/1", &status) == -1 || status.st_uid == geteuid())
		skip_unpermitted("the user is the owner of the first process");
}

static void expect_refused(send_signal_function *send)
{
	bool is_root = geteuid() == 0;
	pid_t foreign = is_root ? getpid() : 1;
	struct actor *sender;

	if (!is_root)
		need_foreign_first_process();
	record_signal(SIGUSR1, 0);
	sender = ACTOR("sender")
	{
		become_unprivileged();
		EXPECT_EQ(0, send(getpid(), 0));
		EXPECT_ERROR(EPERM, send(foreign, 0));
		if (is_root)
			EXPECT_ERROR(EPERM, send(foreign, SIGUSR1));
	}
	expect_finished(sender);
	expect_nothing_delivered();
}

/* An ordinary user can only show that he cannot signal root. */
static void expect_judged_by_ids(send_signal_function *send)
{
	struct gate *end = new_gate();
	struct actor *target;
	unsigned permitted = 0;
	int i;

	if (!may_change_ids()) {
		expect_refused(send);
		return;
	}
	record_signal(SIGUSR1, 0);
	target = start_target(end);
	for (i = 0; i < SENDERS; i++) {
		struct actor *sender = ACTOR("sender")
		{
			int error;

			take_ids(senders[i].ids);
			error = send(actor_pid(target), SIGUSR1) == -1 ? errno : 0;
			EXPECT_THAT(error == (senders[i].is_permitted ? 0 : EPERM),
				    "%s: expected %s, observed %s", senders[i].text,
				    senders[i].is_permitted ? "to be permitted" : "EPERM",
				    error_name(error));
		}

		expect_finished(sender);
		permitted += senders[i].is_permitted;
		await_deliveries(permitted);
		EXPECT_EQ(permitted, deliveries_to(actor_pid(target)));
	}
	open_gate(end);
	expect_finished(target);
	EXPECT_EQ(permitted, deliveries());
}

CASE(signal_kill_eperm_other_user)
{
	expect_judged_by_ids(kill);
}

CASE(signal_queue_permission_as_kill)
{
	expect_judged_by_ids(send_queued);
}

CASE(signal_kill_sigcont_same_session)
{
	struct gate *end = new_gate();
	struct actor *target;
	struct actor *sender;

	need_changing_ids();
	record_signal(SIGCONT, 0);
	record_signal(SIGUSR1, 0);
	target = start_target(end);
	sender = ACTOR("sender")
	{
		become_user(NONE);
		EXPECT_EQ(0, kill(actor_pid(target), SIGCONT));
		EXPECT_ERROR(EPERM, kill(actor_pid(target), SIGUSR1));
		await_deliveries(1);
		SETUP(setsid());
		EXPECT_ERROR(EPERM, kill(actor_pid(target), SIGCONT));
	}
	expect_finished(sender);
	open_gate(end);
	expect_finished(target);
	expect_delivered(SIGCONT);
	EXPECT_EQ(actor_pid(target), delivery(0)->process);
}

CASE(signal_kill_eperm_only_if_none)
{
	struct gate *end = new_gate();
	struct actor *target;
	struct actor *root;
	struct actor *sender;

	need_changing_ids();
	record_signal(SIGUSR1, 0);
	target = start_target(end);
	SETUP(setpgid(actor_pid(target), 0));
	root = start_member(target, end);
	sender = ACTOR("sender who may signal one of them")
	{
		become_user(REAL);
		EXPECT_EQ(0, kill(-actor_pid(target), SIGUSR1));
	}
	expect_finished(sender);
	sender = ACTOR("sender who may signal none of them")
	{
		become_user(NONE);
		EXPECT_ERROR(EPERM, kill(-actor_pid(target), SIGUSR1));
	}
	expect_finished(sender);
	open_gate(end);
	expect_finished(target);
	expect_finished(root);
	expect_delivered(SIGUSR1);
	EXPECT_EQ(actor_pid(target), delivery(0)->process);
}

CASE(kill_eperm)
{
	expect_refused(kill);
}

CASE(sigqueue_eperm)
{
	expect_refused(send_queued);
}

CASE(killpg_eperm)
{
	struct gate *end = new_gate();
	struct actor *root;
	struct actor *sender;

	need_changing_ids();
	record_signal(SIGUSR1, 0);
	root = start_member(NULL, end);
	sender = ACTOR("sender")
	{
		become_unprivileged();
		SETUP(setpgid(0, 0));
		EXPECT_EQ(0, killpg(getpgrp(), 0));
		EXPECT_ERROR(EPERM, killpg(actor_pid(root), 0));
		EXPECT_ERROR(EPERM, killpg(actor_pid(root), SIGUSR1));
	}
	expect_finished(sender);
	open_gate(end);
	expect_finished(root);
	expect_nothing_delivered();
}
