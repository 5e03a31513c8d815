/* Connecting over the loopback interface, at once or in the course of time. */
#include "inet_socket.h"

#include <poll.h>

/* An address where nobody listens, and nobody can begin to: another socket has it. */
static struct inet_address closed_address(int family)
{
	return name_of(bound_inet_socket(family, SOCK_STREAM));
}

CASE_VARIANTS(loopbacks, inet_connect_refused)
{
	struct inet_address address = closed_address((int)variant()->value);
	int fd = new_inet_socket((int)variant()->value, SOCK_STREAM);

	EXPECT_ERROR(ECONNREFUSED, connect(fd, AS_ADDRESS(&address)));
}

CASE_VARIANTS(loopbacks, inet_connect_binds_ephemeral)
{
	int family = (int)variant()->value;
	int listener = listening_inet_socket(family, 2);
	struct inet_address one = name_of(connected_inet_socket(SOCK_STREAM, listener));
	struct inet_address other = name_of(connected_inet_socket(SOCK_STREAM, listener));

	EXPECT(port_of(&one) != 0);
	EXPECT(port_of(&other) != port_of(&one));
	expect_same_address(loopback_address(family, port_of(&one)), one);
}

/* connect() without waiting, then readiness for writing, then the result. */
static int result_of_connect(const struct inet_address *address)
{
	int fd = new_inet_socket(AF_INET, SOCK_STREAM);
	struct pollfd entry = {.fd = fd, .events = POLLOUT};
	int result;

	set_nonblocking(fd, true);
	result = connect(fd, AS_ADDRESS(address));
	EXPECT_THAT(result == 0 || errno == EINPROGRESS,
		    "connect(): expected 0 or EINPROGRESS, observed %d (%s)", result,
		    error_name(errno));
	EXPECT_EQ(1, poll(&entry, 1, (int)(STEP_LIMIT * 1000)));
	EXPECT(entry.revents & POLLOUT);
	return socket_option(fd, SO_ERROR);
}

CASE(inet_connect_nonblock_einprogress)
{
	struct inet_address open = name_of(listening_inet_socket(AF_INET, 1));
	struct inet_address closed = closed_address(AF_INET);

	EXPECT_EQ(0, result_of_connect(&open));
	EXPECT_EQ(ECONNREFUSED, result_of_connect(&closed));
}

/*
 * The address of a listener that has as many connections pending as there may
 * be: twice in a row one more has not come about.
 */
static struct inet_address full_address(void)
{
	struct inet_address address = name_of(listening_inet_socket(AF_INET, 0));
	struct pollfd entry = {.events = POLLOUT};
	int missing = 0;

	while (missing < 2) {
		entry.fd = new_inet_socket(AF_INET, SOCK_STREAM);
		set_nonblocking(entry.fd, true);
		connect(entry.fd, AS_ADDRESS(&address));
		missing += poll(&entry, 1, 30) == 0;
	}
	return address;
}

CASE(connect_einprogress)
{
	struct inet_address address = full_address();
	int fd = new_inet_socket(AF_INET, SOCK_STREAM);

	set_nonblocking(fd, true);
	EXPECT_ERROR(EINPROGRESS, connect(fd, AS_ADDRESS(&address)));
}

CASE(inet_connect_second_ealready, connect_ealready)
{
	struct inet_address address = full_address();
	int fd = new_inet_socket(AF_INET, SOCK_STREAM);

	set_nonblocking(fd, true);
	EXPECT_ERROR(EINPROGRESS, connect(fd, AS_ADDRESS(&address)));
	EXPECT_ERROR(EALREADY, connect(fd, AS_ADDRESS(&address)));
}
