/* What the signal tells that notifies of a message. */
#include "notice.h"

#include <pthread.h>
#include <unistd.h>

/* What a handler has seen. */
static siginfo_t caught;
static volatile sig_atomic_t is_caught;

static void catch (int number, siginfo_t *info, void *context)
{
	(void)number;
	(void)context;
	caught = *info;
	is_caught = true;
}

static bool has_caught(void *unused)
{
	(void)unused;
	return is_caught;
}

/* The process is notified of a message as the event says, and sees in its handler what comes. */
static void catch_notice(const struct sigevent *event)
{
	struct sigaction action = {.sa_sigaction = catch, .sa_flags = SA_SIGINFO};
	mqd_t queue = new_queue(0);

	is_caught = false;
	SETUP(sigaction(event->sigev_signo, &action, NULL));
	EXPECT_OK(mq_notify(queue, event));
	send_message(queue, "x", 0);
	EXPECT_THAT(wait_until(has_caught, NULL, STEP_LIMIT),
		    "%s: expected to be caught, observed nothing", signal_name(event->sigev_signo));
	EXPECT_EQ(event->sigev_signo, caught.si_signo);
}

CASE(mq_notify_sigev_signal_value)
{
	int numbers[] = {SIGUSR1, SIGUSR2, SIGRTMIN, SIGRTMAX};
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct sigevent event = signal_event(numbers[i], 7 + (int)i);

		catch_notice(&event);
		EXPECT_EQ(7 + i, caught.si_value.sival_int);
		event.sigev_value.sival_ptr = &event;
		catch_notice(&event);
		EXPECT(caught.si_value.sival_ptr == &event);
	}
}

CASE(mq_notify_si_code_si_mesgq)
{
	struct sigevent normal = signal_event(SIGUSR1, 1);
	struct sigevent realtime = signal_event(SIGRTMIN, 1);

	catch_notice(&normal);
	EXPECT_EQ(SI_MESGQ, caught.si_code);
	catch_notice(&realtime);
	EXPECT_EQ(SI_MESGQ, caught.si_code);
}
