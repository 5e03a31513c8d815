/* Signal masks, and signals that wait for their mask to change. */
#include <unistd.h>

#include "delivery.h"

enum { BY_SIGPROCMASK, BY_PTHREAD_SIGMASK };
static const struct variant functions[] = {{"sigprocmask", BY_SIGPROCMASK, NULL},
					   {"pthread_sigmask", BY_PTHREAD_SIGMASK, NULL}};

/* Changes the mask by the variant's function; 0, or the number of the error. */
static int change_mask(int how, const sigset_t *set, sigset_t *former)
{
	if (variant()->value == BY_PTHREAD_SIGMASK)
		return pthread_sigmask(how, set, former);
	return sigprocmask(how, set, former) == -1 ? errno : 0;
}

CASE_VARIANTS(functions, signal_mask_block_union)
{
	sigset_t added = set_of(SIGUSR2, SIGHUP);

	set_mask(set_of(SIGUSR1, SIGHUP));
	EXPECT_EQ(0, change_mask(SIG_BLOCK, &added, NULL));
	expect_same_set(set_of(SIGUSR1, SIGUSR2, SIGHUP), current_mask());
}

CASE_VARIANTS(functions, signal_mask_unblock_difference)
{
	sigset_t removed = set_of(SIGUSR2, SIGHUP);

	set_mask(set_of(SIGUSR1, SIGHUP));
	EXPECT_EQ(0, change_mask(SIG_UNBLOCK, &removed, NULL));
	expect_same_set(set_of(SIGUSR1), current_mask());
}

CASE_VARIANTS(functions, signal_mask_setmask_replaces)
{
	sigset_t mask = set_of(SIGUSR2);

	set_mask(set_of(SIGUSR1, SIGHUP));
	EXPECT_EQ(0, change_mask(SIG_SETMASK, &mask, NULL));
	expect_same_set(mask, current_mask());
}

CASE_VARIANTS(functions, signal_mask_old_returned)
{
	sigset_t mask = set_of(SIGUSR2);
	sigset_t former;

	set_mask(set_of(SIGUSR1, SIGHUP));
	sigfillset(&former);
	EXPECT_EQ(0, change_mask(SIG_BLOCK, &mask, &former));
	expect_same_set(set_of(SIGUSR1, SIGHUP), former);
}

/* No way to change a mask has such a number, here or elsewhere. */
enum { NO_WAY = 0x5555 };

CASE_VARIANTS(functions, signal_mask_null_set_queries)
{
	sigset_t mask = set_of(SIGUSR1, SIGHUP);
	sigset_t former;

	set_mask(mask);
	sigfillset(&former);
	EXPECT_EQ(0, change_mask(NO_WAY, NULL, &former));
	expect_same_set(mask, former);
	expect_same_set(mask, current_mask());
}

CASE_VARIANTS(functions, signal_mask_bad_how_einval)
{
	sigset_t set = set_of(SIGUSR2);
	sigset_t former = set;

	set_mask(set_of(SIGUSR1));
	EXPECT_EQ(EINVAL, change_mask(NO_WAY, &set, &former));
	expect_same_set(set_of(SIGUSR1), current_mask());
	expect_same_set(set_of(SIGUSR2), former);
}

CASE(sigprocmask_einval)
{
	sigset_t set = set_of(SIGUSR2);

	set_mask(no_signals());
	EXPECT_OK(sigprocmask(SIG_BLOCK, &set, NULL));
	EXPECT_ERROR(EINVAL, sigprocmask(NO_WAY, &set, NULL));
	expect_same_set(set, current_mask());
}

CASE(pthread_sigmask_einval)
{
	sigset_t set = set_of(SIGUSR2);

	set_mask(no_signals());
	EXPECT_RETURNS(0, pthread_sigmask(SIG_BLOCK, &set, NULL));
	EXPECT_RETURNS(EINVAL, pthread_sigmask(NO_WAY, &set, NULL));
	expect_same_set(set, current_mask());
}

