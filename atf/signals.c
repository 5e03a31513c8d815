#include "signals.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>

#include "arena.h"
#include "clock.h"

static void count_signal(int number)
{
	arena->caught[number]++;
}

void catch_signal(int number, int flags)
{
	struct sigaction action = {.sa_handler = count_signal, .sa_flags = flags};

	SETUP(sigaction(number, &action, NULL));
}

unsigned times_caught(int number)
{
	return arena->caught[number];
}

static bool is_caught(void *number)
{
	return times_caught(*(int *)number) > 0;
}

void signals_await_caught(int number)
{
	if (!wait_until(is_caught, &number, STEP_LIMIT))
		check_failed(THERE, "%s: expected to be caught, observed nothing",
			     signal_name(number));
}

void ignore_signal(int number)
{
	struct sigaction action = {.sa_handler = SIG_IGN};

	SETUP(sigaction(number, &action, NULL));
}

void block_signal(int number)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, number);
	errno = pthread_sigmask(SIG_BLOCK, &set, NULL);
	SETUP_THAT(errno == 0, "cannot block %s: %s", signal_name(number), error_name(errno));
}

bool is_pending(int number)
{
	sigset_t set;

	SETUP(sigpending(&set));
	return sigismember(&set, number) == 1;
}
