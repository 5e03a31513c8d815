/* The errors of the functions that receive; linux_recv_test.c has the one of Linux. */
#include "../inet_socket/inet_socket.h"
#include "receiving.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/* The function works, as a rule. */
static void expect_works(receiving *function, struct socket_ends ends)
{
	send_bytes(ends.other, "abc", 3);
	expect_received_by(function, ends.one, "abc", 3);
}

static void nonblocking(receiving *function)
{
	struct socket_ends ends = open_socketpair((int)variant()->value);
	char byte = '?';

	set_nonblocking(ends.one, true);
	EXPECT_ERROR_OF(EAGAIN, EWOULDBLOCK, function(ends.one, &byte, 1, 0));
	EXPECT_EQ('?', byte);
	expect_works(function, ends);
	EXPECT_ERROR_OF(EAGAIN, EWOULDBLOCK, function(ends.one, &byte, 1, 0));
}

TRY_VARIANTS(socket_types, nonblocking, with_recv, recv_eagain, recv_ewouldblock)
TRY_VARIANTS(socket_types, nonblocking, with_recvfrom, recvfrom_eagain, recvfrom_ewouldblock)
TRY_VARIANTS(socket_types, nonblocking, with_recvmsg, recvmsg_eagain, recvmsg_ewouldblock)
TRY_VARIANTS(socket_types, nonblocking, with_read, socket_read_eagain, socket_read_ewouldblock)

static void closed_descriptor(receiving *function)
{
	struct socket_ends ends = open_socketpair(SOCK_STREAM);
	char byte = '?';

	expect_works(function, ends);
	EXPECT_ERROR(EBADF, function(-1, &byte, 1, 0));
	EXPECT_ERROR(EBADF, function(lowest_free(), &byte, 1, 0));
	send_bytes(ends.other, "x", 1);
	close_end(ends.one);
	EXPECT_ERROR(EBADF, function(ends.one, &byte, 1, 0));
	EXPECT_EQ('?', byte);
}

TRY(closed_descriptor, with_recv, recv_ebadf)
TRY(closed_descriptor, with_recvfrom, recvfrom_ebadf)
TRY(closed_descriptor, with_recvmsg, recvmsg_ebadf)

/*
 * Nothing closes a connection between local sockets by force for certain; over
 * the loopback interface, SO_LINGER does.
 */
static void forcibly_closed(receiving *function)
{
	struct socket_ends ends = open_inet_connection(AF_INET);
	char byte = '?';

	expect_works(function, ends);
	reset_connection(ends.other);
	EXPECT_ERROR(ECONNRESET, function(ends.one, &byte, 1, 0));
	EXPECT_EQ('?', byte);
}

TRY(forcibly_closed, with_recv, recv_econnreset)
TRY(forcibly_closed, with_recvfrom, recvfrom_econnreset)
TRY(forcibly_closed, with_recvmsg, recvmsg_econnreset)
TRY(forcibly_closed, with_read, socket_read_econnreset)

static void interrupted(receiving *function)
{
	struct socket_ends ends = open_socketpair(SOCK_STREAM);
	struct actor *receiver = ACTOR("receiver")
	{
		char byte = '?';

		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, function(ends.one, &byte, 1, 0));
		EXPECT_EQ(1, times_caught(SIGUSR1));
		EXPECT_EQ('?', byte);
	}

	expect_blocked_in(receiver, call_of(function));
	send_signal(receiver, SIGUSR1);
	expect_finished(receiver);
	expect_works(function, ends);
}

TRY(interrupted, with_recv, recv_eintr)
TRY(interrupted, with_recvfrom, recvfrom_eintr)
TRY(interrupted, with_recvmsg, recvmsg_eintr)
TRY(interrupted, with_read, socket_read_eintr)

/* One that has just been made, and one that listens. */
static void unconnected(receiving *function, int type)
{
	char byte = '?';

	expect_works(function, open_socketpair(type));
	EXPECT_ERROR(ENOTCONN, function(new_socket(type), &byte, 1, 0));
	EXPECT_ERROR(ENOTCONN, function(listening_socket(type, scratch_path(), 1), &byte, 1, 0));
	EXPECT_EQ('?', byte);
}

static void unconnected_of_type(receiving *function)
{
	unconnected(function, (int)variant()->value);
}

