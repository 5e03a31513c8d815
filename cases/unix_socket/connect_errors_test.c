/*
 * When connect() fails, and when shutdown() does. What is wrong with a path is
 * elsewhere, as it is for bind(), too.
 */
#include "paths.h"

#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

/* Both functions, with one signature. */
typedef int use(int fd);

static const char *server_path;

static int connect_to_server(int fd)
{
	return connect_to(fd, server_path);
}

static int shut_down(int fd)
{
	return shutdown(fd, SHUT_RDWR);
}

/* The function does its work where nothing is in its way. */
static void see_it_work(use *function)
{
	int listener;

	server_path = scratch_path();
	listener = listening_socket(SOCK_STREAM, server_path, 1);
	if (function == connect_to_server)
		EXPECT_EQ(0, function(new_socket(SOCK_STREAM)));
	else
		EXPECT_EQ(0, function(connected_socket(SOCK_STREAM, server_path)));
	accepted_socket(listener);
}

static void bad_descriptor(use *function)
{
	int closed;

	see_it_work(function);
	closed = new_socket(SOCK_STREAM);
	close_end(closed);
	EXPECT_ERROR(EBADF, function(closed));
	EXPECT_ERROR(EBADF, function(-1));
	EXPECT_ERROR(EBADF, function(INT_MAX));
}

TRY(bad_descriptor, connect_to_server, connect_ebadf)
TRY(bad_descriptor, shut_down, shutdown_ebadf)

static void no_socket(use *function)
{
	int ends[2];

	see_it_work(function);
	SETUP(pipe(ends));
	EXPECT_ERROR(ENOTSOCK, function(own(ends[0])));
	EXPECT_ERROR(ENOTSOCK, function(own(ends[1])));
	EXPECT_ERROR(ENOTSOCK, function(own((int)SETUP(open("/", O_RDONLY)))));
	EXPECT_ERROR(ENOTSOCK,
		     function(own((int)SETUP(open(scratch_path(), O_RDWR | O_CREAT, 0600)))));
}

TRY(no_socket, connect_to_server, connect_enotsock)
TRY(no_socket, shut_down, shutdown_enotsock)

/* A socket of a type that the system may not have; -1 if so. */
static int try_new_socket(int type)
{
	return own(socket(AF_UNIX, type, 0));
}

CASE_VARIANTS(socket_types, unix_connect_wrong_type_eprototype, connect_eprototype)
{
	const char *path = scratch_path();
	int type = (int)variant()->value;
	int server = bound_socket(type, path);
	size_t i;

	if (type != SOCK_DGRAM)
		SETUP(listen(server, 5));
	connected_socket(type, path);
	for (i = 0; i < sizeof(socket_types) / sizeof(socket_types[0]); i++) {
		int fd = try_new_socket((int)socket_types[i].value);

		if (fd != -1 && socket_types[i].value != type)
			EXPECT_ERROR(EPROTOTYPE, connect_to(fd, path));
	}
}

CASE_VARIANTS(socket_types, unix_connect_not_listening_econnrefused, connect_econnrefused)
{
	const char *path = scratch_path();
	const char *other_path = scratch_path();
	int type = (int)variant()->value;
	int target = bound_socket(type, path);

	if (type == SOCK_DGRAM) {
		connected_socket(type, path);
	} else {
		listening_socket(type, other_path, 1);
		connected_socket(type, other_path);
		EXPECT_ERROR(ECONNREFUSED, connect_to(new_socket(type), path));
	}
	/* What is left is the file. */
	close_end(target);
	EXPECT_ERROR(ECONNREFUSED, connect_to(new_socket(type), path));
}

CASE_VARIANTS(socket_types, unix_connect_missing_enoent)
{
	const char *path = scratch_path();
	int type = (int)variant()->value;
	int target;

	EXPECT_ERROR(ENOENT, connect_to(new_socket(type), path));
	EXPECT_ERROR(ENOENT, access(path, F_OK));
	target = bound_socket(type, path);
	if (type != SOCK_DGRAM)
		SETUP(listen(target, 1));
	connected_socket(type, path);
}

/* An address of the other family, whose socket is the one that connects. */
static const struct variant families[] = {{"local_socket", AF_UNIX, NULL},
					  {"internet_socket", AF_INET, NULL}};

