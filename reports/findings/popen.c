/* popen(), and the shell that it runs. */
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <unistd.h>
#include <wchar.h>

#include "finding.h"

/* Hides the shell from this process. Returns false, with errno, if that is not permitted. */
static bool hide_shell(void)
{
	if (unshare(CLONE_NEWNS) == -1 && unshare(CLONE_NEWNS | CLONE_NEWUSER) == -1)
		return false;
	return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount("/dev/null", "/bin/sh", NULL, MS_BIND, NULL) == 0;
}

/* As the standard has it, the command ends with status 127, as that of a shell would. */
FINDING("glibc notices in popen() that the shell cannot be run, and fails there with ENOMEM")
{
	if (!hide_shell())
		return CANNOT_TRY;
	return !popen("exit 0", "r") && errno == ENOMEM ? SHOWN : NOT_SHOWN;
}

FINDING("musl notices in popen() that the shell cannot be run, and fails there with EACCES")
{
	if (!hide_shell())
		return CANNOT_TRY;
	return !popen("exit 0", "r") && errno == EACCES ? SHOWN : NOT_SHOWN;
}

FINDING("glibc does not count the open streams: popen() goes on after STREAM_MAX of them")
{
	long limit = sysconf(_SC_STREAM_MAX);

	for (long i = 0; i < limit; i++) {
		FILE *stream = fopen("/dev/null", "r");

		if (!stream)
			return CANNOT_TRY;
	}
	return limit != -1 && popen("exit 0", "r") ? SHOWN : NOT_SHOWN;
}

FINDING("musl gives the stream no orientation before it is used")
{
	FILE *stream = popen("exit 0", "r");

	if (!stream)
		return CANNOT_TRY;
	return fwide(stream, 0) == 0 ? SHOWN : NOT_SHOWN;
}

FINDING("musl looks at the first letter of the mode only")
{
	return popen("exit 0", "r+") ? SHOWN : NOT_SHOWN;
}
