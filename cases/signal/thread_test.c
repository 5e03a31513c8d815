/* Signals to threads: pthread_kill() and raise(). */
#include "sending.h"

#include <pthread.h>
#include <unistd.h>

static struct gate *end;

static void wait_for_end(void *unused)
{
	(void)unused;
	pass_gate(end);
}

CASE(signal_pthread_kill_directed)
{
	enum { THREADS = 3 };
	static const int numbers[THREADS] = {SIGUSR1, SIGUSR2, SIGURG};
	struct actor *threads[THREADS];
	unsigned i;

	end = new_gate();
	for (i = 0; i < THREADS; i++) {
		record_signal(numbers[i], 0);
		threads[i] = start_thread("thread", wait_for_end, NULL);
	}
	for (i = 0; i < THREADS; i++) {
		EXPECT_RETURNS(0, pthread_kill(actor_thread(threads[i]), 0));
		EXPECT_RETURNS(0, pthread_kill(actor_thread(threads[i]), numbers[i]));
		await_deliveries(i + 1);
		EXPECT_EQ(numbers[i], delivery(i)->number);
		EXPECT(pthread_equal(actor_thread(threads[i]), delivery(i)->thread));
	}
	open_gate(end);
	for (i = 0; i < THREADS; i++)
		expect_finished(threads[i]);
	EXPECT_EQ(THREADS, deliveries());
}

CASE(pthread_kill_einval)
{
	struct actor *thread;
	int i;

	end = new_gate();
	set_mask(all_signals());
	thread = start_thread("thread", wait_for_end, NULL);
	EXPECT_RETURNS(0, pthread_kill(actor_thread(thread), 0));
	for (i = 0; i < INVALID_SIGNALS; i++) {
		EXPECT_RETURNS(EINVAL, pthread_kill(actor_thread(thread), invalid_signals[i]));
		EXPECT_RETURNS(EINVAL, pthread_kill(pthread_self(), invalid_signals[i]));
	}
	expect_nothing_pending();
	open_gate(end);
	expect_finished(thread);
}

static void raise_signal(void *count)
{
	unsigned expected = *(unsigned *)count;

	EXPECT_EQ(0, raise(SIGUSR1));
	EXPECT_EQ(expected, deliveries());
	EXPECT(pthread_equal(pthread_self(), delivery(expected - 1)->thread));
	EXPECT(raise(-1) != 0);
	EXPECT_EQ(expected, deliveries());
}

/* While other threads, too, could get a signal that is for the process. */
CASE(signal_raise_same_as_pthread_kill)
{
	unsigned count = 1;
	struct actor *thread;

	record_signal(SIGUSR1, 0);
	raise_signal(&count);
	count++;
	thread = start_thread("thread", raise_signal, &count);
	expect_finished(thread);
	EXPECT_EQ(getpid(), delivery(1)->process);
}

#ifdef SIG2STR_MAX

static void expect_round_trip(int number, const char *name)
{
	char text[SIG2STR_MAX];
	int back = 0;

	EXPECT_EQ(0, sig2str(number, text));
	if (name)
		EXPECT_STRING(name, text);
	EXPECT_EQ(0, str2sig(text, &back));
	EXPECT_EQ(number, back);
}

CASE(signal_sig2str_roundtrip)
{
	char name[SIG2STR_MAX];
	int number;

	expect_round_trip(SIGHUP, "HUP");
	expect_round_trip(SIGKILL, "KILL");
	expect_round_trip(SIGUSR1, "USR1");
	expect_round_trip(SIGRTMIN, "RTMIN");
	expect_round_trip(SIGRTMAX, "RTMAX");
	for (number = SIGRTMIN; number <= SIGRTMAX; number++)
		expect_round_trip(number, NULL);
	EXPECT_EQ(0, str2sig("RTMIN+1", &number));
	EXPECT_EQ(SIGRTMIN + 1, number);
	EXPECT_EQ(-1, sig2str(-1, name));
	EXPECT_EQ(-1, str2sig("no such signal", &number));
}

#else

CASE(signal_sig2str_roundtrip)
{
	skip_unsupported("there is no sig2str() in <signal.h>");
}

#endif
