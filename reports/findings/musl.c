/* What only musl's wrappers of system calls do. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "finding.h"

/* Who may search the directory when it is opened need not be asked again. */
FINDING("musl's O_SEARCH is O_PATH: the permission to search the directory is asked for again")
{
#ifdef O_SEARCH
	int fd;

	if (!drop_root() || mkdir("folder", 0700) == -1 || (fd = open("folder", O_SEARCH)) == -1 ||
	    chmod("folder", 0200) == -1)
		return CANNOT_TRY;
	return mkfifoat(fd, "fifo", 0600) == -1 && errno == EACCES ? SHOWN : NOT_SHOWN;
#else
	return NOT_SHOWN;
#endif
}

FINDING("musl 1.2.3 looks at O_CLOEXEC only, other flags are ignored")
{
	return dup3(STDIN_FILENO, 100, O_NONBLOCK) == 100 ? SHOWN : NOT_SHOWN;
}