/*
 * Nothing listens at the addresses: an error that is about them would be
 * another one. The standard also allows EINVAL for a family that is wrong.
 */
CASE_VARIANTS(families, connect_eafnosupport)
{
	struct sockaddr_in internet = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	struct unix_address local = address_of_path(scratch_path());
	int fd = socket((int)variant()->value, SOCK_STREAM, 0);

	see_it_work(connect_to_server);
	if (fd == -1 && variant()->value == AF_INET)
		skip_unsupported("no sockets of the internet: %s", error_name(errno));
	own(fd);
	if (variant()->value == AF_UNIX)
		EXPECT_ERROR_OF(EAFNOSUPPORT, EINVAL,
				connect(fd, (const struct sockaddr *)&internet, sizeof(internet)));
	else
		EXPECT_ERROR_OF(
			EAFNOSUPPORT, EINVAL,
			connect(fd, (const struct sockaddr *)&local.name, sizeof(local.name)));
}

static void observe_connect(const char *situation, int fd, const void *address, socklen_t length)
{
	int result = connect(fd, address, length);

	observe(situation, "%s", result == 0 ? "success" : error_name(errno));
}

CASE(connect_einval)
{
	union {
		struct sockaddr any;
		struct sockaddr_un local;
		char bytes[2 * sizeof(struct sockaddr_un)];
	} address = {.local = {.sun_family = AF_UNIX}};
	const char *path = scratch_path();

	listening_socket(SOCK_STREAM, path, 5);
	strcpy(address.local.sun_path, path);
	observe_connect("connect() with a length of 1", new_socket(SOCK_STREAM), &address, 1);
	observe_connect("connect() with a length of the family only", new_socket(SOCK_STREAM),
			&address, offsetof(struct sockaddr_un, sun_path));
	observe_connect("connect() with a length of more than a struct sockaddr_un",
			new_socket(SOCK_STREAM), &address, sizeof(address));
	address.any.sa_family = (sa_family_t)-1;
	observe_connect("connect() with an address of no family", new_socket(SOCK_STREAM), &address,
			sizeof(address.local));
}

CASE(connect_eopnotsupp)
{
	const char *path = scratch_path();
	struct unix_address address = address_of_path(path);
	int listener;

	listening_socket(SOCK_STREAM, path, 1);
	listener = listening_socket(SOCK_STREAM, scratch_path(), 1);
	observe_connect("connect() of a socket that listens", listener, AS_ADDRESS(&address));
}

CASE(shutdown_einval, unix_shutdown_bad_how_einval)
{
	static const int valid[] = {SHUT_RD, SHUT_WR, SHUT_RDWR};
	struct socket_ends ends = open_socketpair(SOCK_STREAM);
	size_t i;

	EXPECT_ERROR(EINVAL, shutdown(ends.one, -1));
	EXPECT_ERROR(EINVAL, shutdown(ends.one, 99));
	EXPECT_ERROR(EINVAL, shutdown(ends.one, INT_MAX));
	EXPECT_ERROR(EINVAL, shutdown(ends.one, INT_MIN));
	expect_conversation(ends.one, ends.other);
	for (i = 0; i < sizeof(valid) / sizeof(valid[0]); i++)
		EXPECT_EQ(0, shutdown(open_socketpair(SOCK_STREAM).one, valid[i]));
}

/* Sockets that have no peer yet; an internet one, because systems know it better. */
static const struct variant unconnected[] = {{"stream", SOCK_STREAM, NULL},
					     {"dgram", SOCK_DGRAM, NULL},
					     {"seqpacket", SOCK_SEQPACKET, NULL},
					     {"internet_stream", SOCK_STREAM, "AF_INET"}};

CASE_VARIANTS(unconnected, shutdown_enotconn)
{
	static const int hows[] = {SHUT_RD, SHUT_WR, SHUT_RDWR};
	int type = (int)variant()->value;
	size_t i;

	see_it_work(shut_down);
	for (i = 0; i < sizeof(hows) / sizeof(hows[0]); i++) {
		int fd = variant()->data ? own(socket(AF_INET, type, 0)) : new_socket(type);

		if (fd == -1)
			skip_unsupported("no sockets of the internet: %s", error_name(errno));
		EXPECT_ERROR(ENOTCONN, shutdown(fd, hows[i]));
	}
}
