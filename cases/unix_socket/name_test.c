/* getsockname() and getpeername(). */
#include "paths.h"

#include <stddef.h>
#include <string.h>
#include <unistd.h>

static struct unix_address peer_of(int fd)
{
	struct unix_address address = {.length = sizeof(address.name)};

	EXPECT_EQ(0, getpeername(fd, (struct sockaddr *)&address.name, &address.length));
	return address;
}

/* The address is the path's; whether its length counts the null byte is the system's choice. */
static void expect_path(struct unix_address address, const char *path)
{
	size_t least = offsetof(struct sockaddr_un, sun_path) + strlen(path);

	EXPECT_EQ(AF_UNIX, address.name.sun_family);
	EXPECT_STRING(path, address.name.sun_path);
	EXPECT_THAT(address.length >= least && address.length <= sizeof(address.name),
		    "length of an address of %zu bytes: observed %u", least,
		    (unsigned)address.length);
}

CASE_VARIANTS(socket_types, unix_getsockname_bound_path)
{
	const char *directory = scratch_directory(0700);
	struct unix_address address = {.length = sizeof(address.name)};
	int fd;
	char path[60];

	snprintf(path, sizeof(path), "%s", inside(directory, "./socket"));
	fd = bound_socket((int)variant()->value, path);
	EXPECT_EQ(0, getsockname(fd, (struct sockaddr *)&address.name, &address.length));
	expect_path(address, path);
}

CASE(unix_getsockname_unbound_unspecified)
{
	struct unix_address address = {.length = sizeof(address.name)};
	int fd = new_socket(SOCK_STREAM);
	int result = getsockname(fd, (struct sockaddr *)&address.name, &address.length);

	observe("getsockname() of an unbound socket", "%s, length %u",
		result == -1 ? error_name(errno) : "success", (unsigned)address.length);
}

static const struct variant room[] = {
	{"nothing", 0, NULL},
	{"family", offsetof(struct sockaddr_un, sun_path), NULL},
	{"part_of_path", offsetof(struct sockaddr_un, sun_path) + 3, NULL}};

CASE_VARIANTS(room, unix_getsockname_truncates)
{
	int fd = bound_socket(SOCK_STREAM, scratch_path());
	struct unix_address whole = name_of(fd);
	size_t size = (size_t)variant()->value;
	struct unix_address cut;
	struct unix_address untouched;

	memset(&untouched, '#', sizeof(untouched));
	cut = untouched;
	cut.length = (socklen_t)size;
	EXPECT_EQ(0, getsockname(fd, (struct sockaddr *)&cut.name, &cut.length));
	EXPECT_BYTES(&whole.name, &cut.name, size);
	EXPECT_BYTES((char *)&untouched.name + size, (char *)&cut.name + size,
		     sizeof(cut.name) - size);
}

CASE_VARIANTS(socket_types, unix_getpeername_connected)
{
	int type = (int)variant()->value;
	const char *path = scratch_path();
	int client = bound_socket(type, scratch_path());

	if (type == SOCK_DGRAM)
		bound_socket(type, path);
	else
		listening_socket(type, path, 1);
	SETUP(connect_to(client, path));
	expect_path(peer_of(client), path);
	/* The name does not go with the file. */
	SETUP(unlink(path));
	expect_path(peer_of(client), path);
}

static void expect_no_peer(int fd)
{
	struct unix_address address = {.length = sizeof(address.name)};

	EXPECT_ERROR(ENOTCONN, getpeername(fd, (struct sockaddr *)&address.name, &address.length));
	EXPECT_EQ(sizeof(address.name), address.length);
	EXPECT_EQ(0, address.name.sun_family);
}

CASE_VARIANTS(socket_types, unix_getpeername_enotconn, getpeername_enotconn)
{
	int type = (int)variant()->value;

	peer_of(open_socketpair(type).one);
	expect_no_peer(new_socket(type));
	expect_no_peer(bound_socket(type, scratch_path()));
	if (type != SOCK_DGRAM)
		expect_no_peer(listening_socket(type, scratch_path(), 1));
}

CASE(unix_getpeername_unbound_peer_unspecified)
{
	struct unix_address address = {.length = sizeof(address.name)};
	int fd = open_connection(SOCK_STREAM).other;
	int result = getpeername(fd, (struct sockaddr *)&address.name, &address.length);

	observe("getpeername() with an unbound peer", "%s, length %u",
		result == -1 ? error_name(errno) : "success", (unsigned)address.length);
}

CASE(getpeername_einval)
{
	struct unix_address address = {.length = sizeof(address.name)};
	int fd = open_connection(SOCK_STREAM).one;

	EXPECT_EQ(0, getpeername(fd, (struct sockaddr *)&address.name, &address.length));
	SETUP(shutdown(fd, SHUT_RDWR));
	EXPECT_ERROR(EINVAL, getpeername(fd, (struct sockaddr *)&address.name, &address.length));
}

CASE(getsockname_einval)
{
	struct unix_address address = {.length = sizeof(address.name)};
	int fd = open_connection(SOCK_STREAM).other;

	SETUP(shutdown(fd, SHUT_RDWR));
	errno = 0;
	observe("getsockname() of a socket that has been shut down", "%s",
		getsockname(fd, (struct sockaddr *)&address.name, &address.length) == -1
			? error_name(errno)
			: "success");
}
