#include "notice.h"

struct sigevent signal_event(int number, int value)
{
	return (struct sigevent){.sigev_notify = SIGEV_SIGNAL,
				 .sigev_signo = number,
				 .sigev_value = {.sival_int = value}};
}

void mq_case_request_notice(mqd_t queue, int value)
{
	struct sigevent event = signal_event(NOTICE, value);

	block_signal(NOTICE);
	check_success(THERE, "mq_notify()", mq_notify(queue, &event));
}

void mq_case_cancel_request(mqd_t queue)
{
	check_success(THERE, "mq_notify() of null", mq_notify(queue, NULL));
}

void mq_case_expect_registration(mqd_t queue)
{
	struct sigevent event = {.sigev_notify = SIGEV_NONE};

	errno = 0;
	check_error(THERE, "mq_notify() while a process is registered", mq_notify(queue, &event),
		    -1, EBUSY, 0);
}

void mq_case_expect_no_registration(mqd_t queue)
{
	struct sigevent event = {.sigev_notify = SIGEV_NONE};

	check_success(THERE, "mq_notify() while no process is registered",
		      mq_notify(queue, &event));
	mq_case_cancel_request(queue);
}

static bool has_notice(void *unused)
{
	(void)unused;
	return is_pending(NOTICE);
}

siginfo_t mq_case_expect_notice(int value)
{
	siginfo_t info;
	sigset_t set;

	if (!wait_until(has_notice, NULL, STEP_LIMIT))
		check_failed(THERE, "a notice: expected with value %d, observed none", value);
	sigemptyset(&set);
	sigaddset(&set, NOTICE);
	check_success(THERE, "sigwaitinfo()", sigwaitinfo(&set, &info));
	check_equal(THERE, "si_value of the notice", value, info.si_value.sival_int);
	return info;
}

void mq_case_expect_no_notice(void)
{
	check_true(THERE, !is_pending(NOTICE), "no notice");
}
