/* What send(), sendto() and sendmsg() do not take: sockets, flags, addresses, headers. */
#include "sending.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/uio.h>
#include <unistd.h>

/* Two sockets of the type, with one byte sent: the function works. */
static struct socket_ends working_two(sending *function, int type)
{
	struct socket_ends ends = open_socketpair(type);

	EXPECT_EQ(1, function(ends.one, "w", 1, 0));
	expect_received(ends.other, "w", 1);
	return ends;
}

static void bad_descriptor(sending *function)
{
	working_two(function, SOCK_STREAM);
	EXPECT_ERROR(EBADF, function(-1, "x", 1, 0));
	EXPECT_ERROR(EBADF, function(lowest_free(), "x", 1, 0));
}

TRY(bad_descriptor, with_send, send_ebadf)
TRY(bad_descriptor, with_sendto, sendto_ebadf)
TRY(bad_descriptor, with_sendmsg, sendmsg_ebadf)

static void no_socket(sending *function)
{
	int pipe_ends[2];
	int file = own((int)SETUP(open(scratch_path(), O_RDWR | O_CREAT, 0600)));

	working_two(function, SOCK_STREAM);
	SETUP(pipe(pipe_ends));
	own(pipe_ends[0]);
	EXPECT_ERROR(ENOTSOCK, function(file, "x", 1, 0));
	EXPECT_ERROR(ENOTSOCK, function(own(pipe_ends[1]), "x", 1, 0));
	expect_end_of_file(file);
	EXPECT_EQ(0, drain(pipe_ends[0]));
}

TRY(no_socket, with_send, send_enotsock)
TRY(no_socket, with_sendto, sendto_enotsock)
TRY(no_socket, with_sendmsg, sendmsg_enotsock)

/* Only streams can have out-of-band data. */
static void unsupported_flag(sending *function)
{
	struct socket_ends ends = working_two(function, (int)variant()->value);

	EXPECT_ERROR(EOPNOTSUPP, function(ends.one, "x", 1, MSG_OOB));
	expect_nothing_to_receive(ends.other);
}

TRY_VARIANTS(message_types, unsupported_flag, with_send, send_eopnotsupp)
TRY_VARIANTS(message_types, unsupported_flag, with_sendto, sendto_eopnotsupp)
TRY_VARIANTS(message_types, unsupported_flag, with_sendmsg, sendmsg_eopnotsupp)

static const struct variant families[] = {{"local", AF_UNIX, NULL}, {"internet", AF_INET, NULL}};

CASE_VARIANTS(families, send_edestaddrreq)
{
	int fd = own(socket((int)variant()->value, SOCK_DGRAM, 0));

	if (fd == -1)
		skip_unsupported("no datagram socket: %s", error_name(errno));
	working_two(with_send, SOCK_DGRAM);
	EXPECT_ERROR(EDESTADDRREQ, send(fd, "x", 1, 0));
}

static void observe_without_peer(const char *key, sending *function)
{
	ssize_t count = function(new_socket(SOCK_DGRAM), "x", 1, 0);

	observe(key, "%s", count == -1 ? error_name(errno) : "success");
}

CASE(sendto_edestaddrreq)
{
	observe_without_peer("sendto() without an address on a datagram socket without peer",
			     with_sendto);
}

CASE(sendmsg_edestaddrreq)
{
	observe_without_peer("sendmsg() without an address on a datagram socket without peer",
			     with_sendmsg);
}

/* sendto() or sendmsg(), of one byte to an address. */
typedef ssize_t sending_to(int fd, const struct unix_address *address);

static void observe_connected(const char *key, sending_to *function, int type)
{
	struct socket_ends ends = open_socketpair(type);
	const char *path = scratch_path();
	struct unix_address address = address_of_path(path);

	bound_socket(type, path);
	observe(key, "%s", function(ends.one, &address) == -1 ? error_name(errno) : "success");
}

CASE(sendto_eisconn)
{
	observe_connected("sendto() an address on a connected stream socket", sendto_address,
			  SOCK_STREAM);
	observe_connected("sendto() an address on a connected datagram socket", sendto_address,
			  SOCK_DGRAM);
}

CASE(sendmsg_eisconn)
{
	observe_connected("sendmsg() to an address on a connected stream socket", sendmsg_address,
			  SOCK_STREAM);
	observe_connected("sendmsg() to an address on a connected datagram socket", sendmsg_address,
			  SOCK_DGRAM);
}

static void observe_length(const char *key, socklen_t length)
{
	const char *path = scratch_path();
	struct unix_address address = address_of_path(path);

	bound_socket(SOCK_DGRAM, path);
	address.length = length;
	observe(key, "%s",
		sendto_address(new_socket(SOCK_DGRAM), &address) == -1 ? error_name(errno)
								       : "success");
}

CASE(sendto_einval)
{
	observe_length("sendto() an address of length 1", 1);
	observe_length("sendto() an address of more than its structure",
		       sizeof(struct sockaddr_un) + 1);
}

CASE(sendmsg_einval_sum_overflow)
{
	struct socket_ends ends = open_socketpair(SOCK_STREAM);
	char bytes[] = "xy";
	struct iovec parts[] = {{&bytes[0], 1}, {&bytes[1], 1}};
	struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};

	EXPECT_EQ(2, sendmsg(ends.one, &message, 0));
	expect_received(ends.other, "xy", 2);
	parts[1].iov_len = (size_t)SSIZE_MAX + 1;
	EXPECT_ERROR(EINVAL, sendmsg(ends.one, &message, 0));
	/* So much memory there is not, which may be noticed first. */
	parts[1].iov_len = SSIZE_MAX;
	EXPECT_ERROR_OF(EINVAL, EFAULT, sendmsg(ends.one, &message, 0));
	expect_nothing_to_receive(ends.other);
}

static const struct variant bad_counts[] = {{"none", 0, NULL}, {"too_many", IOV_MAX + 1, NULL}};

CASE_VARIANTS(bad_counts, sendmsg_emsgsize_iovlen)
{
	static struct iovec parts[IOV_MAX + 1];
	struct socket_ends ends = open_socketpair(SOCK_DGRAM);
	struct msghdr message = {.msg_iov = parts, .msg_iovlen = IOV_MAX};
	int i;

	for (i = 0; i <= IOV_MAX; i++)
		parts[i] = (struct iovec){"x", 1};
	EXPECT_EQ(IOV_MAX, sendmsg(ends.one, &message, 0));
	EXPECT_EQ(IOV_MAX, drain(ends.other));
	message.msg_iovlen = (size_t)variant()->value;
	EXPECT_ERROR(EMSGSIZE, sendmsg(ends.one, &message, 0));
	expect_nothing_to_receive(ends.other);
}
