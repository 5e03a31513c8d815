/* Deviants of accept() and accept4(): the new socket, and which of those that wait it is. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/un.h>

#include "unix_type.h"

DEVIANT(unix_accept_new_fd_lowest, "a descriptor above 50 is returned", int, accept,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	int accepted = real_accept(fd, address, length);
	int higher = real_fcntl(accepted, F_DUPFD, 50);

	real_close(accepted);
	return higher;
}

DEVIANT(unix_accept_fifo_order, "of two that wait, the second is accepted first", int, accept,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	static int first = -1;
	int accepted = first;

	first = -1;
	if (accepted != -1)
		return accepted;
	accepted = real_accept(fd, address, length);
	if (accepted == -1 || !is_readable(fd))
		return accepted;
	first = accepted;
	return real_accept(fd, address, length);
}

DEVIANT(unix_accept_same_type, "the new socket is of another type", int, accept,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	int accepted = real_accept(fd, address, length);
	int other = real_socket(
		AF_UNIX, local_socket_type(fd) == SOCK_STREAM ? SOCK_SEQPACKET : SOCK_STREAM, 0);

	if (accepted != -1)
		real_dup2(other, accepted);
	real_close(other);
	return accepted;
}

DEVIANT(unix_accept_listener_stays_open, "a listener is good for one connection", int, accept,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	int accepted = real_accept(fd, address, length);

	if (accepted != -1)
		real_shutdown(fd, SHUT_RDWR);
	return accepted;
}

/* Whether the socket is one end of a connection. */
static bool is_connected(int fd)
{
	struct sockaddr_un name;
	socklen_t length = sizeof(name);

	return real_getpeername(fd, (struct sockaddr *)&name, &length) == 0;
}

DEVIANT(unix_accept_new_cannot_accept, "a connection gives another socket of itself", int, accept,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	return is_connected(fd) ? real_dup(fd) : real_accept(fd, address, length);
}

DEVIANT(unix_accept_null_address_ok, "there has to be room for the address", int, accept,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	return address ? real_accept(fd, address, length) : fail(EFAULT);
}

DEVIANT(unix_accept_peer_address_stored, "the address of the listener is stored", int, accept,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	int accepted = real_accept(fd, NULL, NULL);

	if (accepted != -1 && address)
		real_getsockname(fd, address, length);
	return accepted;
}

DEVIANT(unix_accept_address_truncated, "the whole address is stored, whatever room there is", int,
	accept, (int fd, struct sockaddr *address, socklen_t *length))
{
	struct sockaddr_un name;
	socklen_t size = sizeof(name);
	int accepted = real_accept(fd, (struct sockaddr *)&name, &size);

	if (accepted != -1 && address) {
		memcpy(address, &name, size);
		*length = size;
	}
	return accepted;
}

DEVIANT(unix_accept_fail_len_unchanged, "the length is 0 after a failure", int, accept,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	int accepted = real_accept(fd, address, length);

	if (accepted == -1 && length)
		*length = 0;
	return accepted;
}

static bool is_any_accepted;

DEVIANT(unix_accept_connect_before_accept_ok, "accept() makes the connection", int, accept,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	is_any_accepted = true;
	return real_accept(fd, address, length);
}

DEVIANT(unix_accept_connect_before_accept_ok, "accept() makes the connection", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	return is_any_accepted ? real_send(fd, buffer, size, flags) : fail(ENOTCONN);
}

DEVIANT(unix_accept_data_before_accept_kept, "what came before accept() is lost", int, accept,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	int accepted = real_accept(fd, address, length);
	char bytes[100];

	real_recv(accepted, bytes, sizeof(bytes), MSG_DONTWAIT);
	return accepted;
}

DEVIANT(unix_accept_cloexec_clear, "FD_CLOEXEC of the listener is inherited", int, accept,
	(int fd, struct sockaddr *address, socklen_t *length))
{
	int accepted = real_accept(fd, address, length);

	real_fcntl(accepted, F_SETFD, real_fcntl(fd, F_GETFD));
	return accepted;
}

DEVIANT(unix_accept_linux_flags_not_inherited, "O_NONBLOCK of the listener is inherited", int,
	accept, (int fd, struct sockaddr *address, socklen_t *length))
{
	int accepted = real_accept(fd, address, length);

	real_fcntl(accepted, F_SETFL, real_fcntl(fd, F_GETFL));
	return accepted;
}

DEVIANT(unix_accept4_flags, "O_NONBLOCK is that of the listener", int, accept4,
	(int fd, struct sockaddr *address, socklen_t *length, int flags))
{
	int accepted = real_accept4(fd, address, length, flags);

	real_fcntl(accepted, F_SETFL, real_fcntl(fd, F_GETFL));
	return accepted;
}

DEVIANT(unix_accept4_bad_flag_einval, "unknown flags are ignored", int, accept4,
	(int fd, struct sockaddr *address, socklen_t *length, int flags))
{
	return real_accept4(fd, address, length, flags & (SOCK_CLOEXEC | SOCK_NONBLOCK));
}
