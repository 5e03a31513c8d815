/* Message queue descriptors, and what hangs on them, over fork(), exec and the end of a process. */
#include "life.h"
#include "notice.h"

#include <stdlib.h>
#include <unistd.h>

/* Each of them does in the child what it does in the parent, whatever the child closes. */
CASE(mq_fork_descriptors_inherited)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	mqd_t receiving = open_queue(name, O_RDONLY);
	mqd_t sending = open_queue(name, O_WRONLY);
	struct actor *child;

	remove_queue(name);
	send_message(sending, "to child", 1);
	child = ACTOR("child")
	{
		expect_message(receiving, "to child", 1);
		EXPECT_ERROR(EBADF, mq_send(receiving, "x", 1, 0));
		send_message(sending, "to parent", 2);
		send_message(queue, "for all", 0);
		close_queue(receiving);
		close_queue(sending);
		close_queue(queue);
	}
	expect_finished(child);
	expect_message(receiving, "to parent", 2);
	expect_message(queue, "for all", 0);
	send_message(sending, "text", 0);
	expect_messages(queue, 1);
}

CASE(mq_fork_nonblock_shared)
{
	mqd_t queue = new_queue(0);
	struct gate *is_set = new_gate();
	struct gate *is_cleared = new_gate();
	char message[MESSAGE_SIZE];
	struct actor *child = ACTOR("child")
	{
		set_queue_flags(queue, O_NONBLOCK);
		open_gate(is_set);
		pass_gate(is_cleared);
		expect_message(queue, "text", 0);
	}

	pass_gate(is_set);
	expect_queue_flags(queue, O_NONBLOCK);
	EXPECT_ERROR(EAGAIN, mq_receive(queue, message, MESSAGE_SIZE, NULL));
	set_queue_flags(queue, 0);
	open_gate(is_cleared);
	expect_blocked_in(child, CALL_MQ_RECEIVE);
	send_message(queue, "text", 0);
	expect_finished(child);
}

/* What the parent's registration is worth after the child has done something. */
static const char *state_of_registration(mqd_t queue)
{
	struct sigevent event = {.sigev_notify = SIGEV_NONE};

	if (mq_notify(queue, &event) == -1)
		return errno == EBUSY ? "stays" : error_name(errno);
	cancel_request(queue);
	return "is removed";
}

CASE(mq_fork_registration_not_inherited)
{
	mqd_t queue = new_queue(0);
	struct actor *child;

	request_notice(queue, 1);
	child = ACTOR("child that cancels")
	{
		mq_notify(queue, NULL);
	}
	expect_finished(child);
	observe("the registration, after a null request of a child", "%s",
		state_of_registration(queue));
	mq_notify(queue, NULL);
	request_notice(queue, 2);
	child = ACTOR("child that closes") close_queue(queue);
	expect_finished(child);
	observe("the registration, after a child has closed its descriptor", "%s",
		state_of_registration(queue));
}

CASE(mq_exec_registration_removed)
{
	mqd_t queue = new_queue(0);
	struct gate *is_registered = new_gate();
	struct gate *may_execute = new_gate();
	struct actor *registered = ACTOR("registered process")
	{
		request_notice(queue, 1);
		open_gate(is_registered);
		pass_gate(may_execute);
		execute_program();
	}

	pass_gate(is_registered);
	expect_registration(queue);
	open_gate(may_execute);
	await_program(registered);
	expect_no_registration(queue);
	request_notice(queue, 2);
	send_message(queue, "x", 0);
	expect_notice(2);
	dismiss(registered);
}

/* Two ways of ending: _exit(), and by a signal. Either leaves nothing of a queue without a name. */
CASE(mq_exit_descriptors_closed)
{
	int round;

	for (round = 0; round < MORE_THAN_FIT; round++) {
		struct actor *user = ACTOR("user")
		{
			send_message(new_default_queue(), "text", 0);
			if (round % 2)
				_exit(EXIT_SUCCESS);
			raise(SIGKILL);
		}

		if (round % 2)
			expect_exit(user, EXIT_SUCCESS);
		else
			expect_killed(user, SIGKILL);
	}
}

/* Twice there is no process that has ever had it open. */
CASE(mq_persist_kernel_lifetime)
{
	const char *name = unique_name();
	struct actor *user = ACTOR("creator")
	{
		send_message(new_named_queue(name, 0), "text", 1);
	}

	expect_finished(user);
	user = ACTOR("user")
	{
		mqd_t queue = open_queue(name, O_RDWR);

		expect_sizes(queue, CAPACITY, MESSAGE_SIZE);
		expect_messages(queue, 1);
		expect_message(queue, "text", 1);
		send_message(queue, "answer", 2);
		raise(SIGKILL);
	}
	expect_killed(user, SIGKILL);
	expect_message(open_queue(name, O_RDONLY), "answer", 2);
	remove_queue(name);
}
