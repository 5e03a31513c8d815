/* Sockets of the local family under gVisor: what is sent and received. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#include "finding.h"

static int pair_of(int type, int fds[2])
{
	return socketpair(AF_UNIX, type, 0, fds);
}

FINDING("gVisor loses empty datagrams of the local family")
{
	int fds[2];

	if (pair_of(SOCK_DGRAM, fds) == -1 || send(fds[0], "", 0, 0) != 0)
		return CANNOT_TRY;
	return recv(fds[1], (char[1]){0}, 1, MSG_DONTWAIT) == -1 && errno == EAGAIN ? SHOWN
										    : NOT_SHOWN;
}

FINDING("gVisor does not set MSG_TRUNC for a message of which nothing is asked for")
{
	struct iovec part = {NULL, 0};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
	int fds[2];

	if (pair_of(SOCK_DGRAM, fds) == -1 || send(fds[0], "a", 1, 0) != 1)
		return CANNOT_TRY;
	return recvmsg(fds[1], &message, 0) == 0 && !(message.msg_flags & MSG_TRUNC) ? SHOWN
										     : NOT_SHOWN;
}

/* EOPNOTSUPP is what the standard says. */
FINDING("gVisor ignores MSG_OOB on local sockets, or reports EINVAL")
{
	int fds[2];

	if (pair_of(SOCK_DGRAM, fds) == -1)
		return CANNOT_TRY;
	return send(fds[0], "a", 1, MSG_OOB) == 1 || errno == EINVAL ? SHOWN : NOT_SHOWN;
}

/* ECONNREFUSED is what Linux reports. */
FINDING("gVisor reports EPIPE, not ECONNREFUSED, to a local datagram socket whose peer is closed, "
	"and end-of-file")
{
	int fds[2];

	if (pair_of(SOCK_DGRAM, fds) == -1 || close(fds[1]) == -1)
		return CANNOT_TRY;
	return send(fds[0], "a", 1, MSG_NOSIGNAL) == -1 && errno == EPIPE ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor reports end-of-file, not EAGAIN, for a local datagram socket after SHUT_RD")
{
	int fds[2];

	if (pair_of(SOCK_DGRAM, fds) == -1 || shutdown(fds[0], SHUT_RD) == -1)
		return CANNOT_TRY;
	return recv(fds[0], (char[1]){0}, 1, MSG_DONTWAIT) == 0 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor reports ECONNRESET again and again for a peer that left data unread")
{
	char byte;
	int fds[2];

	if (pair_of(SOCK_STREAM, fds) == -1 || send(fds[0], "a", 1, 0) != 1 || close(fds[1]) == -1)
		return CANNOT_TRY;
	return recv(fds[0], &byte, 1, 0) == -1 && errno == ECONNRESET &&
			       recv(fds[0], &byte, 1, 0) == -1 && errno == ECONNRESET
		       ? SHOWN
		       : NOT_SHOWN;
}

FINDING_HANGS("gVisor does not wake the sender blocked at a full local datagram socket", 5)
{
	enum { MESSAGES = 2000 };
	static const struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
	static const char text[1000];
	int receiver = socket(AF_UNIX, SOCK_DGRAM, 0);
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	int sender;

	if (bind(receiver, (const struct sockaddr *)&address, sizeof(address)) == -1 ||
	    connect(fd, (const struct sockaddr *)&address, sizeof(address)) == -1)
		return CANNOT_TRY;
	sender = fork();
	for (int i = 0; sender == 0 && i < MESSAGES; i++) {
		if (send(fd, text, sizeof(text), 0) == -1)
			_exit(CANNOT_TRY);
	}
	if (sender == 0)
		_exit(NOT_SHOWN);
	usleep(300000);
	for (int i = 0; i < MESSAGES; i++)
		recv(receiver, (char[1]){0}, 1, 0);
	return outcome_of(sender);
}

FINDING_HANGS("gVisor's write() to a socket ignores SO_SNDTIMEO", 3)
{
	static const char bytes[65536];
	struct timeval limit = {0, 100000};
	int fds[2];

	if (pair_of(SOCK_STREAM, fds) == -1 ||
	    setsockopt(fds[0], SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit)) == -1)
		return CANNOT_TRY;
	while (write(fds[0], bytes, sizeof(bytes)) > 0)
		;
	return errno == EAGAIN ? NOT_SHOWN : CANNOT_TRY;
}

enum { MOST = 10 };

/* Sends so many descriptors in a message of one byte; what sendmsg() returns. */
static ssize_t send_descriptors(int to, const int *descriptors, size_t count)
{
	static _Alignas(struct cmsghdr) char control[CMSG_SPACE(MOST * sizeof(int))];
	struct iovec part = {(char[]){"a"}, 1};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = control,
				 .msg_controllen = CMSG_SPACE(count * sizeof(int))};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(count * sizeof(int));
	memcpy(CMSG_DATA(header), descriptors, count * sizeof(int));
	return sendmsg(to, &message, 0);
}