CASE_VARIANTS(functions, signal_mask_kill_stop_unblockable)
{
	sigset_t all;
	sigset_t mask;

	sigfillset(&all);
	EXPECT_EQ(0, change_mask(SIG_SETMASK, &all, NULL));
	mask = current_mask();
	EXPECT_EQ(1, sigismember(&mask, SIGUSR1));
	EXPECT_EQ(0, sigismember(&mask, SIGKILL));
	EXPECT_EQ(0, sigismember(&mask, SIGSTOP));
}

CASE_VARIANTS(functions, signal_mask_blocked_stays_pending)
{
	sigset_t set = set_of(SIGUSR1);

	record_signal(SIGUSR1, 0);
	EXPECT_EQ(0, change_mask(SIG_BLOCK, &set, NULL));
	SETUP(kill(getpid(), SIGUSR1));
	expect_nothing_delivered();
	EXPECT(is_pending(SIGUSR1));
	expect_nothing_delivered();
	EXPECT_EQ(0, change_mask(SIG_UNBLOCK, &set, NULL));
	expect_delivered(SIGUSR1);
}

/* Of those that were waiting, one at least is delivered before the function returns. */
CASE_VARIANTS(functions, signal_mask_pending_delivered_before_return)
{
	sigset_t set = set_of(SIGUSR1, SIGUSR2);

	record_signal(SIGUSR1, 0);
	record_signal(SIGUSR2, 0);
	set_mask(set);
	SETUP(kill(getpid(), SIGUSR1));
	SETUP(kill(getpid(), SIGUSR2));
	EXPECT_EQ(0, change_mask(SIG_UNBLOCK, &set, NULL));
	EXPECT(deliveries() >= 1);
}

static void handle_one(void *ready)
{
	sigset_t set = set_of(SIGUSR1);
	sigset_t mask = current_mask();

	/* Inherited from the thread that started this one, which blocks it. */
	EXPECT_EQ(1, sigismember(&mask, SIGUSR1));
	SETUP_RETURNS_0(pthread_sigmask(SIG_UNBLOCK, &set, NULL));
	open_gate(ready);
	await_deliveries(1);
	EXPECT(pthread_equal(delivery(0)->thread, pthread_self()));
}

CASE(signal_mask_per_thread)
{
	struct gate *ready = new_gate();
	struct actor *handler;

	record_signal(SIGUSR1, 0);
	set_mask(set_of(SIGUSR1));
	handler = start_thread("handler", handle_one, ready);
	pass_gate(ready);
	expect_same_set(set_of(SIGUSR1), current_mask());
	EXPECT_OK(kill(getpid(), SIGUSR1));
	expect_finished(handler);
	expect_delivered(SIGUSR1);
}

CASE(signal_pending_contains_blocked_pending)
{
	sigset_t pending;

	ignore_signal(SIGHUP);
	record_signal(SIGUSR2, 0);
	set_mask(set_of(SIGUSR1, SIGTERM));
	SETUP(kill(getpid(), SIGUSR1));
	SETUP(kill(getpid(), SIGUSR2));
	sigfillset(&pending);
	EXPECT_OK(sigpending(&pending));
	expect_same_set(set_of(SIGUSR1), pending);
}

static const struct variant ways_out[] = {{"delivered", 0, NULL}, {"accepted", 1, NULL}};

CASE_VARIANTS(ways_out, signal_pending_cleared_after_delivery)
{
	sigset_t set = set_of(SIGUSR1);
	sigset_t pending;
	int number;

	record_signal(SIGUSR1, 0);
	set_mask(set);
	SETUP(kill(getpid(), SIGUSR1));
	if (variant()->value)
		SETUP_RETURNS_0(sigwait(&set, &number));
	else
		set_mask(no_signals());
	EXPECT_OK(sigpending(&pending));
	expect_same_set(no_signals(), pending);
}
