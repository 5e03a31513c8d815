/* Deviants of the options of a socket. */
#include "deviant.h"
#include "unix_type.h"

#include <errno.h>
#include <string.h>
#include <sys/time.h>

/* Gets an option of SOL_SOCKET; whether it is the one wanted, and so may be changed. */
static bool get_wanted(int wanted, int *result, int fd, int level, int name, void *value,
		       socklen_t *length)
{
	*result = real_getsockopt(fd, level, name, value, length);
	return *result == 0 && level == SOL_SOCKET && name == wanted && local_socket_type(fd);
}

DEVIANT(unix_sockopt_so_type, "the type is another one", int, getsockopt,
	(int fd, int level, int name, void *value, socklen_t *length))
{
	int result;

	if (get_wanted(SO_TYPE, &result, fd, level, name, value, length))
		*(int *)value = *(int *)value == SOCK_STREAM ? SOCK_DGRAM : SOCK_STREAM;
	return result;
}

DEVIANT(unix_sockopt_so_error_reads_and_clears, "an error stays pending", int, getsockopt,
	(int fd, int level, int name, void *value, socklen_t *length))
{
	static int last_fd = -1;
	static int last_error;
	int result = real_getsockopt(fd, level, name, value, length);
	int *error = value;

	if (result == -1 || level != SOL_SOCKET || name != SO_ERROR)
		return result;
	if (fd == last_fd && *error == 0)
		*error = last_error;
	last_fd = fd;
	last_error = *error;
	return result;
}

DEVIANT(unix_sockopt_so_acceptconn, "every socket is said to listen", int, getsockopt,
	(int fd, int level, int name, void *value, socklen_t *length))
{
	int result;

	if (get_wanted(SO_ACCEPTCONN, &result, fd, level, name, value, length))
		*(int *)value = 1;
	return result;
}

DEVIANT(unix_sockopt_so_rcvtimeo_default_zero, "no timeout is shown as one of a second", int,
	getsockopt, (int fd, int level, int name, void *value, socklen_t *length))
{
	struct timeval *time = value;
	int result;

	if (get_wanted(SO_RCVTIMEO, &result, fd, level, name, value, length) && time->tv_sec == 0 &&
	    time->tv_usec == 0)
		time->tv_sec = 1;
	return result;
}

/* Takes microseconds for nanoseconds, if the option is that one. */
static int set_short(int wanted, int fd, int level, int name, const void *value, socklen_t length)
{
	const struct timeval *time = value;
	struct timeval shorter;

	if (level != SOL_SOCKET || name != wanted || length != sizeof(shorter))
		return real_setsockopt(fd, level, name, value, length);
	shorter = (struct timeval){time->tv_sec, (time->tv_usec + 999) / 1000};
	return real_setsockopt(fd, level, name, &shorter, sizeof(shorter));
}

DEVIANT(unix_sockopt_so_rcvtimeo, "the microseconds are taken for nanoseconds", int, setsockopt,
	(int fd, int level, int name, const void *value, socklen_t length))
{
	return set_short(SO_RCVTIMEO, fd, level, name, value, length);
}

DEVIANT(unix_sockopt_so_sndtimeo, "the microseconds are taken for nanoseconds", int, setsockopt,
	(int fd, int level, int name, const void *value, socklen_t length))
{
	return set_short(SO_SNDTIMEO, fd, level, name, value, length);
}

DEVIANT(unix_sockopt_so_sndbuf_set_get, "the size asked for is ignored", int, setsockopt,
	(int fd, int level, int name, const void *value, socklen_t length))
{
	if (level == SOL_SOCKET && name == SO_SNDBUF && local_socket_type(fd))
		return 0;
	return real_setsockopt(fd, level, name, value, length);
}

DEVIANT(unix_sockopt_so_linger_struct, "the time to linger is ignored", int, setsockopt,
	(int fd, int level, int name, const void *value, socklen_t length))
{
	struct linger linger;

	if (level != SOL_SOCKET || name != SO_LINGER || length != sizeof(linger))
		return real_setsockopt(fd, level, name, value, length);
	linger = (struct linger){((const struct linger *)value)->l_onoff, 0};
	return real_setsockopt(fd, level, name, &linger, sizeof(linger));
}

#ifdef SO_PROTOCOL
DEVIANT(unix_sockopt_so_domain_protocol, "the protocol is said to be the family, too", int,
	getsockopt, (int fd, int level, int name, void *value, socklen_t *length))
{
	int result;

	if (get_wanted(SO_PROTOCOL, &result, fd, level, name, value, length))
		*(int *)value = AF_UNIX;
	return result;
}
#endif

DEVIANT(unix_sockopt_len_updated, "the length is left as it was given", int, getsockopt,
	(int fd, int level, int name, void *value, socklen_t *length))
{
	socklen_t given = *length;
	int result = real_getsockopt(fd, level, name, value, length);

	*length = given;
	return result;
}

DEVIANT(unix_sockopt_short_buffer_truncated, "the value is stored whole, or not at all", int,
	getsockopt, (int fd, int level, int name, void *value, socklen_t *length))
{
	char whole[256];
	socklen_t size = sizeof(whole);

	if (real_getsockopt(fd, level, name, whole, &size) == 0 && size > *length)
		return fail(EINVAL);
	return real_getsockopt(fd, level, name, value, length);
}
