#include "interrupting.h"

#include <signal.h>
#include <stdatomic.h>
#include <time.h>

/* From one interruption to the next, in nanoseconds. */
enum { PAUSE = 10000 };

static call_function *function;
static atomic_uint *count;
static timer_t timer;

/* The handler asks for the next one itself, so that the program always comes a bit further. */
static void interrupt_soon(void)
{
	struct itimerspec pause = {.it_value = {0, PAUSE}};

	timer_settime(timer, 0, &pause, NULL);
}

static void handle(int number)
{
	int error = errno;

	(void)number;
	function(HANDLER, count[HANDLER]++);
	if (count[HANDLER] < INTERRUPTIONS)
		interrupt_soon();
	errno = error;
}

void call_interrupted(call_function *call)
{
	struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};

	function = call;
	SETUP(sigaction(SIGALRM, &action, NULL));
	SETUP(timer_create(CLOCK_MONOTONIC, &event, &timer));
	interrupt_soon();
	while (count[HANDLER] < INTERRUPTIONS)
		call(PROGRAM, count[PROGRAM]++);
	SETUP(timer_delete(timer));
}

unsigned turns(enum caller caller)
{
	return count[caller];
}

void share_turns(void)
{
	count = share(CALLERS * sizeof(*count));
}
