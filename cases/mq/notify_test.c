/* Who is registered for notification, and how long. */
#include "notice.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

CASE(mq_notify_single_registrant_ebusy, mq_notify_ebusy)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	mqd_t again = open_queue(name, O_RDWR);
	struct sigevent event = signal_event(NOTICE, 2);
	struct actor *other;

	remove_queue(name);
	request_notice(queue, 1);
	EXPECT_ERROR(EBUSY, mq_notify(queue, &event));
	EXPECT_ERROR(EBUSY, mq_notify(again, &event));
	expect_registration(queue);
	other = ACTOR("other process") EXPECT_ERROR(EBUSY, mq_notify(queue, &event));
	expect_finished(other);
	send_message(queue, "x", 0);
	expect_notice(1);
	expect_no_notice();
}

CASE(mq_notify_null_deregisters)
{
	mqd_t queue = new_queue(0);
	struct actor *other;

	request_notice(queue, 1);
	EXPECT_EQ(0, mq_notify(queue, NULL));
	send_message(queue, "x", 0);
	expect_no_notice();
	expect_message(queue, "x", 0);
	other = ACTOR("other process")
	{
		request_notice(queue, 2);
		send_message(queue, "y", 0);
		expect_notice(2);
	}
	expect_finished(other);
	expect_message(queue, "y", 0);
	request_notice(queue, 3);
	send_message(queue, "z", 0);
	expect_notice(3);
}

CASE(mq_notify_null_not_registered_may_einval, mq_notify_einval_null)
{
	mqd_t queue = new_queue(0);

	errno = 0;
	if (mq_notify(queue, NULL) == 0)
		observe("a null notification while not registered", "success");
	else
		observe("a null notification while not registered", "%s", error_name(errno));
}

CASE(mq_notify_null_by_other_process)
{
	mqd_t queue = new_queue(0);
	struct actor *other;

	request_notice(queue, 1);
	/* Whether that succeeds is open. */
	other = ACTOR("other process") mq_notify(queue, NULL);
	expect_finished(other);
	expect_registration(queue);
	send_message(queue, "x", 0);
	expect_notice(1);
}

CASE(mq_notify_sigev_none_registers)
{
	mqd_t queue = new_queue(0);
	struct sigevent nothing = signal_event(NOTICE, 1);
	struct actor *other;

	nothing.sigev_notify = SIGEV_NONE;
	block_signal(NOTICE);
	EXPECT_EQ(0, mq_notify(queue, &nothing));
	expect_registration(queue);
	other = ACTOR("other process") expect_registration(queue);
	expect_finished(other);
	send_message(queue, "x", 0);
	expect_no_notice();
	/* Whether that which is not told ends the registration, too, is open. */
	mq_notify(queue, NULL);
	expect_message(queue, "x", 0);
	request_notice(queue, 2);
	send_message(queue, "y", 0);
	expect_notice(2);
}

enum end { EXIT, KILL, EXEC };

static const struct variant ends[] = {
	{"exit", EXIT, NULL}, {"kill", KILL, NULL}, {"exec", EXEC, NULL}};

/* The registered process comes to its end as the variant says. */
static void end(void)
{
	static const char stop[] = "kill -STOP $$";

	if (variant()->value == EXIT)
		_exit(EXIT_SUCCESS);
	if (variant()->value == EXEC)
		SETUP(execlp("sh", "sh", "-c", stop, (char *)NULL));
	pass_gate(new_gate());
}

/* The program that it executes stops at once, to show that it is there. */
static void await_end(struct actor *registered)
{
	int status;

	if (variant()->value == EXIT)
		expect_exit(registered, EXIT_SUCCESS);
	if (variant()->value == KILL) {
		send_signal(registered, SIGKILL);
		expect_killed(registered, SIGKILL);
	}
	if (variant()->value == EXEC) {
		SETUP(waitpid(actor_pid(registered), &status, WUNTRACED));
		SETUP_THAT(WIFSTOPPED(status), "no program was executed");
	}
}

CASE_VARIANTS(ends, mq_notify_removed_by_process_exit)
{
	mqd_t queue = new_queue(0);
	struct gate *is_registered = new_gate();
	struct gate *may_end = new_gate();
	struct actor *registered = ACTOR("registered process")
	{
		request_notice(queue, 1);
		open_gate(is_registered);
		pass_gate(may_end);
		end();
	}

	pass_gate(is_registered);
	expect_registration(queue);
	open_gate(may_end);
	await_end(registered);
	expect_no_registration(queue);
	request_notice(queue, 2);
	send_message(queue, "x", 0);
	expect_notice(2);
	dismiss(registered);
}

CASE(mq_notify_ebadf_invalid, mq_notify_ebadf)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	mqd_t closed = open_queue(name, O_RDWR);
	struct sigevent event = signal_event(NOTICE, 1);

	remove_queue(name);
	close_queue(closed);
	block_signal(NOTICE);
	EXPECT_ERROR(EBADF, mq_notify((mqd_t)-1, &event));
	EXPECT_ERROR(EBADF, mq_notify(closed, &event));
	EXPECT_ERROR(EBADF, mq_notify(closed, NULL));
	expect_no_registration(queue);
	send_message(queue, "x", 0);
	expect_no_notice();
}

/*
 * The standard ends the registration with the descriptor that it was made through,
 * and says nothing of what becomes of it when another one is closed.
 */
static const struct variant one_of_several[] = {{"one_of_several", 0, NULL}};

CASE_VARIANTS(one_of_several, mq_close_removes_notification, mq_close_frees_registration_for_others)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	mqd_t used = open_queue(name, O_RDWR);
	mqd_t other = open_queue(name, O_RDWR);
	struct sigevent event = signal_event(NOTICE, 2);
	struct actor *heir;

	remove_queue(name);
	block_signal(NOTICE);
	EXPECT_EQ(0, mq_notify(used, &event));
	close_queue(other);
	observe("another descriptor of the queue is closed", "%s",
		mq_notify(used, &event) == 0 ? "the registration is removed"
					     : "the registration stays");
	close_queue(used);
	send_message(queue, "x", 0);
	expect_no_notice();
	expect_message(queue, "x", 0);
	heir = ACTOR("other process")
	{
		request_notice(queue, 3);
		send_message(queue, "y", 0);
		expect_notice(3);
	}
	expect_finished(heir);
}
