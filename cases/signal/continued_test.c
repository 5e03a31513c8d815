/* What becomes of a call that waits while its process is stopped for a time. */
#include "blocking.h"

static const struct variant waiting[] = {RESTARTING_FILE_CALLS, RESTARTING_IPC_CALLS,
					 RESTARTING_SOCKET_CALLS, SELECT_CALLS};

CASE_VARIANTS(waiting, signal_stop_call_continues)
{
	expect_continued(variant()->data);
}
