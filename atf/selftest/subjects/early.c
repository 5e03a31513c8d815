/*
 * The supervisor is killed before it has a directory: where it is then is
 * somebody else's.
 */
#include "subject.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/* In place of the C library's, for the harness in this program. */
char *mkdtemp(char *path)
{
	(void)path;
	kill(getpid(), SIGKILL);
	return NULL;
}

SUBJECT(supervisor_dies_early, "broken", "^the supervisor of the case was killed$")
{
	litter();
}
