/* accept() while no connection is pending: it waits, and is woken, interrupted or cancelled. */
#include "accept.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

enum { MAX_ACCEPTORS = 3 };

/* A process that accepts one connection, and counts for the number that comes over it. */
static struct actor *start_acceptor(struct server server, atomic_int *counts)
{
	struct actor *actor = ACTOR("acceptor")
	{
		int fd = (int)EXPECT_OK(own(accept(server.listener, NULL, NULL)));
		unsigned char number = MAX_ACCEPTORS;

		EXPECT_EQ(1, recv(fd, &number, 1, 0));
		EXPECT(number < MAX_ACCEPTORS);
		counts[number]++;
		send_bytes(fd, &number, 1);
	}

	return actor;
}

/* The type of socket, and how many accept; each connection goes to exactly one of them. */
struct crowd {
	int type;
	int size;
};

static const struct crowd one_stream = {SOCK_STREAM, 1};
static const struct crowd one_seqpacket = {SOCK_SEQPACKET, 1};
static const struct crowd several_stream = {SOCK_STREAM, MAX_ACCEPTORS};
static const struct variant crowds[] = {{"stream", 0, &one_stream},
					{"seqpacket", 0, &one_seqpacket},
					{"stream_several", 0, &several_stream}};

CASE_VARIANTS(crowds, unix_accept_blocks_when_none)
{
	const struct crowd *crowd = variant()->data;
	struct server server = open_server(crowd->type);
	atomic_int *counts = share(MAX_ACCEPTORS * sizeof(*counts));
	struct actor *acceptors[MAX_ACCEPTORS];
	unsigned char i;

	for (i = 0; i < crowd->size; i++)
		acceptors[i] = start_acceptor(server, counts);
	for (i = 0; i < crowd->size; i++)
		expect_blocked_in(acceptors[i], CALL_ACCEPT);
	for (i = 0; i < crowd->size; i++) {
		int client = new_client(server);

		send_bytes(client, &i, 1);
		expect_received(client, &i, 1);
		/* Whoever was not woken for this one still waits. */
		EXPECT_EQ(1, counts[i]);
	}
	for (i = 0; i < crowd->size; i++)
		expect_finished(acceptors[i]);
	expect_pending(0, server.listener);
}

CASE_VARIANTS(connection_types, unix_accept_nonblock_eagain, accept_eagain, accept_ewouldblock)
{
	struct server server = open_server(variant()->value);
	int unused = lowest_free();
	int client;

	set_nonblocking(server.listener, true);
	EXPECT_ERROR_OF(EAGAIN, EWOULDBLOCK, own(accept(server.listener, NULL, NULL)));
	EXPECT_EQ(unused, lowest_free());
	client = new_client(server);
	expect_conversation(client, accepted_socket(server.listener));
	EXPECT_ERROR_OF(EAGAIN, EWOULDBLOCK, own(accept(server.listener, NULL, NULL)));
}

static void interrupted(acceptor *function, long type)
{
	struct server server = open_server(type);
	struct actor *actor = ACTOR("acceptor")
	{
		int unused = lowest_free();

		catch_signal(SIGUSR1, 0);
		EXPECT_ERROR(EINTR, own(function(server.listener, NULL, NULL)));
		EXPECT_EQ(1, times_caught(SIGUSR1));
		EXPECT_EQ(unused, lowest_free());
	}

	expect_blocked_in(actor, CALL_ACCEPT);
	send_signal(actor, SIGUSR1);
	expect_finished(actor);
	new_client(server);
	expect_pending(1, server.listener);
}

TRY_TYPES(interrupted, by_accept, unix_accept_eintr, accept_eintr)
TRY_TYPES(interrupted, by_accept4, accept4_eintr)

static void accept_one(void *server)
{
	own(accept(((struct server *)server)->listener, NULL, NULL));
}

static void connect_one(void *server)
{
	struct unix_address address = address_of_path(((struct server *)server)->path);
	int fd = new_socket(((struct server *)server)->type);

	connect(fd, AS_ADDRESS(&address));
}

static const struct variant cancelled_in[] = {{"accept", CALL_ACCEPT, NULL},
					      {"connect", CALL_CONNECT, NULL}};

CASE_VARIANTS(cancelled_in, unix_accept_cancellation_point)
{
	struct server server = open_server(SOCK_STREAM);
	bool accepts = variant()->value == CALL_ACCEPT;
	struct actor *thread;

	if (!accepts) {
		SETUP(listen(server.listener, 1));
		fill_queue(server.type, server.path);
	}
	thread = start_thread("thread", accepts ? accept_one : connect_one, &server);
	expect_blocked_in(thread, (enum call)variant()->value);
	SETUP_THAT(pthread_cancel(actor_thread(thread)) == 0, "cannot cancel the thread");
	expect_cancelled(thread);
	if (accepts) {
		new_client(server);
		expect_pending(1, server.listener);
	}
}
