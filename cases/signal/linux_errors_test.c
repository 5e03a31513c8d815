/* Bad pointers, which Linux reports. */
#include "delivery.h"

/* Not the address of anything. */
static void *const nowhere = (void *)1;

CASE(sigprocmask_efault)
{
	struct actor *caller = ACTOR("caller")
	{
		EXPECT_OK(sigprocmask(SIG_BLOCK, NULL, NULL));
		EXPECT_ERROR(EFAULT, sigprocmask(SIG_BLOCK, NULL, nowhere));
	}

	expect_finished(caller);
}

CASE(sigpending_efault)
{
	struct actor *caller = ACTOR("caller")
	{
		sigset_t set;

		EXPECT_OK(sigpending(&set));
		EXPECT_ERROR(EFAULT, sigpending(nowhere));
	}

	expect_finished(caller);
}

CASE(sigsuspend_efault)
{
	struct actor *caller = ACTOR("caller")
	{
		sigset_t mask = no_signals();

		catch_signal(SIGUSR1, 0);
		block_signal(SIGUSR1);
		SETUP(raise(SIGUSR1));
		EXPECT_ERROR(EFAULT, sigsuspend(nowhere));
		EXPECT_ERROR(EINTR, sigsuspend(&mask));
	}

	expect_finished(caller);
}
