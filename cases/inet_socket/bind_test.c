/* Local addresses of the loopback interface. */
#include "inet_socket.h"

#include <arpa/inet.h>

static const struct variant transports[] = {{"stream", SOCK_STREAM, NULL},
					    {"dgram", SOCK_DGRAM, NULL}};

CASE_VARIANTS(transports, inet_bind_port_zero_assigns)
{
	struct inet_address one = name_of(bound_inet_socket(AF_INET, (int)variant()->value));
	struct inet_address other = name_of(bound_inet_socket(AF_INET, (int)variant()->value));

	EXPECT(port_of(&one) != 0);
	EXPECT(port_of(&other) != port_of(&one));
	expect_same_address(loopback_address(AF_INET, port_of(&one)), one);
}

CASE_VARIANTS(transports, inet_bind_in_use_eaddrinuse)
{
	struct inet_address taken = name_of(bound_inet_socket(AF_INET, (int)variant()->value));
	int fd = new_inet_socket(AF_INET, (int)variant()->value);

	EXPECT_ERROR(EADDRINUSE, bind(fd, AS_ADDRESS(&taken)));
	taken = name_of(fd);
	EXPECT_EQ(0, port_of(&taken));
}

/* An address of the documentation (RFC 5737): no system's own. */
CASE_VARIANTS(transports, inet_bind_not_local_eaddrnotavail, bind_eaddrnotavail)
{
	struct inet_address address = loopback_address(AF_INET, 0);
	int fd = new_inet_socket(AF_INET, (int)variant()->value);

	EXPECT_EQ(1, inet_pton(AF_INET, "192.0.2.1", &address.name.in.sin_addr));
	EXPECT_ERROR(EADDRNOTAVAIL, bind(fd, AS_ADDRESS(&address)));
	address = loopback_address(AF_INET, 0);
	EXPECT_OK(bind(fd, AS_ADDRESS(&address)));
}

CASE(bind_eisconn)
{
	struct socket_ends ends = open_inet_connection(AF_INET);
	struct inet_address address = loopback_address(AF_INET, 0);
	int result = bind(ends.one, AS_ADDRESS(&address));

	observe("bind() of a connected socket", "%s", result == 0 ? "succeeds" : error_name(errno));
}
