/* What bind(), getsockname() and getpeername() refuse of a descriptor, and bind() of an address. */
#include "paths.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <unistd.h>

/* The functions, with one signature. */
typedef int use_descriptor(int fd);

static int on_bind(int fd)
{
	return bind_to(fd, scratch_path());
}

static int on_getsockname(int fd)
{
	struct unix_address address = {.length = sizeof(address.name)};

	return getsockname(fd, (struct sockaddr *)&address.name, &address.length);
}

static int on_getpeername(int fd)
{
	struct unix_address address = {.length = sizeof(address.name)};

	return getpeername(fd, (struct sockaddr *)&address.name, &address.length);
}

/* What the function works on. */
static int good_socket(use_descriptor *function)
{
	return function == on_getpeername ? open_socketpair(SOCK_STREAM).one
					  : new_socket(SOCK_STREAM);
}

static void bad_descriptor(use_descriptor *function)
{
	int closed = new_socket(SOCK_STREAM);

	EXPECT_OK(function(good_socket(function)));
	close_end(closed);
	EXPECT_ERROR(EBADF, function(closed));
	EXPECT_ERROR(EBADF, function(-1));
}

TRY(bad_descriptor, on_bind, bind_ebadf)
TRY(bad_descriptor, on_getsockname, getsockname_ebadf)
TRY(bad_descriptor, on_getpeername, getpeername_ebadf)

static void no_socket(use_descriptor *function)
{
	const char *path = scratch_path();
	int fds[2];

	bound_socket(SOCK_STREAM, path);
	SETUP(pipe(fds));
	own(fds[0]);
	own(fds[1]);
	EXPECT_OK(function(good_socket(function)));
	EXPECT_ERROR(ENOTSOCK, function(own((int)SETUP(open(make_file(), O_RDWR)))));
	EXPECT_ERROR(ENOTSOCK, function(own((int)SETUP(open(".", O_RDONLY)))));
	EXPECT_ERROR(ENOTSOCK, function(fds[0]));
}

TRY(no_socket, on_bind, bind_enotsock)
TRY(no_socket, on_getsockname, getsockname_enotsock)
TRY(no_socket, on_getpeername, getpeername_enotsock)

static const struct variant families[] = {{"unix", AF_UNIX, NULL}, {"inet", AF_INET, NULL}};

CASE_VARIANTS(families, bind_eafnosupport)
{
	struct sockaddr_in internet = {.sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	const char *path = scratch_path();
	struct unix_address address = address_of_path(path);
	int fd = own(socket((int)variant()->value, SOCK_STREAM, 0));

	/* No shorter than an Internet address. */
	address.length = sizeof(address.name);
	if (fd == -1)
		skip_unsupported("no sockets of that family");
	if (variant()->value == AF_UNIX) {
		EXPECT_ERROR(EAFNOSUPPORT,
			     bind(fd, (struct sockaddr *)&internet, sizeof(internet)));
		EXPECT_EQ(0, bind(fd, AS_ADDRESS(&address)));
	} else {
		EXPECT_ERROR(EAFNOSUPPORT, bind(fd, AS_ADDRESS(&address)));
		expect_absent(path);
		EXPECT_EQ(0, bind(fd, (struct sockaddr *)&internet, sizeof(internet)));
	}
}

enum unbindable { BOUND, SHUT_DOWN };

static const struct variant unbindables[] = {{"bound", BOUND, NULL},
					     {"shut_down", SHUT_DOWN, NULL}};

CASE_VARIANTS(unbindables, bind_einval_bound)
{
	const char *path = scratch_path();
	int fd = open_socketpair(SOCK_STREAM).one;

	if (variant()->value == BOUND)
		EXPECT_EQ(0, bind_to(fd, scratch_path()));
	else
		SETUP(shutdown(fd, SHUT_RDWR));
	EXPECT_ERROR(EINVAL, bind_to(fd, path));
	expect_absent(path);
}

CASE(bind_edestaddrreq, bind_eisdir)
{
	struct actor *caller = ACTOR("caller")
	{
		int fd = new_socket(SOCK_STREAM);

		EXPECT_ERROR_OF(EDESTADDRREQ, EISDIR, bind(fd, NULL, sizeof(struct sockaddr_un)));
		EXPECT_EQ(0, bind_to(fd, scratch_path()));
	}

	expect_finished(caller);
}

/* More than any address takes. */
struct oversized {
	struct sockaddr_un name;
	char more[1000];
};

CASE(bind_einval_length)
{
	static const socklen_t lengths[] = {0, 1, sizeof(struct sockaddr_un) + 1,
					    sizeof(struct oversized)};
	size_t i;

	for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		struct oversized address = {.name = address_of_path(scratch_path()).name};
		int fd = new_socket(SOCK_STREAM);
		char key[60];

		snprintf(key, sizeof(key), "bind() with a length of %u", (unsigned)lengths[i]);
		errno = 0;
		observe(key, "%s",
			bind(fd, (struct sockaddr *)&address, lengths[i]) == -1 ? error_name(errno)
										: "success");
	}
}
