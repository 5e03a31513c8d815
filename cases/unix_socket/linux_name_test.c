/* What only Linux says of getsockname() and getpeername(), and the families it has besides. */
#include "paths.h"

#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

CASE_VARIANTS(connection_types, unix_getsockname_accepted_socket_same_name)
{
	int type = (int)variant()->value;
	const char *path = scratch_path();
	int listener = listening_socket(type, path, 1);
	struct unix_address name;

	connected_socket(type, path);
	name = name_of(accepted_socket(listener));
	EXPECT_STRING(path, name.name.sun_path);
	EXPECT_EQ(name_of(listener).length, name.length);
}

CASE(unix_getsockname_linux_null_counted)
{
	const char *path = scratch_path();
	struct unix_address address = address_of_path(path);
	int fd = new_socket(SOCK_STREAM);

	/* Whether or not it was counted before. */
	address.length--;
	EXPECT_EQ(0, bind(fd, AS_ADDRESS(&address)));
	EXPECT_EQ(offsetof(struct sockaddr_un, sun_path) + strlen(path) + 1, name_of(fd).length);
	EXPECT_STRING(path, name_of(fd).name.sun_path);
	EXPECT_EQ(name_of(fd).length, name_of(bound_socket(SOCK_STREAM, scratch_path())).length);
}

CASE(getsockname_efault)
{
	struct actor *caller;

	skip_if_sanitized("it reads the length before getsockname() does");
	caller = ACTOR("caller")
	{
		int fd = bound_socket(SOCK_STREAM, scratch_path());
		socklen_t length = sizeof(struct sockaddr_un);
		struct sockaddr *forbidden =
			mmap(NULL, length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		SETUP_THAT(forbidden != MAP_FAILED, "no memory: %s", error_name(errno));
		name_of(fd);
		EXPECT_ERROR(EFAULT, getsockname(fd, forbidden, &length));
		EXPECT_ERROR(EFAULT, getsockname(fd, forbidden, (socklen_t *)forbidden));
	}

	expect_finished(caller);
}

/* A socket of a family that has no names of the kind asked for. */
static int nameless_socket(int family)
{
	int fd;

	enter_private(PRIVATE_NETWORK);
	fd = own(socket(family, SOCK_RAW, 0));
	if (fd == -1)
		skip_unsupported("no sockets of that family");
	return fd;
}

CASE(getsockname_eopnotsupp)
{
	struct sockaddr_storage name = {.ss_family = AF_UNSPEC};
	socklen_t length = sizeof(name);
	int fd = nameless_socket(AF_XDP);

	name_of(new_socket(SOCK_STREAM));
	EXPECT_ERROR(EOPNOTSUPP, getsockname(fd, (struct sockaddr *)&name, &length));
	EXPECT_EQ(AF_UNSPEC, name.ss_family);
	EXPECT_EQ(sizeof(name), length);
}

CASE(getpeername_eopnotsupp)
{
	struct sockaddr_storage name = {.ss_family = AF_UNSPEC};
	socklen_t length = sizeof(name);
	int connected = open_socketpair(SOCK_STREAM).one;
	int fd = nameless_socket(AF_PACKET);

	EXPECT_EQ(0, getpeername(connected, (struct sockaddr *)&name, &length));
	name.ss_family = AF_UNSPEC;
	length = sizeof(name);
	EXPECT_ERROR(EOPNOTSUPP, getpeername(fd, (struct sockaddr *)&name, &length));
	EXPECT_EQ(AF_UNSPEC, name.ss_family);
	EXPECT_EQ(sizeof(name), length);
}
