/* SA_RESTART: the calls that wait go on as if no handler had run. */
#include "blocking.h"

static const struct variant restarting[] = {RESTARTING_FILE_CALLS, RESTARTING_IPC_CALLS,
					    RESTARTING_SOCKET_CALLS};

CASE_VARIANTS(restarting, signal_action_sa_restart_restarts)
{
	expect_restarted(variant()->data);
}
