#include "race.h"

#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 500, LONGEST = 20000 };

static bool is_blocked(int number)
{
	sigset_t mask;

	SETUP_RETURNS_0(pthread_sigmask(SIG_BLOCK, NULL, &mask));
	return sigismember(&mask, number) == 1;
}

static timer_t new_timer(int number)
{
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = number};
	timer_t timer;

	SETUP(timer_create(CLOCK_MONOTONIC, &event, &timer));
	return timer;
}

static void receive(wait_under *wait)
{
	timer_t timer = new_timer(SIGUSR1);
	unsigned seed = 1;
	sigset_t none;
	unsigned round;

	sigemptyset(&none);
	for (round = 0; round < ROUNDS; round++) {
		struct itimerspec moment = {.it_value = {0, 1 + rand_r(&seed) % LONGEST}};

		SETUP(timer_settime(timer, 0, &moment, NULL));
		while (times_caught(SIGUSR1) == round)
			EXPECT_ERROR(EINTR, wait(&none));
		EXPECT_EQ(round + 1, times_caught(SIGUSR1));
		EXPECT(is_blocked(SIGUSR1));
	}
	SETUP(timer_delete(timer));
}

void race_expect_none_lost(wait_under *wait)
{
	struct actor *receiver;

	catch_signal(SIGUSR1, 0);
	block_signal(SIGUSR1);
	receiver = ACTOR("receiver") receive(wait);
	actor_expect_finished(receiver);
}
