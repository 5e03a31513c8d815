/* What Linux adds to the making of sockets: types, names of constants, errors. */
#include "unix_socket.h"

#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

/* Connected, records apart, and in order. */
CASE(unix_socket_seqpacket_supported)
{
	struct socket_ends ends;

	EXPECT_OK(own(socket(AF_UNIX, SOCK_SEQPACKET, 0)));
	ends = open_connection(SOCK_SEQPACKET);
	EXPECT_EQ(SOCK_SEQPACKET, socket_option(ends.one, SO_TYPE));
	send_bytes(ends.one, "first", 5);
	send_bytes(ends.one, "2nd", 3);
	expect_received(ends.other, "first", 5);
	expect_received(ends.other, "2nd", 3);
	expect_conversation(ends.other, ends.one);
}

CASE(unix_socket_linux_pf_local_alias)
{
	int fds[2];

	EXPECT_EQ(AF_UNIX, AF_LOCAL);
	EXPECT_EQ(AF_UNIX, PF_LOCAL);
	EXPECT_EQ(AF_UNIX, PF_UNIX);
	EXPECT_OK(socketpair(PF_LOCAL, SOCK_STREAM, 0, fds));
	expect_conversation(own(fds[0]), own(fds[1]));
}

static const struct variant internet_families[] = {{"inet", AF_INET, NULL},
						   {"inet6", AF_INET6, NULL}};

CASE_VARIANTS(internet_families, unix_socketpair_linux_only_local)
{
	int family = (int)variant()->value;
	int unused;
	int fds[2];

	EXPECT_OK(socketpair(AF_UNIX, SOCK_STREAM, 0, fds));
	expect_conversation(own(fds[0]), own(fds[1]));
	if (own(socket(family, SOCK_STREAM, 0)) == -1)
		skip_unsupported("no sockets of the family");
	unused = lowest_free();
	EXPECT_ERROR(EOPNOTSUPP, socketpair(family, SOCK_STREAM, 0, fds));
	EXPECT_ERROR(EOPNOTSUPP, socketpair(family, SOCK_DGRAM, 0, fds));
	EXPECT_EQ(unused, lowest_free());
}

CASE(unix_header_linux_sun_path_108)
{
	EXPECT_EQ(108, sizeof(((struct sockaddr_un *)NULL)->sun_path));
}

CASE(unix_header_linux_sun_len_macro)
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};

	EXPECT_EQ(offsetof(struct sockaddr_un, sun_path), SUN_LEN(&name));
	strcpy(name.sun_path, "path");
	EXPECT_EQ(offsetof(struct sockaddr_un, sun_path) + 4, SUN_LEN(&name));
	memset(name.sun_path, 'x', sizeof(name.sun_path) - 1);
	EXPECT_EQ(sizeof(name) - 1, SUN_LEN(&name));
}

CASE(socket_einval)
{
	int unused;

	new_socket(SOCK_STREAM);
	unused = lowest_free();
	EXPECT_ERROR(EINVAL, own(socket(AF_UNIX, -1, 0)));
	/* More than the types there are, and a bit that no flag has. */
	EXPECT_ERROR(EINVAL, own(socket(AF_UNIX, 15, 0)));
	EXPECT_ERROR(EINVAL, own(socket(AF_UNIX, SOCK_STREAM | 0x100, 0)));
	EXPECT_ERROR(EINVAL, own(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | 0x20, 0)));
	EXPECT_EQ(unused, lowest_free());
}

CASE(socket_esocktnosupport)
{
	int unused;

	new_socket(SOCK_STREAM);
	unused = lowest_free();
	EXPECT_ERROR(ESOCKTNOSUPPORT, own(socket(AF_UNIX, SOCK_RDM, 0)));
	EXPECT_ERROR(ESOCKTNOSUPPORT, own(socket(AF_UNIX, SOCK_DCCP, 0)));
	EXPECT_EQ(unused, lowest_free());
}

CASE(socketpair_efault)
{
	void *nowhere = mmap(NULL, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	void *constant = mmap(NULL, 1, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct actor *caller = ACTOR("caller")
	{
		struct socket_ends ends = open_socketpair(SOCK_STREAM);
		int unused = lowest_free();

		expect_conversation(ends.one, ends.other);
		EXPECT_ERROR(EFAULT, socketpair(AF_UNIX, SOCK_STREAM, 0, nowhere));
		EXPECT_ERROR(EFAULT, socketpair(AF_UNIX, SOCK_STREAM, 0, constant));
		EXPECT_EQ(unused, lowest_free());
	}

	expect_finished(caller);
}
