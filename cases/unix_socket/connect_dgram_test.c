/*
 * connect() of a datagram socket: nothing is agreed upon with the peer, but
 * the destination of send() is set, and from whom datagrams are received.
 */
#include "paths.h"

#include <string.h>

/* A datagram socket, and the path that it is bound to. */
struct party {
	int fd;
	const char *path;
};

static struct party new_party(void)
{
	const char *path = scratch_path();

	return (struct party){bound_socket(SOCK_DGRAM, path), path};
}

static void send_to(struct party from, struct party to, const char *text)
{
	struct unix_address address = address_of_path(to.path);

	EXPECT_EQ(strlen(text), sendto(from.fd, text, strlen(text), 0, AS_ADDRESS(&address)));
}

/* Likewise, of one whose datagram is not wanted: the system may tell the sender. */
static void try_to_send(struct party from, struct party to)
{
	struct unix_address address = address_of_path(to.path);

	(void)!sendto(from.fd, "intrusion", 9, MSG_DONTWAIT, AS_ADDRESS(&address));
}

static void expect_no_peer(int fd)
{
	struct sockaddr_un name;
	socklen_t length = sizeof(name);

	EXPECT_ERROR(ENOTCONN, getpeername(fd, (struct sockaddr *)&name, &length));
	/* Which of the two is the business of send()'s cases. */
	EXPECT_ERROR_OF(EDESTADDRREQ, ENOTCONN, send(fd, "x", 1, 0));
}

CASE(unix_connect_dgram_sets_peer)
{
	struct party one = new_party();
	struct party peer = new_party();
	struct party third = new_party();

	EXPECT_EQ(0, connect_to(one.fd, peer.path));
	send_bytes(one.fd, "hello", 5);
	expect_nothing_to_receive(third.fd);
	expect_received(peer.fd, "hello", 5);
	try_to_send(third, one);
	send_to(peer, one, "and back");
	expect_received(one.fd, "and back", 8);
	expect_nothing_to_receive(one.fd);
}

/* The one who connected first did not do so in vain. */
CASE(unix_connect_dgram_filters_sender)
{
	struct party one = new_party();
	struct party peer = new_party();
	struct party third = new_party();
	struct party fourth = new_party();

	EXPECT_EQ(0, connect_to(third.fd, one.path));
	EXPECT_EQ(0, connect_to(one.fd, peer.path));
	(void)!send(third.fd, "intrusion", 9, MSG_DONTWAIT);
	try_to_send(fourth, one);
	expect_nothing_to_receive(one.fd);
	send_to(peer, one, "welcome");
	expect_received(one.fd, "welcome", 7);
	expect_nothing_to_receive(one.fd);
	/* Nobody else is closed to them. */
	send_to(fourth, peer, "never mind");
	expect_received(peer.fd, "never mind", 10);
}

CASE(unix_connect_dgram_af_unspec_resets)
{
	static const struct sockaddr nobody = {.sa_family = AF_UNSPEC};
	struct party one = new_party();
	struct party peer = new_party();
	struct party third = new_party();

	SETUP(connect_to(one.fd, peer.path));
	EXPECT_EQ(0, connect(one.fd, &nobody, sizeof(nobody)));
	expect_no_peer(one.fd);
	send_to(third, one, "hello");
	expect_received(one.fd, "hello", 5);
	send_to(one, third, "and back");
	expect_received(third.fd, "and back", 8);
	expect_nothing_to_receive(peer.fd);
	/* Once more, to have it again. */
	EXPECT_EQ(0, connect_to(one.fd, peer.path));
	send_bytes(one.fd, "here again", 10);
	expect_received(peer.fd, "here again", 10);
}

CASE(unix_connect_dgram_reconnect)
{
	struct party one = new_party();
	struct party former = new_party();
	struct party latter = new_party();

	SETUP(connect_to(one.fd, former.path));
	send_bytes(one.fd, "first", 5);
	EXPECT_EQ(0, connect_to(one.fd, latter.path));
	send_bytes(one.fd, "second", 6);
	expect_received(latter.fd, "second", 6);
	expect_received(former.fd, "first", 5);
	expect_nothing_to_receive(former.fd);
	try_to_send(former, one);
	send_to(latter, one, "answer");
	expect_received(one.fd, "answer", 6);
	expect_nothing_to_receive(one.fd);
}
