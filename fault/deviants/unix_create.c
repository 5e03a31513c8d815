/* Deviants of socket(), of what such a descriptor is, and of the headers of its addresses. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#include "unix_type.h"

DEVIANT(unix_socket_returns_lowest_fd, "a descriptor above 50 is returned", int, socket,
	(int domain, int type, int protocol))
{
	int fd = real_socket(domain, type, protocol);
	int higher = real_fcntl(fd, F_DUPFD, 50);

	real_close(fd);
	return higher;
}

DEVIANT(unix_socket_types_supported, "there are no sockets of the local family but streams", int,
	socket, (int domain, int type, int protocol))
{
	if (domain == AF_UNIX && (type & SOCK_DGRAM) == SOCK_DGRAM)
		return fail(EPROTONOSUPPORT);
	if (domain == AF_UNIX && (type & SOCK_STREAM) == SOCK_STREAM)
		return real_socket(domain, (type & ~SOCK_STREAM) | SOCK_DGRAM, protocol);
	return real_socket(domain, type, protocol);
}

DEVIANT(unix_socket_seqpacket_supported, "SOCK_SEQPACKET gives a stream", int, socket,
	(int domain, int type, int protocol))
{
	if (domain == AF_UNIX && (type & SOCK_SEQPACKET) == SOCK_SEQPACKET)
		type = (type & ~SOCK_SEQPACKET) | SOCK_STREAM;
	return real_socket(domain, type, protocol);
}

DEVIANT(unix_socket_protocol_zero_default, "the protocol must be named", int, socket,
	(int domain, int type, int protocol))
{
	return protocol == 0 ? fail(EPROTONOSUPPORT) : real_socket(domain, type, protocol);
}

DEVIANT(unix_socket_fstat_is_sock, "a socket is a FIFO", int, fstat, (int fd, struct stat *status))
{
	int result = real_fstat(fd, status);

	if (result == 0 && S_ISSOCK(status->st_mode))
		status->st_mode = (status->st_mode & ~(mode_t)S_IFMT) | S_IFIFO;
	return result;
}

DEVIANT(unix_socket_cloexec_nonblock_clear, "FD_CLOEXEC is always set", int, socket,
	(int domain, int type, int protocol))
{
	return real_socket(domain, type | SOCK_CLOEXEC, protocol);
}

DEVIANT(unix_socket_sock_cloexec, "SOCK_CLOEXEC is ignored", int, socket,
	(int domain, int type, int protocol))
{
	return real_socket(domain, type & ~SOCK_CLOEXEC, protocol);
}

DEVIANT(unix_socket_sock_nonblock, "SOCK_NONBLOCK is ignored", int, socket,
	(int domain, int type, int protocol))
{
	return real_socket(domain, type & ~SOCK_NONBLOCK, protocol);
}

DEVIANT(unix_socket_lseek_espipe, "seeking goes nowhere", off_t, lseek,
	(int fd, off_t offset, int whence))
{
	return local_socket_type(fd) ? 0 : real_lseek(fd, offset, whence);
}

DEVIANT(unix_exec_cloexec_respected, "exec closes no sockets", int, execvp,
	(const char *program, char *const arguments[]))
{
	enum { LIMIT = 64 };
	int fd;

	for (fd = STDERR_FILENO + 1; fd < LIMIT; fd++)
		if (local_socket_type(fd))
			real_fcntl(fd, F_SETFD, 0);
	return real_execvp(program, arguments);
}

DEVIANT(unix_fcntl_setown_sigurg, "F_SETOWN does nothing", int, fcntl,
	(int fd, int command, long argument))
{
	return command == F_SETOWN ? 0 : real_fcntl(fd, command, argument);
}

/* The layout of 4.4BSD: a byte of the length, then one of the family. */
DEVIANT(unix_header_sockaddr_un, "a byte of the length is expected before the family", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	struct sockaddr_un name;

	if (!local_socket_type(fd) || length > sizeof(name))
		return real_bind(fd, address, length);
	memcpy(&name, address, length);
	name.sun_family = ((const unsigned char *)address)[1];
	return real_bind(fd, (struct sockaddr *)&name, length);
}

DEVIANT(unix_header_sockaddr_storage_fits, "a byte of the length is stored before the family", int,
	getsockname, (int fd, struct sockaddr *address, socklen_t *length))
{
	int result = real_getsockname(fd, address, length);
	unsigned char *bytes = (unsigned char *)address;

	if (result == 0 && address->sa_family == AF_UNIX) {
		bytes[0] = (unsigned char)*length;
		bytes[1] = AF_UNIX;
	}
	return result;
}
