/* Deviants of accept(), and of connect(), where they wait or must not. */
#include "deviant.h"

#include <errno.h>
#include <pthread.h>

DEVIANT(unix_accept_blocks_when_none, "accept() does not wait", int, accept,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	return is_readable(fd) ? real_accept(fd, address, length) : fail(EAGAIN);
}

DEVIANT(unix_accept_nonblock_eagain, "without a connection there is EINPROGRESS", int, accept,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	int accepted = real_accept(fd, address, length);

	return accepted == -1 && errno == EAGAIN ? fail(EINPROGRESS) : accepted;
}

DEVIANT(unix_accept_eintr, "accept() goes on after a signal", int, accept,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	int accepted;

	do
		accepted = real_accept(fd, address, length);
	while (accepted == -1 && errno == EINTR);
	return accepted;
}

DEVIANT(unix_accept_cancellation_point, "the thread cannot be cancelled there", int, accept,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	int accepted;
	int state;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
	accepted = real_accept(fd, address, length);
	pthread_setcancelstate(state, &state);
	return accepted;
}

DEVIANT(unix_accept_cancellation_point, "the thread cannot be cancelled there", int, connect,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	int result;
	int state;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
	result = real_connect(fd, address, length);
	pthread_setcancelstate(state, &state);
	return result;
}
