/* What a receive does while nothing is there: it waits, and is woken, interrupted or cancelled. */
#include "receiving.h"

#include <pthread.h>
#include <signal.h>
#include <sys/time.h>

CASE_VARIANTS(all_ways, unix_recv_blocks_when_empty)
{
	struct socket_ends ends = connected_two();
	struct actor *receiver = ACTOR("receiver") expect_received(ends.one, "x", 1);
	char byte = '?';

	expect_blocked_in(receiver, CALL_RECEIVE);
	/* What goes the other way is not for it. */
	send_bytes(ends.one, "y", 1);
	expect_blocked_in(receiver, CALL_RECEIVE);
	send_bytes(ends.other, "x", 1);
	expect_finished(receiver);
	set_nonblocking(ends.one, true);
	EXPECT_ERROR_OF(EAGAIN, EWOULDBLOCK, recv(ends.one, &byte, 1, 0));
	EXPECT_EQ('?', byte);
}

CASE_VARIANTS(all_ways, unix_recv_eintr_before_data)
{
	struct socket_ends ends = connected_two();
	struct actor *receiver = ACTOR("receiver")
	{
		char byte;

		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, recv(ends.one, &byte, 1, 0));
		EXPECT_EQ(1, times_caught(SIGUSR1));
		expect_received(ends.one, "x", 1);
	}

	expect_blocked_in(receiver, CALL_RECEIVE);
	send_signal(receiver, SIGUSR1);
	await_caught(SIGUSR1);
	send_bytes(ends.other, "x", 1);
	expect_finished(receiver);
}

struct blocked_receive {
	receiving *function;
	int fd;
};

static void receive_one_byte(void *argument)
{
	struct blocked_receive *call = argument;
	char byte;

	SETUP(call->function(call->fd, &byte, 1, 0));
}

static void cancel_receive(receiving *function, struct socket_ends ends)
{
	struct blocked_receive argument = {function, ends.one};
	struct actor *receiver = start_thread("receiver", receive_one_byte, &argument);

	expect_blocked_in(receiver, CALL_RECEIVE);
	SETUP_RETURNS_0(pthread_cancel(actor_thread(receiver)));
	expect_cancelled(receiver);
	send_bytes(ends.other, "x", 1);
	expect_received_by(function, ends.one, "x", 1);
}

CASE_VARIANTS(receiver_names, unix_recv_cancellation_point)
{
	receiving *function = receivers[variant()->value];

	cancel_receive(function, open_socketpair(SOCK_STREAM));
	cancel_receive(function, open_socketpair(SOCK_DGRAM));
}

/* Much more than the sockets hold in between: it comes in parts, whatever the sender does. */
CASE_VARIANTS(stream_ways, unix_recv_msg_waitall_full)
{
	enum { SIZE = 1 << 20, PARTS = 3 };
	static unsigned char bytes[SIZE];
	struct socket_ends ends = connected_two();
	struct actor *receiver = ACTOR("receiver")
	{
		int i;

		for (i = 0; i < RECEIVERS; i++) {
			EXPECT_EQ(PARTS, receivers[i](ends.one, bytes, PARTS, MSG_WAITALL));
			EXPECT_BYTES("xxx", bytes, PARTS);
		}
		EXPECT_EQ(SIZE, recv(ends.one, bytes, SIZE, MSG_WAITALL));
		expect_pattern(bytes, 0, SIZE);
	}
	int i;

	for (i = 0; i < RECEIVERS * PARTS; i++) {
		expect_blocked_in(receiver, CALL_RECEIVE);
		send_bytes(ends.other, "x", 1);
	}
	expect_blocked_in(receiver, CALL_RECEIVE);
	pattern_make(bytes, 0, SIZE);
	send_bytes(ends.other, bytes, SIZE);
	expect_finished(receiver);
}

/* What a receive for 10 bytes, MSG_WAITALL and the flags does. */
static void observe_waitall(const char *situation, int fd, int flags)
{
	char bytes[10];
	ssize_t count = recv(fd, bytes, sizeof(bytes), MSG_WAITALL | flags);

	if (count == -1)
		observe(situation, "%s", error_name(errno));
	else
		observe(situation, "%zd bytes", count);
}

/* As a system need not return early, something ends each wait. */
CASE(unix_recv_msg_waitall_short)
{
	static const struct itimerval ticks = {{0, 5000}, {0, 5000}};
	static const struct itimerval none;
	struct socket_ends ended = open_socketpair(SOCK_STREAM);
	struct socket_ends interrupted = open_socketpair(SOCK_STREAM);
	struct socket_ends datagrams = open_socketpair(SOCK_DGRAM);

	send_bytes(ended.other, "abc", 3);
	send_bytes(interrupted.other, "abc", 3);
	send_bytes(datagrams.other, "abc", 3);
	catch_signal(SIGALRM, 0);
	SETUP(setitimer(ITIMER_REAL, &ticks, NULL));
	observe_waitall("MSG_WAITALL and MSG_PEEK for 10 bytes, 3 there", ended.one, MSG_PEEK);
	observe_waitall("MSG_WAITALL for 10 bytes, a message of 3 there", datagrams.one, 0);
	observe_waitall("MSG_WAITALL for 10 bytes, a signal after 3", interrupted.one, 0);
	close_end(ended.other);
	observe_waitall("MSG_WAITALL for 10 bytes, the end after 3", ended.one, 0);
	SETUP(setitimer(ITIMER_REAL, &none, NULL));
}
