/* The mask under which a handler runs. */
#include "sending.h"

#include <sys/wait.h>
#include <unistd.h>

/* The order of events: a signal's number where its handler begins, less than 0 where it ends. */
enum { MAX_EVENTS = 8 };

static volatile sig_atomic_t events[MAX_EVENTS];
static volatile sig_atomic_t event_count;

static void add_event(int event)
{
	if (event_count < MAX_EVENTS)
		events[event_count++] = event;
}

/* Exactly these happened. */
#define expect_events(...)                          \
	AT(check_events((const int[]){__VA_ARGS__}, \
			sizeof((const int[]){__VA_ARGS__}) / sizeof(int)))

static void check_events(const int *expected, int count)
{
	int i;

	for (i = 0; i < count && i < event_count; i++)
		if (events[i] != expected[i])
			check_failed(THERE, "event %d: expected %d, observed %d", i + 1,
				     expected[i], (int)events[i]);
	check_equal(THERE, "the count of events", count, event_count);
}

/* What the handler sends to its own process, the first time that it runs. */
static int sent_by_handler;

static void handle(int number)
{
	int sent = sent_by_handler;

	sent_by_handler = 0;
	add_event(number);
	EXPECT_OK(kill(getpid(), sent));
	add_event(-number);
}

static void catch_with(int number, int flags, sigset_t mask)
{
	struct sigaction action = {.sa_handler = handle, .sa_flags = flags, .sa_mask = mask};

	EXPECT_EQ(0, sigaction(number, &action, NULL));
}

static const struct variant numbers[] = {{"SIGUSR1", 0, NULL}, {"SIGRTMIN", 1, NULL}};

static int number_of_variant(void)
{
	return variant()->value ? SIGRTMIN : SIGUSR1;
}

CASE_VARIANTS(numbers, signal_action_signal_blocked_in_handler)
{
	int number = number_of_variant();

	catch_with(number, 0, no_signals());
	sent_by_handler = number;
	EXPECT_OK(kill(getpid(), number));
	expect_events(number, -number, number, -number);
	expect_same_set(no_signals(), current_mask());
}

CASE_VARIANTS(numbers, signal_action_nodefer)
{
	int number = number_of_variant();

	catch_with(number, SA_NODEFER, no_signals());
	sent_by_handler = number;
	EXPECT_OK(kill(getpid(), number));
	expect_events(number, number, -number, -number);
}

static void expect_order(void)
{
	catch_with(SIGUSR1, 0, set_of(SIGUSR2));
	catch_with(SIGUSR2, 0, no_signals());
	sent_by_handler = SIGUSR2;
	EXPECT_OK(kill(getpid(), SIGUSR1));
	expect_events(SIGUSR1, -SIGUSR1, SIGUSR2, -SIGUSR2);
	/* The other way round nothing is masked. */
	sent_by_handler = SIGUSR1;
	event_count = 0;
	EXPECT_OK(kill(getpid(), SIGUSR2));
	expect_events(SIGUSR2, SIGUSR1, -SIGUSR1, -SIGUSR2);
}

/* The mask in the handler is the union of three, and after it the one from before. */
static void expect_masks(void)
{
	sigset_t masked = set_of(SIGUSR2, SIGRTMIN);

	set_mask(set_of(SIGHUP));
	record_signal_masking(SIGUSR1, 0, &masked);
	EXPECT_OK(kill(getpid(), SIGUSR1));
	expect_same_set(set_of(SIGHUP, SIGUSR1, SIGUSR2, SIGRTMIN), delivery(0)->mask);
	expect_same_set(set_of(SIGHUP), current_mask());
}

enum { ORDER, MASKS };
static const struct variant effects[] = {{"order", ORDER, NULL}, {"masks", MASKS, NULL}};

CASE_VARIANTS(effects, signal_action_sa_mask_blocked_in_handler)
{
	if (variant()->value == ORDER)
		expect_order();
	else
		expect_masks();
}

static void wait_in_handler(int number)
{
	(void)number;
	for (;;)
		pause();
}

CASE(signal_action_sa_mask_kill_stop_silently_ignored)
{
	struct actor *target = ACTOR("target")
	{
		struct sigaction action = {.sa_handler = wait_in_handler, .sa_mask = all_signals()};

		EXPECT_EQ(0, sigaction(SIGUSR1, &action, NULL));
		SETUP(raise(SIGUSR1));
	}
	int status;

	expect_blocked_in(target, CALL_PAUSE);
	send_signal(target, SIGTERM);
	send_signal(target, SIGSTOP);
	EXPECT_EQ(actor_pid(target), waitpid(actor_pid(target), &status, WUNTRACED));
	EXPECT(WIFSTOPPED(status));
	EXPECT_EQ(SIGSTOP, WSTOPSIG(status));
	send_signal(target, SIGCONT);
	send_signal(target, SIGKILL);
	expect_killed(target, SIGKILL);
}
