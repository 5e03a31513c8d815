/* Signals that are ignored: by SIG_IGN, or by SIG_DFL of those that nobody minds. */
#include "blocking.h"
#include "delivery.h"

#include <unistd.h>

static void set_action(int number, void (*function)(int))
{
	struct sigaction action = {.sa_handler = function};

	EXPECT_EQ(0, sigaction(number, &action, NULL));
}

/* Nothing is left of the signal that was pending: it is caught, and comes no more. */
#define expect_discarded(number) AT(check_discarded(number))

static void check_discarded(int number)
{
	check_true(THERE, !is_pending(number), "the signal is not pending any more");
	record_signal(number, 0);
	check_true(THERE, !is_pending(number), "the signal is not pending any more");
	signal_set_mask(no_signals());
	delivery_expect(NULL, 0);
}

/* The signal is caught, but blocked, so that it waits. */
static void hold_back(int number)
{
	record_signal(number, 0);
	set_mask(set_of(number));
}

static void discard_of_process(void)
{
	hold_back(SIGUSR1);
	EXPECT_OK(kill(getpid(), SIGUSR1));
	EXPECT(is_pending(SIGUSR1));
	set_action(SIGUSR1, SIG_IGN);
	expect_discarded(SIGUSR1);
}

static void discard_of_thread(void)
{
	hold_back(SIGUSR1);
	EXPECT_RETURNS(0, pthread_kill(pthread_self(), SIGUSR1));
	EXPECT(is_pending(SIGUSR1));
	set_action(SIGUSR1, SIG_IGN);
	expect_discarded(SIGUSR1);
}

static void discard_queue(void)
{
	int i;

	hold_back(SIGRTMIN);
	for (i = 0; i < 5; i++)
		EXPECT_OK(sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = i}));
	EXPECT(is_pending(SIGRTMIN));
	set_action(SIGRTMIN, SIG_IGN);
	expect_discarded(SIGRTMIN);
}

static struct gate *is_sent, *is_seen, *is_ignored;

static void look_for_signal(void *unused)
{
	(void)unused;
	pass_gate(is_sent);
	EXPECT(is_pending(SIGUSR1));
	open_gate(is_seen);
	pass_gate(is_ignored);
	expect_discarded(SIGUSR1);
}

static void discard_of_other_thread(void)
{
	struct actor *thread;

	is_sent = new_gate();
	is_seen = new_gate();
	is_ignored = new_gate();
	hold_back(SIGUSR1);
	thread = start_thread("thread", look_for_signal, NULL);
	EXPECT_RETURNS(0, pthread_kill(actor_thread(thread), SIGUSR1));
	open_gate(is_sent);
	pass_gate(is_seen);
	set_action(SIGUSR1, SIG_IGN);
	open_gate(is_ignored);
	expect_finished(thread);
}

/* Where the signal is pending. */
static void (*const discards[])(void) = {discard_of_process, discard_of_thread,
					 discard_of_other_thread, discard_queue};
static const struct variant places[] = {
	{"process", 0, NULL}, {"thread", 1, NULL}, {"other_thread", 2, NULL}, {"queue", 3, NULL}};

CASE_VARIANTS(places, signal_action_ign_discards_pending)
{
	discards[variant()->value]();
}

static const struct variant unminded[] = {{"SIGCHLD", SIGCHLD, NULL}, {"SIGURG", SIGURG, NULL}};

CASE_VARIANTS(unminded, signal_action_dfl_ignored_discards_pending)
{
	int number = (int)variant()->value;

	hold_back(number);
	EXPECT_OK(kill(getpid(), number));
	EXPECT(is_pending(number));
	set_action(number, SIG_DFL);
	expect_discarded(number);
}

static const struct variant waiting[] = {RESTARTING_FILE_CALLS, RESTARTING_IPC_CALLS,
					 RESTARTING_SOCKET_CALLS, SELECT_CALLS};

CASE_VARIANTS(waiting, signal_action_ignored_not_interrupting)
{
	expect_undisturbed(variant()->data);
}
