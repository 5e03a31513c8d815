/* The errors that Linux adds to getsockopt() and setsockopt(). */
#include "options.h"

#include <netinet/in.h>

CASE_VARIANTS(socket_types, getsockopt_eopnotsupp)
{
	int fd = new_socket((int)variant()->value);
	int value = -1;
	socklen_t length = sizeof(value);

	EXPECT_OK(getsockopt(fd, SOL_SOCKET, SO_SNDBUF, &value, &length));
	value = -1;
	EXPECT_ERROR(EOPNOTSUPP, getsockopt(fd, IPPROTO_TCP, SO_SNDBUF, &value, &length));
	EXPECT_EQ(-1, value);
}

/* Both go beyond the limits of the system. */
static const struct variant forced[] = {{"send", SO_SNDBUFFORCE, NULL},
					{"receive", SO_RCVBUFFORCE, NULL}};

CASE_VARIANTS(forced, setsockopt_eperm)
{
	int fd = new_socket(SOCK_STREAM);
	int forcing = (int)variant()->value;
	int allowed = forcing == SO_SNDBUFFORCE ? SO_SNDBUF : SO_RCVBUF;
	struct actor *user = ACTOR("unprivileged user")
	{
		int value = 20000;
		int former;

		become_unprivileged();
		set_option(fd, allowed, value);
		former = socket_option(fd, allowed);
		value = 40000;
		EXPECT_ERROR(EPERM, setsockopt(fd, SOL_SOCKET, forcing, &value, sizeof(value)));
		EXPECT_EQ(former, socket_option(fd, allowed));
	}

	expect_finished(user);
}
