/* Datagrams over the loopback interface. */
#include "inet_socket.h"

CASE_VARIANTS(loopbacks, inet_dgram_loopback_message)
{
	int family = (int)variant()->value;
	int receiver = bound_inet_socket(family, SOCK_DGRAM);
	int sender = bound_inet_socket(family, SOCK_DGRAM);
	struct inet_address to = name_of(receiver);
	struct inet_address from = {.length = sizeof(from.name)};
	char buffer[16];

	EXPECT_EQ(3, sendto(sender, "one", 3, 0, AS_ADDRESS(&to)));
	EXPECT_EQ(0, sendto(sender, "", 0, 0, AS_ADDRESS(&to)));
	EXPECT_EQ(5, sendto(sender, "other", 5, 0, AS_ADDRESS(&to)));
	EXPECT_EQ(3, recvfrom(receiver, buffer, sizeof(buffer), 0, &from.name.any, &from.length));
	EXPECT_BYTES("one", buffer, 3);
	expect_same_address(name_of(sender), from);
	EXPECT_EQ(0, recv(receiver, buffer, sizeof(buffer), 0));
	expect_received(receiver, "other", 5);
}
