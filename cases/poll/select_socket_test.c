/* What select() and pselect() find ready of sockets. */
#include "../inet_socket/inet_socket.h"
#include "endpoints.h"
#include "select.h"

static const struct variant connection_kinds[] = {
	WITH_BOTH("stream", STREAM), WITH_BOTH("seqpacket", SEQPACKET), WITH_BOTH("tcp", TCP)};

CASE_VARIANTS(connection_kinds, select_listener_readable)
{
	enum kind kind = (enum kind)variant()->value;
	int listener = listening_endpoint(kind, 1);
	fd_set set = set_of(listener);
	struct actor *server;

	EXPECT_EQ(0, sets_with(listener, READABLE));
	server = ACTOR("server")
	{
		EXPECT_EQ(1, select_or_pselect(listener + 1, &set, NULL, NULL, NULL));
		expect_only(listener, &set);
		accepted_socket(listener);
		EXPECT_EQ(0, sets_with(listener, READABLE));
	}
	expect_blocked_in(server, CALL_SELECT);
	SETUP(connect_endpoint(new_endpoint(kind), listener));
	expect_finished(server);
}

/* The address is nobody's: it is bound, but nothing listens there. */
CASE_VARIANTS(both_functions, select_connect_failed_writable)
{
	struct inet_address address = name_of(bound_inet_socket(AF_INET, SOCK_STREAM));
	int fd = new_inet_socket(AF_INET, SOCK_STREAM);
	struct actor *client;

	set_nonblocking(fd, true);
	if (connect(fd, &address.name.any, address.length) == -1 && errno == ECONNREFUSED)
		skip_unsupported("a connection on the loopback interface is refused at once");
	SETUP_THAT(errno == EINPROGRESS, "connect(): %s", error_name(errno));
	client = ACTOR("client")
	{
		fd_set set = set_of(fd);

		EXPECT_EQ(1, select_or_pselect(fd + 1, NULL, &set, NULL, NULL));
		expect_only(fd, &set);
		EXPECT_EQ(ECONNREFUSED, socket_option(fd, SO_ERROR));
	}
	expect_finished(client);
}

/* What there is of urgent data: the data, the mark, or both. */
enum urgency { DATA_AND_MARK, MARK_IN_LINE, MARK_ONLY };

static const struct variant urgencies[] = {WITH_BOTH("data_and_mark", DATA_AND_MARK),
					   WITH_BOTH("data_in_line", MARK_IN_LINE),
					   WITH_BOTH("mark", MARK_ONLY)};

CASE_VARIANTS(urgencies, select_oob_exceptional)
{
	int is_in_line = variant()->value == MARK_IN_LINE;
	struct socket_ends ends = open_endpoints(TCP);
	fd_set set = set_of(ends.one);
	struct actor *receiver;

	SETUP(setsockopt(ends.one, SOL_SOCKET, SO_OOBINLINE, &is_in_line, sizeof(is_in_line)));
	send_bytes(ends.other, "x", 1);
	EXPECT_EQ(0, sets_with(ends.one, EXCEPTIONAL));
	receiver = ACTOR("receiver")
	{
		char byte;

		EXPECT_EQ(1, select_or_pselect(ends.one + 1, NULL, NULL, &set, NULL));
		expect_only(ends.one, &set);
		if (variant()->value == MARK_ONLY)
			SETUP(recv(ends.one, &byte, 1, MSG_OOB));
		EXPECT_EQ(EXCEPTIONAL, sets_with(ends.one, EXCEPTIONAL));
		expect_received(ends.one, "x", 1);
		EXPECT_EQ(1, sockatmark(ends.one));
		EXPECT_EQ(EXCEPTIONAL, sets_with(ends.one, EXCEPTIONAL));
	}
	expect_blocked_in(receiver, CALL_SELECT);
	SETUP(send(ends.other, "!", 1, MSG_OOB));
	expect_finished(receiver);
}
