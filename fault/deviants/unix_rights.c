/* Deviants of the descriptors that sendmsg() and recvmsg() pass. */
#include "unix_rights.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/un.h>
#include <unistd.h>

#include "deviant.h"
#include "unix_type.h"

struct rights rights_of(const struct msghdr *message)
{
	struct rights rights = {NULL, NULL, 0};
	struct cmsghdr *header;

	for (header = CMSG_FIRSTHDR(message); header;
	     header = CMSG_NXTHDR((struct msghdr *)message, header))
		if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
			break;
	if (header) {
		rights.header = header;
		rights.numbers = (int *)(void *)CMSG_DATA(header);
		rights.count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
	}
	return rights;
}

struct rights receive_rights(int fd, struct msghdr *message, int flags, ssize_t *count)
{
	*count = real_recvmsg(fd, message, flags);
	return *count >= 0 ? rights_of(message) : (struct rights){NULL, NULL, 0};
}

DEVIANT(unix_rights_passes_description, "the receiver gets a description of its own, or none",
	ssize_t, recvmsg, (int fd, struct msghdr *message, int flags))
{
	ssize_t count;
	struct rights rights = receive_rights(fd, message, flags, &count);
	size_t i;

	for (i = 0; i < rights.count; i++) {
		if (local_socket_type(rights.numbers[i]))
			make_null(rights.numbers[i]);
		else
			reopen(rights.numbers[i]);
	}
	return count;
}

DEVIANT(unix_rights_lowest_fd, "a number that is in use is given to what is received", ssize_t,
	recvmsg, (int fd, struct msghdr *message, int flags))
{
	ssize_t count;
	struct rights rights = receive_rights(fd, message, flags, &count);
	int victim = STDERR_FILENO + 1;

	if (rights.count != 1)
		return count;
	while (victim == fd || victim == rights.numbers[0] || real_fcntl(victim, F_GETFD) == -1)
		if (++victim > rights.numbers[0] + 1)
			return count;
	real_dup2(rights.numbers[0], victim);
	real_close(rights.numbers[0]);
	rights.numbers[0] = victim;
	return count;
}

/* What was sent last, and whether its sender has closed it since. */
static struct {
	pid_t sender;
	int number;
	bool is_taken_back;
} * in_flight;

COMMON(in_flight)

DEVIANT(unix_rights_sender_may_close, "a close takes back what was sent", ssize_t, sendmsg,
	(int fd, const struct msghdr *message, int flags))
{
	struct rights rights = rights_of(message);

	if (rights.count == 1) {
		in_flight->sender = getpid();
		in_flight->number = rights.numbers[0];
		in_flight->is_taken_back = false;
	}
	return real_sendmsg(fd, message, flags);
}

DEVIANT(unix_rights_sender_may_close, "a close takes back what was sent", int, close, (int fd))
{
	if (in_flight->sender == getpid() && in_flight->number == fd)
		in_flight->is_taken_back = true;
	return real_close(fd);
}

DEVIANT(unix_rights_sender_may_close, "a close takes back what was sent", ssize_t, recvmsg,
	(int fd, struct msghdr *message, int flags))
{
	ssize_t count;
	struct rights rights = receive_rights(fd, message, flags, &count);

	if (rights.count == 1 && in_flight->is_taken_back)
		make_null(rights.numbers[0]);
	return count;
}

DEVIANT(unix_rights_several_in_one_message, "the last descriptor comes first", ssize_t, recvmsg,
	(int fd, struct msghdr *message, int flags))
{
	ssize_t count;
	struct rights rights = receive_rights(fd, message, flags, &count);
	size_t i;

	for (i = 0; i < rights.count / 2; i++) {
		int number = rights.numbers[i];

		rights.numbers[i] = rights.numbers[rights.count - 1 - i];
		rights.numbers[rights.count - 1 - i] = number;
	}
	return count;
}

DEVIANT(unix_rights_unrelated_process, "only within a family: not to a socket that has a name",
	ssize_t, sendmsg, (int fd, const struct msghdr *message, int flags))
{
	struct sockaddr_un name;
	socklen_t length = sizeof(name);

	if (rights_of(message).header &&
	    real_getpeername(fd, (struct sockaddr *)&name, &length) == 0 &&
	    length > offsetof(struct sockaddr_un, sun_path))
		return fail(EPERM);
	return real_sendmsg(fd, message, flags);
}

/* Whether there is something to be received, or to be accepted. */
static bool has_unreceived(int fd)
{
	char byte;
	int is_listening = 0;
	socklen_t size = sizeof(is_listening);

	if (!local_socket_type(fd))
		return false;
	real_getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &is_listening, &size);
	return is_listening ? is_readable(fd)
			    : real_recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

DEVIANT(unix_rights_close_unreceived, "a socket that has something to be received stays open", int,
	close, (int fd))
{
	if (has_unreceived(fd))
		real_fcntl(fd, F_DUPFD, 100);
	return real_close(fd);
}
