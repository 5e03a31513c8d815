/* What only Linux documents of mq_send() and mq_receive(). */
#include "mq.h"

#include <signal.h>
#include <sys/mman.h>

static const struct variant functions[] = {{"mq_send", true, NULL}, {"mq_receive", false, NULL}};

CASE_VARIANTS(functions, mq_send_linux_sa_restart_restarts)
{
	bool is_send = variant()->value;
	enum call call = is_send ? CALL_MQ_SEND : CALL_MQ_RECEIVE;
	mqd_t queue = new_queue(0);
	struct actor *waiter;

	if (is_send)
		fill_queue(queue);
	waiter = ACTOR("waiter")
	{
		catch_signal(SIGUSR1, SA_RESTART);
		if (is_send)
			send_message(queue, "x", 0);
		else
			expect_message(queue, "x", 0);
	}
	expect_blocked_in(waiter, call);
	send_signal(waiter, SIGUSR1);
	await_caught(SIGUSR1);
	expect_blocked_in(waiter, call);
	if (is_send)
		expect_message(queue, "0", 0);
	else
		send_message(queue, "x", 0);
	expect_finished(waiter);
}

CASE(mq_send_efault)
{
	mqd_t queue = new_queue(0);
	struct actor *sender = ACTOR("sender")
	{
		void *memory =
			mmap(NULL, MESSAGE_SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		SETUP_THAT(memory != MAP_FAILED, "no memory: %s", error_name(errno));
		send_message(queue, "x", 0);
		EXPECT_ERROR(EFAULT, mq_send(queue, memory, 1, 1));
	}

	expect_finished(sender);
	expect_messages(queue, 1);
	expect_message(queue, "x", 0);
}
