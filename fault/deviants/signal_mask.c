/* Deviants of signal masks, by both functions that change them. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "deviant.h"

/* pthread_sigmask() as sigprocmask() returns it. */
static int as_errno(int error)
{
	return error ? fail(error) : 0;
}

/* The requirement deviates in both functions in the same way: CHANGE(how, set, former). */
#define MASK_DEVIANT(id, description, change)                     \
	DEVIANT(id, description, int, pthread_sigmask,            \
		(int how, const sigset_t *set, sigset_t *former)) \
	{                                                         \
		return change(how, set, former);                  \
	}                                                         \
	DEVIANT(id, description, int, sigprocmask,                \
		(int how, const sigset_t *set, sigset_t *former)) \
	{                                                         \
		return as_errno(change(how, set, former));        \
	}

static int block_instead_of_adding(int how, const sigset_t *set, sigset_t *former)
{
	return real_pthread_sigmask(how == SIG_BLOCK ? SIG_SETMASK : how, set, former);
}

MASK_DEVIANT(signal_mask_block_union, "SIG_BLOCK replaces the mask", block_instead_of_adding)

static int unblock_all(int how, const sigset_t *set, sigset_t *former)
{
	sigset_t all;

	sigfillset(&all);
	return real_pthread_sigmask(how, how == SIG_UNBLOCK && set ? &all : set, former);
}

MASK_DEVIANT(signal_mask_unblock_difference, "SIG_UNBLOCK unblocks everything", unblock_all)

static int add_instead_of_replacing(int how, const sigset_t *set, sigset_t *former)
{
	return real_pthread_sigmask(how == SIG_SETMASK ? SIG_BLOCK : how, set, former);
}

MASK_DEVIANT(signal_mask_setmask_replaces, "SIG_SETMASK adds to the mask", add_instead_of_replacing)

static int look_at_how(int how, const sigset_t *set, sigset_t *former)
{
	bool is_defined = how == SIG_BLOCK || how == SIG_UNBLOCK || how == SIG_SETMASK;

	return is_defined ? real_pthread_sigmask(how, set, former) : EINVAL;
}

MASK_DEVIANT(signal_mask_null_set_queries, "how is looked at without a set", look_at_how)

static int tell_new_mask(int how, const sigset_t *set, sigset_t *former)
{
	int error = real_pthread_sigmask(how, set, NULL);

	return error ? error : real_pthread_sigmask(SIG_BLOCK, NULL, former);
}

MASK_DEVIANT(signal_mask_old_returned, "the new mask is returned", tell_new_mask)

static int block_what_is_pending(int how, const sigset_t *set, sigset_t *former)
{
	sigset_t kept = set ? *set : (sigset_t){0};
	int number;

	if (how != SIG_UNBLOCK || !set)
		return real_pthread_sigmask(how, set, former);
	for (number = 1; number <= SIGRTMAX; number++) {
		sigset_t pending;

		if (real_sigpending(&pending) == 0 && sigismember(&pending, number) == 1)
			sigdelset(&kept, number);
	}
	return real_pthread_sigmask(how, &kept, former);
}

MASK_DEVIANT(signal_mask_pending_delivered_before_return, "what is pending stays so",
	     block_what_is_pending)

static int tell_all_blocked(int how, const sigset_t *set, sigset_t *former)
{
	static _Thread_local bool is_all_blocked;
	int error = real_pthread_sigmask(how, set, former);

	if (set && how == SIG_SETMASK)
		is_all_blocked = sigismember(set, SIGKILL) == 1;
	if (former && !set && is_all_blocked)
		sigaddset(former, SIGKILL);
	return error;
}

MASK_DEVIANT(signal_mask_kill_stop_unblockable, "SIGKILL appears to be blocked", tell_all_blocked)

static int take_any_way(int how, const sigset_t *set, sigset_t *former)
{
	bool is_defined = how == SIG_BLOCK || how == SIG_UNBLOCK || how == SIG_SETMASK;

	return real_pthread_sigmask(is_defined ? how : SIG_BLOCK, set, former);
}

MASK_DEVIANT(signal_mask_bad_how_einval, "an undefined way blocks", take_any_way)

static int lose_pending(int how, const sigset_t *set, sigset_t *former)
{
	struct sigaction action;

	/* To ignore a signal discards it. */
	if (how == SIG_UNBLOCK && set && sigismember(set, SIGUSR1) == 1) {
		real_sigaction(SIGUSR1, &(struct sigaction){.sa_handler = SIG_IGN}, &action);
		real_sigaction(SIGUSR1, &action, NULL);
	}
	return real_pthread_sigmask(how, set, former);
}

MASK_DEVIANT(signal_mask_blocked_stays_pending, "unblocking discards what is pending", lose_pending)

DEVIANT(signal_mask_per_thread, "a signal to the own process is one to the calling thread", int,
	kill, (pid_t pid, int number))
{
	if (pid != getpid())
		return real_kill(pid, number);
	return as_errno(real_pthread_kill(pthread_self(), number));
}

DEVIANT(signal_pending_contains_blocked_pending, "every blocked signal is told to be pending", int,
	sigpending, (sigset_t * set))
{
	return as_errno(real_pthread_sigmask(SIG_BLOCK, NULL, set));
}

DEVIANT(signal_pending_cleared_after_delivery, "what was pending once is told for ever", int,
	sigwait, (const sigset_t *set, int *number))
{
	int error = real_sigwait(set, number);

	if (!error)
		real_kill(getpid(), *number);
	return error;
}