TRY_VARIANTS(connection_types, unconnected_of_type, with_recv, recv_enotconn)
TRY_VARIANTS(connection_types, unconnected_of_type, with_recvfrom, recvfrom_enotconn)
TRY_VARIANTS(connection_types, unconnected_of_type, with_recvmsg, recvmsg_enotconn)
TRY_VARIANTS(connection_types, unconnected_of_type, with_read, socket_read_enotconn)

CASE(unix_recv_unconnected_stream_enotconn)
{
	unconnected(with_recv, SOCK_STREAM);
}

static void no_socket(receiving *function)
{
	int file = own((int)SETUP(open(scratch_path(), O_RDWR | O_CREAT, 0600)));
	int fds[2];
	char byte = '?';

	expect_works(function, open_socketpair(SOCK_STREAM));
	SETUP(pipe(fds));
	write_bytes(own(fds[1]), "x", 1);
	EXPECT_ERROR(ENOTSOCK, function(own(fds[0]), &byte, 1, 0));
	expect_bytes(fds[0], "x", 1);
	EXPECT_ERROR(ENOTSOCK, function(file, &byte, 1, 0));
	EXPECT_EQ('?', byte);
}

TRY(no_socket, with_recv, recv_enotsock)
TRY(no_socket, with_recvfrom, recvfrom_enotsock)
TRY(no_socket, with_recvmsg, recvmsg_enotsock)

/* Where there is no connection, nothing can overtake the rest of it. */
static void out_of_band(receiving *function)
{
	struct socket_ends ends = open_socketpair(SOCK_DGRAM);
	char byte = '?';

	expect_works(function, ends);
	send_bytes(ends.other, "x", 1);
	EXPECT_ERROR(EOPNOTSUPP, function(ends.one, &byte, 1, MSG_OOB));
	EXPECT_EQ('?', byte);
	expect_received_by(function, ends.one, "x", 1);
}

TRY(out_of_band, with_recv, recv_eopnotsupp)
TRY(out_of_band, with_recvfrom, recvfrom_eopnotsupp)
TRY(out_of_band, with_recvmsg, recvmsg_eopnotsupp)

CASE_VARIANTS(socket_types, recvmsg_einval)
{
	struct socket_ends ends = open_socketpair((int)variant()->value);
	char bytes[2] = "?";
	struct iovec parts[] = {{&bytes[0], 1}, {&bytes[1], 1}};
	struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};

	send_bytes(ends.other, "xy", 2);
	parts[1].iov_len = (size_t)SSIZE_MAX + 1;
	EXPECT_ERROR(EINVAL, recvmsg(ends.one, &message, 0));
	/* So much memory there is not, which may be noticed first. */
	parts[1].iov_len = SSIZE_MAX;
	EXPECT_ERROR_OF(EINVAL, EFAULT, recvmsg(ends.one, &message, 0));
	EXPECT_STRING("?", bytes);
	parts[1].iov_len = 1;
	EXPECT_EQ(2, recvmsg(ends.one, &message, 0));
	EXPECT_BYTES("xy", bytes, 2);
}

static const struct variant part_counts[] = {{"above_iov_max", 1, NULL}, {"none", 0, NULL}};

CASE_VARIANTS(part_counts, recvmsg_emsgsize)
{
	long most = sysconf(_SC_IOV_MAX);
	struct socket_ends ends = open_socketpair(SOCK_STREAM);
	struct msghdr message = {0};
	char byte = '?';
	long i;

	if (most == -1)
		skip_unsupported("IOV_MAX is indeterminate");
	message.msg_iov = calloc((size_t)most + 1, sizeof(*message.msg_iov));
	SETUP_THAT(message.msg_iov, "no memory");
	for (i = 0; i <= most; i++)
		message.msg_iov[i] = (struct iovec){&byte, 1};
	send_bytes(ends.other, "x", 1);
	message.msg_iovlen = variant()->value ? (size_t)most + 1 : 0;
	EXPECT_ERROR(EMSGSIZE, recvmsg(ends.one, &message, 0));
	EXPECT_EQ('?', byte);
	message.msg_iovlen = (size_t)most;
	EXPECT_EQ(1, recvmsg(ends.one, &message, 0));
	EXPECT_EQ('x', byte);
	free(message.msg_iov);
}
