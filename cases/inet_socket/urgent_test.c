/* Urgent data: the mark, SIGURG, and the byte in the normal stream. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "../unix_socket/receiving.h"
#include "inet_socket.h"

/* Sends "ab", the urgent "!" and "cd", and waits until all of it has come. */
static void send_urgent(struct socket_ends ends)
{
	struct pollfd entry = {.fd = ends.other, .events = POLLPRI};

	send_bytes(ends.one, "ab", 2);
	EXPECT_EQ(1, send(ends.one, "!", 1, MSG_OOB));
	send_bytes(ends.one, "cd", 2);
	EXPECT_EQ(1, poll(&entry, 1, (int)(STEP_LIMIT * 1000)));
}

CASE_VARIANTS(loopbacks, inet_stream_oob_mark)
{
	struct socket_ends ends = open_inet_connection((int)variant()->value);
	char urgent;

	EXPECT_EQ(0, sockatmark(ends.other));
	send_urgent(ends);
	EXPECT_EQ(0, sockatmark(ends.other));
	expect_received(ends.other, "ab", 2);
	EXPECT_EQ(1, sockatmark(ends.other));
	EXPECT_EQ(1, recv(ends.other, &urgent, 1, MSG_OOB));
	EXPECT_EQ('!', urgent);
	expect_received(ends.other, "cd", 2);
	EXPECT_EQ(0, sockatmark(ends.other));
}

CASE_VARIANTS(loopbacks, inet_stream_oob_sigurg)
{
	struct socket_ends ends = open_inet_connection((int)variant()->value);

	catch_signal(SIGURG, 0);
	EXPECT_OK(fcntl(ends.other, F_SETOWN, getpid()));
	send_bytes(ends.one, "normal", 6);
	expect_received(ends.other, "normal", 6);
	EXPECT_EQ(0, times_caught(SIGURG));
	EXPECT_EQ(1, send(ends.one, "!", 1, MSG_OOB));
	await_caught(SIGURG);
}

CASE_VARIANTS(loopbacks, inet_stream_oobinline)
{
	struct socket_ends ends = open_inet_connection((int)variant()->value);
	int on = 1;

	EXPECT_OK(setsockopt(ends.other, SOL_SOCKET, SO_OOBINLINE, &on, sizeof(on)));
	send_urgent(ends);
	expect_received(ends.other, "ab", 2);
	EXPECT_EQ(1, sockatmark(ends.other));
	expect_received(ends.other, "!cd", 3);
}

/* Without urgent data; what else there is stays there. */
static void expect_no_urgent(receiving *function)
{
	struct socket_ends ends = open_inet_connection(AF_INET);
	char byte;

	send_bytes(ends.one, "x", 1);
	EXPECT_ERROR(EINVAL, function(ends.other, &byte, 1, MSG_OOB));
	EXPECT_EQ(1, function(ends.other, &byte, 1, 0));
}

TRY(expect_no_urgent, with_recv, recv_einval)
TRY(expect_no_urgent, with_recvfrom, recvfrom_einval)

CASE(sockatmark_ebadf)
{
	EXPECT_EQ(0, sockatmark(new_inet_socket(AF_INET, SOCK_STREAM)));
	EXPECT_ERROR(EBADF, sockatmark(-1));
	EXPECT_ERROR(EBADF, sockatmark(lowest_free()));
}

CASE(sockatmark_enotty)
{
	int fds[2];

	SETUP(pipe(fds));
	own(fds[0]);
	own(fds[1]);
	EXPECT_EQ(0, sockatmark(new_inet_socket(AF_INET, SOCK_STREAM)));
	EXPECT_ERROR(ENOTTY, sockatmark(fds[0]));
}
