/* What a caught signal does to a call that waits, if its handler has no SA_RESTART. */
#include "blocking.h"

static const struct variant interruptible[] = {RESTARTING_FILE_CALLS, RESTARTING_IPC_CALLS,
					       RESTARTING_SOCKET_CALLS, SELECT_CALLS};

CASE_VARIANTS(interruptible, signal_action_no_sa_restart_eintr)
{
	expect_interrupted(variant()->data, 0);
}
