#include "options.h"

void option_set(int fd, int option, const void *value, socklen_t size)
{
	errno = 0;
	check_success(THERE, "setsockopt()", setsockopt(fd, SOL_SOCKET, option, value, size));
}

void option_get(int fd, int option, void *value, socklen_t size)
{
	socklen_t length = size;

	errno = 0;
	check_success(THERE, "getsockopt()", getsockopt(fd, SOL_SOCKET, option, value, &length));
	check_equal(THERE, "the length of the option", size, length);
}

void option_set_timeout(int fd, int option, long milliseconds)
{
	struct timeval time = {milliseconds / 1000, milliseconds % 1000 * 1000};

	option_set(fd, option, &time, sizeof(time));
}
