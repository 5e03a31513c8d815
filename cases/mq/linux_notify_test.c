/* What only Linux documents of mq_notify(). */
#include "notice.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

CASE(mq_notify_linux_si_pid_sender)
{
	mqd_t queue = new_queue(0);
	uid_t *user = share(sizeof(*user));
	struct actor *sender;
	siginfo_t info;

	request_notice(queue, 1);
	send_message(queue, "x", 0);
	info = expect_notice(1);
	EXPECT_EQ(getpid(), info.si_pid);
	EXPECT_EQ(getuid(), info.si_uid);
	expect_message(queue, "x", 0);
	request_notice(queue, 2);
	sender = ACTOR("sender")
	{
		become_unprivileged();
		*user = getuid();
		send_message(queue, "y", 0);
	}
	expect_finished(sender);
	info = expect_notice(2);
	EXPECT_EQ(actor_pid(sender), info.si_pid);
	EXPECT_EQ(*user, info.si_uid);
}

CASE(mq_notify_einval_sigevent)
{
	mqd_t queue = new_queue(0);
	struct sigevent event = {.sigev_notify = 99, .sigev_signo = SIGUSR1};

	EXPECT_ERROR(EINVAL, mq_notify(queue, &event));
	event.sigev_notify = SIGEV_SIGNAL;
	event.sigev_signo = -1;
	EXPECT_ERROR(EINVAL, mq_notify(queue, &event));
	event.sigev_signo = SIGRTMAX + 1;
	EXPECT_ERROR(EINVAL, mq_notify(queue, &event));
	expect_no_registration(queue);
}

static void do_nothing(union sigval unused)
{
	(void)unused;
}

/* The first registration has what all later ones need; the attributes are kept for each one. */
CASE(mq_notify_enomem)
{
	mqd_t queue = new_queue(0);
	struct actor *registered = ACTOR("registered process")
	{
		pthread_attr_t attributes;
		struct sigevent event = {.sigev_notify = SIGEV_THREAD,
					 .sigev_notify_function = do_nothing};

		SETUP_RETURNS_0(pthread_attr_init(&attributes));
		EXPECT_OK(mq_notify(queue, &event));
		cancel_request(queue);
		event.sigev_notify_attributes = &attributes;
		use_up_memory();
		EXPECT_ERROR(ENOMEM, mq_notify(queue, &event));
		expect_no_registration(queue);
	}

	expect_finished(registered);
}
