#include <sys/msg.h>

#include "header.h"

long ipc_digest_of_msg(void)
{
	return IPC_DIGEST;
}