FINDING("gVisor does not set MSG_CTRUNC when descriptors are lost because there are no more "
	"numbers")
{
	static _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
	struct iovec part = {(char[1]){0}, 1};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = control,
				 .msg_controllen = sizeof(control)};
	struct rlimit none = {0, 0};
	int fds[2];

	if (pair_of(SOCK_DGRAM, fds) == -1 || send_descriptors(fds[0], fds, 1) != 1 ||
	    setrlimit(RLIMIT_NOFILE, &none) == -1)
		return CANNOT_TRY;
	return recvmsg(fds[1], &message, 0) == 1 && !(message.msg_flags & MSG_CTRUNC) ? SHOWN
										      : NOT_SHOWN;
}

/* ETOOMANYREFS is what Linux reports. */
FINDING("gVisor does not limit the descriptors in flight")
{
	struct rlimit few = {20, 20};
	int many[MOST];
	int fds[2];

	if (!drop_root() || pair_of(SOCK_STREAM, fds) == -1 || setrlimit(RLIMIT_NOFILE, &few) == -1)
		return CANNOT_TRY;
	for (int i = 0; i < MOST; i++)
		many[i] = fds[0];
	for (int i = 0; i < 5; i++) {
		if (send_descriptors(fds[0], many, MOST) != 1)
			return NOT_SHOWN;
	}
	return SHOWN;
}

/* Whether the last writer of the pipe is gone, after a second at most. */
static bool is_released(int reader)
{
	return poll(&(struct pollfd){reader, POLLIN, 0}, 1, 1000) == 1;
}

FINDING("gVisor keeps what is in flight to a closed local socket until its peer is closed, too")
{
	int fds[2], ends[2];

	if (pair_of(SOCK_STREAM, fds) == -1 || pipe(ends) == -1 ||
	    send_descriptors(fds[0], &ends[1], 1) != 1)
		return CANNOT_TRY;
	close(ends[1]);
	close(fds[1]);
	return is_released(ends[0]) ? NOT_SHOWN : SHOWN;
}

FINDING("gVisor does not find sockets that are in flight to each other, or to themselves: they are "
	"never closed")
{
	int fds[2], ends[2];

	if (pair_of(SOCK_STREAM, fds) == -1 || pipe(ends) == -1 ||
	    send_descriptors(fds[0], (int[]){fds[1], ends[1]}, 2) != 1)
		return CANNOT_TRY;
	close(ends[1]);
	close(fds[0]);
	close(fds[1]);
	/* Linux looks for them when a socket is closed for good. */
	close(socket(AF_UNIX, SOCK_STREAM, 0));
	return is_released(ends[0]) ? NOT_SHOWN : SHOWN;
}

FINDING("gVisor tells the process id 0 by SCM_CREDENTIALS of a sender that has ended")
{
	static _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(struct ucred))];
	struct iovec part = {(char[1]){0}, 1};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = control,
				 .msg_controllen = sizeof(control)};
	struct ucred sender;
	int fds[2], child;

	if (pair_of(SOCK_DGRAM, fds) == -1 ||
	    setsockopt(fds[1], SOL_SOCKET, SO_PASSCRED, &(int){1}, sizeof(int)) == -1)
		return CANNOT_TRY;
	child = fork();
	if (child == 0)
		_exit(send(fds[0], "a", 1, 0) == 1 ? 0 : 1);
	outcome_of(child);
	if (recvmsg(fds[1], &message, MSG_DONTWAIT) != 1 || !CMSG_FIRSTHDR(&message))
		return CANNOT_TRY;
	memcpy(&sender, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(sender));
	return sender.pid == 0 ? SHOWN : NOT_SHOWN;
}
