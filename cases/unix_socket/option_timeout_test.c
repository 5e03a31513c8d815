/* SO_RCVTIMEO and SO_SNDTIMEO: how long receiving and sending wait. Time is in milliseconds. */
#include "options.h"
#include "receiving.h"
#include "sending.h"

enum { TIMEOUT = 20 };

/* The time after which a call that begins now may give up. */
static struct timespec end_of_wait(void)
{
	return time_ahead(CLOCK_MONOTONIC, TIMEOUT);
}

static void nothing_comes(struct socket_ends ends, receiving *function)
{
	struct timespec time = end_of_wait();
	char byte = '?';

	EXPECT_ERROR_OF(EAGAIN, EWOULDBLOCK, function(ends.one, &byte, 1, 0));
	expect_reached(CLOCK_MONOTONIC, time);
	EXPECT_EQ('?', byte);
	send_bytes(ends.other, "x", 1);
	EXPECT_EQ(1, function(ends.one, &byte, 1, 0));
	EXPECT_EQ('x', byte);
}

static void part_comes(struct socket_ends ends, receiving *function)
{
	struct timespec time = end_of_wait();
	char bytes[] = "....";

	send_bytes(ends.other, "ab", 2);
	EXPECT_EQ(2, function(ends.one, bytes, 3, MSG_WAITALL));
	expect_reached(CLOCK_MONOTONIC, time);
	EXPECT_STRING("ab..", bytes);
}

typedef void limited_receive(struct socket_ends ends, receiving *function);

struct timed_receive {
	limited_receive *scenario;
	receiving *function;
};
static const struct timed_receive recv_nothing = {nothing_comes, with_recv};
static const struct timed_receive recvfrom_nothing = {nothing_comes, with_recvfrom};
static const struct timed_receive recvmsg_nothing = {nothing_comes, with_recvmsg};
static const struct timed_receive read_nothing = {nothing_comes, with_read};
static const struct timed_receive recv_part = {part_comes, with_recv};

static const struct variant receptions[] = {{"stream_recv", SOCK_STREAM, &recv_nothing},
					    {"stream_read", SOCK_STREAM, &read_nothing},
					    {"dgram_recvfrom", SOCK_DGRAM, &recvfrom_nothing},
					    {"seqpacket_recvmsg", SOCK_SEQPACKET, &recvmsg_nothing},
					    {"stream_recv_part", SOCK_STREAM, &recv_part}};

CASE_VARIANTS(receptions, unix_sockopt_so_rcvtimeo)
{
	const struct timed_receive *timed = variant()->data;
	struct socket_ends ends = open_socketpair((int)variant()->value);
	struct actor *receiver = ACTOR("receiver")
	{
		set_timeout(ends.one, SO_RCVTIMEO, TIMEOUT);
		timed->scenario(ends, timed->function);
	}

	expect_finished(receiver);
}

static void nothing_fits(struct socket_ends ends, sending *function)
{
	size_t filled = fill(ends.one);
	struct timespec time = end_of_wait();

	EXPECT_ERROR_OF(EAGAIN, EWOULDBLOCK, function(ends.one, "x", 1, 0));
	expect_reached(CLOCK_MONOTONIC, time);
	EXPECT_EQ(filled, drain(ends.other));
	EXPECT_EQ(1, function(ends.one, "x", 1, 0));
	expect_received(ends.other, "x", 1);
}

static void part_fits(struct socket_ends ends, sending *function)
{
	static unsigned char bytes[SOCKET_FLOOD];
	struct timespec time = end_of_wait();
	ssize_t count;

	pattern_make(bytes, 0, sizeof(bytes));
	count = EXPECT_OK(function(ends.one, bytes, sizeof(bytes), 0));
	expect_reached(CLOCK_MONOTONIC, time);
	EXPECT(count > 0);
	EXPECT(count < SOCKET_FLOOD);
	expect_stream(ends.other, 0, (size_t)count);
	expect_nothing_to_receive(ends.other);
}

typedef void limited_send(struct socket_ends ends, sending *function);

struct timed_send {
	limited_send *scenario;
	sending *function;
};
static const struct timed_send write_none = {nothing_fits, with_write};
static const struct timed_send sendto_none = {nothing_fits, with_sendto};
static const struct timed_send sendmsg_none = {nothing_fits, with_sendmsg};
static const struct timed_send send_part = {part_fits, with_send};

static const struct variant transmissions[] = {{"stream_write", SOCK_STREAM, &write_none},
					       {"dgram_sendto", SOCK_DGRAM, &sendto_none},
					       {"seqpacket_sendmsg", SOCK_SEQPACKET, &sendmsg_none},
					       {"stream_send_part", SOCK_STREAM, &send_part}};

CASE_VARIANTS(transmissions, unix_sockopt_so_sndtimeo)
{
	const struct timed_send *timed = variant()->data;
	struct socket_ends ends = open_socketpair((int)variant()->value);
	struct actor *sender;

	shrink_buffers(ends);
	sender = ACTOR("sender")
	{
		set_timeout(ends.one, SO_SNDTIMEO, TIMEOUT);
		timed->scenario(ends, timed->function);
	}
	expect_finished(sender);
}

#define expect_no_timeout(fd, option) AT(check_no_timeout(fd, option))

static void check_no_timeout(int fd, int option)
{
	struct timeval time = {-1, -1};

	option_get(fd, option, &time, sizeof(time));
	check_equal(THERE, "the seconds of the timeout", 0, time.tv_sec);
	check_equal(THERE, "the microseconds of the timeout", 0, time.tv_usec);
}

/* From the beginning, and once it has been set back. */
CASE_VARIANTS(all_ways, unix_sockopt_so_rcvtimeo_default_zero)
{
	struct socket_ends ends = connected_two();
	struct actor *receiver;

	expect_no_timeout(new_socket((int)variant()->value), SO_RCVTIMEO);
	expect_no_timeout(ends.one, SO_RCVTIMEO);
	expect_no_timeout(ends.one, SO_SNDTIMEO);
	expect_no_timeout(ends.other, SO_RCVTIMEO);
	expect_no_timeout(ends.other, SO_SNDTIMEO);
	set_timeout(ends.other, SO_RCVTIMEO, TIMEOUT);
	set_timeout(ends.other, SO_RCVTIMEO, 0);
	expect_no_timeout(ends.other, SO_RCVTIMEO);
	receiver = ACTOR("receiver") expect_received(ends.other, "x", 1);
	expect_blocked_in(receiver, CALL_RECEIVE);
	send_bytes(ends.one, "x", 1);
	expect_finished(receiver);
}
