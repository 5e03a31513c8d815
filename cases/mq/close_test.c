/* mq_close(): what it ends, and what stays. */
#include "life.h"
#include "notice.h"

CASE(mq_close_returns_zero)
{
	static const int flags[] = {O_RDONLY, O_WRONLY, O_RDWR, O_RDWR | O_NONBLOCK};
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	int unused = lowest_free();
	size_t i;

	send_message(queue, "text", 1);
	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		EXPECT_EQ(0, mq_close(open_queue(name, flags[i])));
	EXPECT_EQ(unused, lowest_free());
	expect_message(queue, "text", 1);
	remove_queue(name);
	EXPECT_EQ(0, mq_close(queue));
}

CASE(mq_close_queue_persists)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	int round;

	send_message(queue, "second", 1);
	send_message(queue, "first", 2);
	for (round = 0; round < 2; round++) {
		close_queue(queue);
		queue = open_queue(name, O_RDWR);
		expect_sizes(queue, CAPACITY, MESSAGE_SIZE);
		expect_messages(queue, 2);
	}
	expect_message(queue, "first", 2);
	close_queue(queue);
	expect_message(open_queue(name, O_RDONLY), "second", 1);
	remove_queue(name);
}

CASE(mq_close_removes_notification)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	mqd_t registered = open_queue(name, O_RDONLY);

	remove_queue(name);
	request_notice(registered, 1);
	expect_registration(queue);
	close_queue(registered);
	expect_no_registration(queue);
	send_message(queue, "x", 0);
	expect_no_notice();
	expect_message(queue, "x", 0);
	request_notice(queue, 2);
	send_message(queue, "y", 0);
	expect_notice(2);
}

/* While the process that was registered lives on. */
CASE(mq_close_frees_registration_for_others)
{
	mqd_t queue = new_queue(0);
	struct gate *is_registered = new_gate();
	struct gate *may_close = new_gate();
	struct gate *is_closed = new_gate();
	struct gate *may_end = new_gate();
	struct actor *former = ACTOR("process registered formerly")
	{
		request_notice(queue, 1);
		open_gate(is_registered);
		pass_gate(may_close);
		close_queue(queue);
		open_gate(is_closed);
		pass_gate(may_end);
		expect_no_notice();
	}

	pass_gate(is_registered);
	expect_registration(queue);
	open_gate(may_close);
	pass_gate(is_closed);
	request_notice(queue, 2);
	send_message(queue, "x", 0);
	expect_notice(2);
	open_gate(may_end);
	expect_finished(former);
}

CASE(mq_close_ebadf_invalid, mq_close_ebadf)
{
	mqd_t queue = new_queue(0);
	int unused = lowest_free();

	send_message(queue, "text", 0);
	EXPECT_ERROR(EBADF, mq_close((mqd_t)-1));
	EXPECT_EQ(unused, lowest_free());
	expect_message(queue, "text", 0);
	close_queue(queue);
	EXPECT_ERROR(EBADF, mq_close((mqd_t)-1));
}

CASE(mq_close_twice_ebadf)
{
	mqd_t queue = new_queue(0);
	struct actor *user = ACTOR("user")
	{
		close_queue(queue);
		errno = 0;
		observe("a second mq_close()", "%s",
			mq_close(queue) == 0 ? "success" : error_name(errno));
	}

	expect_finished(user);
}

/* The descriptor that is left keeps the queue alive; without one, nothing does. */
CASE(mq_close_last_close_after_unlink_destroys)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	mqd_t last = open_queue(name, O_RDWR);
	int round;

	remove_queue(name);
	send_message(queue, "text", 0);
	close_queue(queue);
	expect_message(last, "text", 0);
	for (round = 0; round < MORE_THAN_FIT; round++) {
		queue = new_default_queue();
		send_message(queue, "text", 0);
		close_queue(queue);
	}
}
