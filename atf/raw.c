#include "raw.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

ssize_t raw_read_file(const char *path, char *text, size_t size)
{
	long fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
	long length;

	if (fd == -1)
		return -1;
	length = syscall(SYS_read, fd, text, size - 1);
	syscall(SYS_close, fd);
	text[length > 0 ? length : 0] = '\0';
	return length;
}
