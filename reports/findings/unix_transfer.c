/* Sockets of the local family: what is sent and received. */
#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "finding.h"

/* EMSGSIZE is what the standard says. */
FINDING("Linux accepts msg_iovlen 0 and sends an empty message")
{
	struct msghdr message = {0};
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, fds) == -1)
		return CANNOT_TRY;
	return sendmsg(fds[0], &message, 0) == 0 ? SHOWN : NOT_SHOWN;
}

/* EMSGSIZE is what the standard says. */
FINDING("Linux's recvmsg() into no buffers (msg_iovlen 0) returns 0")
{
	struct msghdr message = {0};
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, fds) == -1 || send(fds[1], "a", 1, 0) != 1)
		return CANNOT_TRY;
	return recvmsg(fds[0], &message, 0) == 0 ? SHOWN : NOT_SHOWN;
}

FINDING("Linux never sets MSG_EOR on a SOCK_SEQPACKET socket of the local family")
{
	char byte;
	struct iovec part = {&byte, 1};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds) == -1 || send(fds[1], "a", 1, MSG_EOR) != 1)
		return CANNOT_TRY;
	return recvmsg(fds[0], &message, 0) == 1 && !(message.msg_flags & MSG_EOR) ? SHOWN
										   : NOT_SHOWN;
}

/* EDESTADDRREQ is what the standard says. */
FINDING("Linux reports ENOTCONN for send() on a datagram socket of the local family without a peer")
{
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);

	return send(fd, "a", 1, 0) == -1 && errno == ENOTCONN ? SHOWN : NOT_SHOWN;
}

FINDING("Linux reports EINVAL, not ENOTCONN, for reading from a stream socket of the local family "
	"that is not connected")
{
	char byte;

	return read(socket(AF_UNIX, SOCK_STREAM, 0), &byte, 1) == -1 && errno == EINVAL ? SHOWN
											: NOT_SHOWN;
}

FINDING("Linux reports EINVAL, not ENOTCONN, for receiving from a stream socket of the local "
	"family that is not connected")
{
	char byte;

	return recv(socket(AF_UNIX, SOCK_STREAM, 0), &byte, 1, 0) == -1 && errno == EINVAL
		       ? SHOWN
		       : NOT_SHOWN;
}

/* Whether a send() that fails with EPIPE raises SIGPIPE. */
static bool raises_sigpipe(int fd, bool *fails)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGPIPE);
	sigprocmask(SIG_BLOCK, &set, NULL);
	*fails = send(fd, "a", 1, 0) == -1 && errno == EPIPE;
	sigpending(&set);
	return sigismember(&set, SIGPIPE);
}

FINDING("Linux fails with EPIPE on a SOCK_SEQPACKET socket of the local family, but raises no "
	"SIGPIPE")
{
	bool fails;
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds) == -1 || close(fds[1]) == -1)
		return CANNOT_TRY;
	return !raises_sigpipe(fds[0], &fails) && fails ? SHOWN : NOT_SHOWN;
}

FINDING("Linux raises SIGPIPE also after the caller's own SHUT_WR; POSIX does so for a lost "
	"connection only")
{
	bool fails;
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == -1 || shutdown(fds[0], SHUT_WR) == -1)
		return CANNOT_TRY;
	return raises_sigpipe(fds[0], &fails) && fails ? SHOWN : NOT_SHOWN;
}

FINDING("sometimes Linux gives up too early where processors come and go, as virtual ones do: it "
	"counts this time in ticks, and learns of some late")
{
	struct timeval limit = {0, 20000};
	struct timespec begin, end;
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == -1 ||
	    setsockopt(fds[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)) == -1)
		return CANNOT_TRY;
	for (int i = 0; i < 50; i++) {
		clock_gettime(CLOCK_MONOTONIC, &begin);
		recv(fds[0], (char[1]){0}, 1, 0);
		clock_gettime(CLOCK_MONOTONIC, &end);
		if ((end.tv_sec - begin.tv_sec) * 1000000000LL + end.tv_nsec - begin.tv_nsec <
		    20000000)
			return SHOWN;
	}
	return NOT_SHOWN;
}

FINDING("gVisor raises no SIGPIPE for sending on a local stream socket")
{
	bool fails;
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == -1 || close(fds[1]) == -1)
		return CANNOT_TRY;
	return !raises_sigpipe(fds[0], &fails) && fails ? SHOWN : NOT_SHOWN;
}

FINDING("musl's sendmsg() copies ancillary data into 1,024 bytes, and refuses more with ENOMEM")
{
	enum { COUNT = 253 }; /* SCM_MAX_FD */
	static _Alignas(struct cmsghdr) char control[CMSG_SPACE(COUNT * sizeof(int))];
	struct iovec part = {(char[]){"a"}, 1};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = control,
				 .msg_controllen = sizeof(control)};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, fds) == -1)
		return CANNOT_TRY;
	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(COUNT * sizeof(int));
	for (int i = 0; i < COUNT; i++)
		((int *)CMSG_DATA(header))[i] = fds[0];
	return sendmsg(fds[0], &message, 0) == -1 && errno == ENOMEM ? SHOWN : NOT_SHOWN;
}
