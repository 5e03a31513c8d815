/* When getsockopt() and setsockopt() fail. The option keeps its value, and the result its room. */
#include "options.h"

#include <fcntl.h>
#include <unistd.h>

/* No option of SOL_SOCKET. */
enum { UNKNOWN_OPTION = 9999, UNTOUCHED = 0x5a5a5a5a };

/* Gets, or sets, an option of SOL_SOCKET that is an int. */
typedef int use_option(int fd, int option);

static int by_getsockopt(int fd, int option)
{
	int value = UNTOUCHED;
	socklen_t length = sizeof(value);
	int result = getsockopt(fd, SOL_SOCKET, option, &value, &length);

	if (result == -1)
		EXPECT_THAT(value == UNTOUCHED, "a value was stored by what failed");
	return result;
}

static int by_setsockopt(int fd, int option)
{
	int value = 1;

	return setsockopt(fd, SOL_SOCKET, option, &value, sizeof(value));
}

static void bad_descriptor(use_option *function)
{
	int fd = new_socket(SOCK_STREAM);

	EXPECT_OK(function(fd, SO_SNDBUF));
	close_end(fd);
	EXPECT_ERROR(EBADF, function(fd, SO_SNDBUF));
	EXPECT_ERROR(EBADF, function(-1, SO_SNDBUF));
}

TRY(bad_descriptor, by_getsockopt, getsockopt_ebadf)
TRY(bad_descriptor, by_setsockopt, setsockopt_ebadf)

static void no_socket(use_option *function)
{
	int file = own((int)SETUP(open(scratch_path(), O_RDWR | O_CREAT, 0600)));
	int fds[2];

	SETUP(pipe(fds));
	EXPECT_OK(function(new_socket(SOCK_STREAM), SO_SNDBUF));
	EXPECT_ERROR(ENOTSOCK, function(file, SO_SNDBUF));
	EXPECT_ERROR(ENOTSOCK, function(own(fds[0]), SO_SNDBUF));
	EXPECT_ERROR(ENOTSOCK, function(own(fds[1]), SO_SNDBUF));
}

TRY(no_socket, by_getsockopt, getsockopt_enotsock)
TRY(no_socket, by_setsockopt, setsockopt_enotsock)

/* That no such option is known may mean either. */
CASE_VARIANTS(socket_types, getsockopt_enoprotoopt, getsockopt_einval_option)
{
	int fd = new_socket((int)variant()->value);

	EXPECT_OK(by_getsockopt(fd, SO_SNDBUF));
	EXPECT_ERROR_OF(ENOPROTOOPT, EINVAL, by_getsockopt(fd, UNKNOWN_OPTION));
}

CASE_VARIANTS(socket_types, setsockopt_enoprotoopt)
{
	int fd = new_socket((int)variant()->value);

	EXPECT_OK(by_setsockopt(fd, SO_SNDBUF));
	EXPECT_ERROR(ENOPROTOOPT, by_setsockopt(fd, UNKNOWN_OPTION));
}

CASE_VARIANTS(socket_types, setsockopt_einval)
{
	int fd = new_socket((int)variant()->value);
	const struct linger linger = {1, 7};
	int value = 20000;
	int former;
	struct linger observed;

	set_option(fd, SO_SNDBUF, value);
	set_option(fd, SO_LINGER, linger);
	former = socket_option(fd, SO_SNDBUF);
	value = 10000;
	EXPECT_ERROR(EINVAL, setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &value, 1));
	EXPECT_ERROR(EINVAL, setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &value, 0));
	EXPECT_ERROR(EINVAL, setsockopt(fd, SOL_SOCKET, SO_LINGER, &value, sizeof(value)));
	EXPECT_EQ(former, socket_option(fd, SO_SNDBUF));
	get_option(fd, SO_LINGER, observed);
	EXPECT_EQ(linger.l_linger, observed.l_linger);
}

static const struct variant timeouts[] = {{"receive", SO_RCVTIMEO, NULL},
					  {"send", SO_SNDTIMEO, NULL}};

CASE_VARIANTS(timeouts, setsockopt_edom)
{
	static const struct timeval wrong[] = {{1, 1000000}, {1, -1}};
	int option = (int)variant()->value;
	int fd = new_socket(SOCK_STREAM);
	struct timeval observed;
	size_t i;

	set_timeout(fd, option, 2000);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		EXPECT_ERROR(EDOM, setsockopt(fd, SOL_SOCKET, option, &wrong[i], sizeof(wrong[i])));
		get_option(fd, option, observed);
		EXPECT_EQ(2, observed.tv_sec);
		EXPECT_EQ(0, observed.tv_usec);
	}
}

CASE(getsockopt_einval_shut_down)
{
	struct socket_ends ends = open_socketpair(SOCK_STREAM);

	SETUP(shutdown(ends.one, SHUT_RDWR));
	observe("getsockopt() of a socket that is shut down", "%s",
		by_getsockopt(ends.one, SO_SNDBUF) == -1 ? error_name(errno) : "success");
}
