/* What Linux adds: datagrams that wait instead of being lost, its errors, out-of-band data. */
#include "sending.h"

#include <unistd.h>

/* A datagram of the crowd below. */
struct numbered {
	int sender;
	int number;
	char rest[500];
};

/* More than the receiver's queue takes, by number or size, and the senders' small buffers. */
enum { SENDERS = 3, DATAGRAMS = 200 };

static const struct variant routes[] = {{"connect", true, NULL}, {"sendto", false, NULL}};

/* Sends the datagrams of one, by send() or by sendto(). */
static void send_all(int sender, struct unix_address address, bool is_connected)
{
	struct numbered datagram = {.sender = sender};
	int fd = new_socket(SOCK_DGRAM);
	int buffer = 1;

	SETUP(setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof(buffer)));
	if (is_connected)
		SETUP(connect(fd, AS_ADDRESS(&address)));
	for (; datagram.number < DATAGRAMS; datagram.number++)
		EXPECT_EQ(sizeof(datagram), is_connected ? send(fd, &datagram, sizeof(datagram), 0)
							 : sendto(fd, &datagram, sizeof(datagram),
								  0, AS_ADDRESS(&address)));
}

/* All datagrams of all senders arrive, those of each one in the order of their numbers. */
static void receive_all(int fd)
{
	int next[SENDERS] = {0};
	struct numbered datagram;
	int i;

	for (i = 0; i < SENDERS * DATAGRAMS; i++) {
		EXPECT_EQ(sizeof(datagram), recv(fd, &datagram, sizeof(datagram), 0));
		EXPECT_EQ(next[datagram.sender]++, datagram.number);
	}
	expect_nothing_to_receive(fd);
}

CASE_VARIANTS(routes, unix_send_linux_dgram_reliable_ordered)
{
	const char *path = scratch_path();
	int fd = bound_socket(SOCK_DGRAM, path);
	struct actor *senders[SENDERS];
	struct actor *receiver;
	int i;

	for (i = 0; i < SENDERS; i++) {
		senders[i] = ACTOR("sender")
		{
			send_all(i, address_of_path(path), variant()->value);
		}
	}
	expect_blocked_in(senders[0], CALL_SEND);
	receiver = ACTOR("receiver") receive_all(fd);
	for (i = 0; i < SENDERS; i++)
		expect_finished(senders[i]);
	expect_finished(receiver);
}

/* As one socket may send less than another's queue takes, several do. */
static int sender_of(const char *path, unsigned long number)
{
	enum { EACH = 100 };
	static int sender;

	if (number % EACH == 0)
		sender = connected_socket(SOCK_DGRAM, path);
	return sender;
}

/* The queue may hold one more: the limit is compared with what is in it already. */
CASE(unix_send_linux_dgram_queue_limit)
{
	unsigned long limit = read_parameter("net/unix/max_dgram_qlen", 0);
	const char *path = scratch_path();
	int receiver = bound_socket(SOCK_DGRAM, path);
	struct actor *sender;
	unsigned long count = 0;

	while (send(sender_of(path, count), "x", 1, MSG_DONTWAIT) == 1 && count <= limit + 1)
		count++;
	EXPECT_THAT(count == limit || count == limit + 1,
		    "datagrams in a queue of max_dgram_qlen %lu: observed %lu", limit, count);
	EXPECT_ERROR(EAGAIN, send(sender_of(path, 0), "x", 1, MSG_DONTWAIT));
	sender = ACTOR("sender") send_bytes(connected_socket(SOCK_DGRAM, path), "y", 1);
	expect_blocked_in(sender, CALL_SEND);
	expect_received(receiver, "x", 1);
	expect_finished(sender);
	EXPECT_EQ(count, drain(receiver));
}

CASE_VARIANTS(dgram_ways, unix_send_linux_dgram_peer_closed_econnrefused, send_econnrefused)
{
	struct socket_ends ends = connected_two();

	send_bytes(ends.one, "x", 1);
	close_end(ends.other);
	EXPECT_ERROR(ECONNREFUSED, send(ends.one, "x", 1, 0));
	EXPECT_ERROR(ENOTCONN, send(ends.one, "x", 1, 0));
	EXPECT_ERROR(ENOTCONN, send(ends.one, "x", 1, 0));
}

/* The address of a socket of the type, to which sendto() works if it is of SOCK_DGRAM. */
static struct unix_address working_address(int sender)
{
	const char *path = scratch_path();
	int receiver = bound_socket(SOCK_DGRAM, path);
	struct unix_address address = address_of_path(path);

	EXPECT_EQ(1, sendto_address(sender, &address));
	expect_received(receiver, "x", 1);
	close_end(receiver);
	return address;
}

CASE(sendto_econnrefused)
{
	int sender = new_socket(SOCK_DGRAM);
	struct unix_address stale = working_address(sender);

	EXPECT_ERROR(ECONNREFUSED, sendto_address(sender, &stale));
	EXPECT_ERROR(ECONNREFUSED, sendto_address(sender, &stale));
}

CASE(sendto_eperm)
{
	int sender = new_socket(SOCK_DGRAM);
	const char *path = scratch_path();
	const char *peer_path = scratch_path();
	int receiver = bound_socket(SOCK_DGRAM, path);
	struct unix_address address = address_of_path(path);
	struct unix_address peer_address = address_of_path(peer_path);

	EXPECT_EQ(1, sendto_address(sender, &address));
	expect_received(receiver, "x", 1);
	bound_socket(SOCK_DGRAM, peer_path);
	SETUP(connect(receiver, AS_ADDRESS(&peer_address)));
	EXPECT_ERROR(EPERM, sendto_address(sender, &address));
	expect_nothing_to_receive(receiver);
}

CASE_VARIANTS(connection_types, sendto_eprototype)
{
	int sender = new_socket(SOCK_DGRAM);
	const char *path = scratch_path();
	struct unix_address address = address_of_path(path);

	working_address(sender);
	listening_socket((int)variant()->value, path, 1);
	EXPECT_ERROR(EPROTOTYPE, sendto_address(sender, &address));
}

CASE_VARIANTS(stream_ways, unix_oob_linux_af_unix_oob)
{
	struct socket_ends ends = connected_two();
	char byte = 0;

	if (send(ends.one, "abc", 3, MSG_OOB) == -1 && errno == EOPNOTSUPP)
		skip_unsupported("the kernel has no out-of-band data of AF_UNIX");
	send_bytes(ends.one, "de", 2);
	/* The last byte of the call is out of band, and parts what is before from what is after. */
	EXPECT_EQ(1, recv(ends.other, &byte, 1, MSG_OOB));
	EXPECT_EQ('c', byte);
	expect_received(ends.other, "ab", 2);
	expect_received(ends.other, "de", 2);
	expect_nothing_to_receive(ends.other);
}
