#include <sys/sem.h>

#include "header.h"

long ipc_digest_of_sem(void)
{
	return IPC_DIGEST;
}
