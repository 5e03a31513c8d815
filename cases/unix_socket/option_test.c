/* What the options of a socket say, and what they can be set to. */
#include "options.h"

#include <netinet/in.h>
#include <poll.h>
#include <string.h>

CASE_VARIANTS(socket_types, unix_sockopt_so_type)
{
	int type = (int)variant()->value;
	struct socket_ends ends = open_connection(type);

	EXPECT_EQ(type, socket_option(new_socket(type), SO_TYPE));
	EXPECT_EQ(type, socket_option(bound_socket(type, scratch_path()), SO_TYPE));
	EXPECT_EQ(type, socket_option(ends.one, SO_TYPE));
	EXPECT_EQ(type, socket_option(ends.other, SO_TYPE));
	EXPECT_EQ(type, socket_option(open_socketpair(type).one, SO_TYPE));
#if defined(SOCK_CLOEXEC) && defined(SOCK_NONBLOCK)
	EXPECT_EQ(type, socket_option(new_socket(type | SOCK_CLOEXEC | SOCK_NONBLOCK), SO_TYPE));
#endif
}

/* Linux: the peer is gone, and left unread what was sent. */
static int unread_by_peer(int type)
{
	struct socket_ends ends = open_socketpair(type);

	send_bytes(ends.one, "x", 1);
	close_end(ends.other);
	return ends.one;
}

/* Nobody listens at the port: the connection that is asked for is refused. */
static int refused(int type)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t length = sizeof(address);
	int fd = own(socket(AF_INET, type, 0));
	int silent = own(socket(AF_INET, type, 0));
	struct pollfd entry = {fd, POLLOUT, 0};

	if (fd == -1 || silent == -1)
		skip_unsupported("no socket of AF_INET: %s", error_name(errno));
	SETUP(bind(silent, (struct sockaddr *)&address, length));
	SETUP(getsockname(silent, (struct sockaddr *)&address, &length));
	set_nonblocking(fd, true);
	if (connect(fd, (struct sockaddr *)&address, length) == 0 || errno != EINPROGRESS)
		skip_unsupported("connect() ends at once: %s", error_name(errno));
	SETUP_THAT(poll(&entry, 1, (int)(STEP_LIMIT * 1000)) == 1, "connect() does not end");
	return fd;
}

/* How a socket gets a pending error, and which. */
struct mishap {
	int (*befall)(int type);
	int error;
};
static const struct mishap reset = {unread_by_peer, ECONNRESET};
static const struct mishap refusal = {refused, ECONNREFUSED};

static const struct variant mishaps[] = {{"stream_reset", SOCK_STREAM, &reset},
					 {"seqpacket_reset", SOCK_SEQPACKET, &reset},
					 {"internet_refused", SOCK_STREAM, &refusal}};

CASE_VARIANTS(mishaps, unix_sockopt_so_error_reads_and_clears)
{
	const struct mishap *mishap = variant()->data;
	int fd = mishap->befall((int)variant()->value);
	int error = socket_option(fd, SO_ERROR);

	if (error == 0 && mishap == &reset)
		skip_unsupported("data that the peer left unread are no error here");
	EXPECT_EQ(mishap->error, error);
	EXPECT_EQ(0, socket_option(fd, SO_ERROR));
	EXPECT_EQ(0, socket_option(new_socket(SOCK_STREAM), SO_ERROR));
}

CASE_VARIANTS(connection_types, unix_sockopt_so_acceptconn)
{
	int type = (int)variant()->value;
	const char *path = scratch_path();
	int listener = bound_socket(type, path);
	int client;

	EXPECT_EQ(0, socket_option(new_socket(type), SO_ACCEPTCONN));
	EXPECT_EQ(0, socket_option(listener, SO_ACCEPTCONN));
	EXPECT_OK(listen(listener, 1));
	EXPECT(socket_option(listener, SO_ACCEPTCONN) != 0);
	client = connected_socket(type, path);
	EXPECT_EQ(0, socket_option(client, SO_ACCEPTCONN));
	EXPECT_EQ(0, socket_option(accepted_socket(listener), SO_ACCEPTCONN));
	EXPECT(socket_option(listener, SO_ACCEPTCONN) != 0);
	EXPECT_EQ(0, socket_option(open_socketpair(type).one, SO_ACCEPTCONN));
	EXPECT_EQ(0, socket_option(open_socketpair(SOCK_DGRAM).one, SO_ACCEPTCONN));
}

/* How much two sockets take that ask for buffers of the size. */
static size_t room_with(int type, int size)
{
	struct socket_ends ends = open_socketpair(type);

	set_option(ends.one, SO_SNDBUF, size);
	set_option(ends.other, SO_SNDBUF, size);
	EXPECT_THAT(socket_option(ends.one, SO_SNDBUF) >= size,
		    "SO_SNDBUF set to %d: expected at least that, observed %d", size,
		    socket_option(ends.one, SO_SNDBUF));
	return fill(ends.one);
}

CASE_VARIANTS(connection_types, unix_sockopt_so_sndbuf_set_get)
{
	int type = (int)variant()->value;
	size_t small = room_with(type, 8192);
	size_t large = room_with(type, 65536);

	EXPECT_THAT(small < large, "expected a larger buffer to take more, observed %zu and %zu",
		    small, large);
}

CASE_VARIANTS(socket_types, unix_sockopt_so_linger_struct)
{
	int fd = new_socket((int)variant()->value);
	struct linger linger = {-1, -1};

	get_option(fd, SO_LINGER, linger);
	EXPECT_EQ(0, linger.l_onoff);
	linger = (struct linger){1, 7};
	set_option(fd, SO_LINGER, linger);
	linger = (struct linger){-1, -1};
	get_option(fd, SO_LINGER, linger);
	EXPECT(linger.l_onoff != 0);
	EXPECT_EQ(7, linger.l_linger);
	linger.l_onoff = 0;
	set_option(fd, SO_LINGER, linger);
	get_option(fd, SO_LINGER, linger);
	EXPECT_EQ(0, linger.l_onoff);
}

CASE_VARIANTS(socket_types, unix_sockopt_so_domain_protocol)
{
#if defined(SO_DOMAIN) && defined(SO_PROTOCOL)
	int type = (int)variant()->value;
	int internet;

	EXPECT_EQ(AF_UNIX, socket_option(new_socket(type), SO_DOMAIN));
	EXPECT_EQ(AF_UNIX, socket_option(open_socketpair(type).one, SO_DOMAIN));
	EXPECT_EQ(AF_UNIX, socket_option(open_connection(type).other, SO_DOMAIN));
	EXPECT_EQ(0, socket_option(new_socket(type), SO_PROTOCOL));
	internet = own(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
	if (internet != -1) {
		EXPECT_EQ(AF_INET, socket_option(internet, SO_DOMAIN));
		EXPECT_EQ(IPPROTO_TCP, socket_option(internet, SO_PROTOCOL));
	}
#else
	skip_unsupported("no SO_DOMAIN and SO_PROTOCOL");
#endif
}

/* Options by the type of their value. */
static const struct {
	int option;
	socklen_t size;
} options[] = {{SO_TYPE, sizeof(int)},
	       {SO_ERROR, sizeof(int)},
	       {SO_ACCEPTCONN, sizeof(int)},
	       {SO_SNDBUF, sizeof(int)},
	       {SO_LINGER, sizeof(struct linger)},
	       {SO_RCVTIMEO, sizeof(struct timeval)},
	       {SO_SNDTIMEO, sizeof(struct timeval)}};

enum { OPTIONS = sizeof(options) / sizeof(options[0]), ROOM = 64, UNTOUCHED = 0x5a };

/* Of a socket on which no value is 0 in all of its bytes that could be. */
static int open_with_options(void)
{
	const struct linger linger = {1, 7};
	int fd = listening_socket((int)variant()->value, scratch_path(), 1);

	set_option(fd, SO_LINGER, linger);
	set_timeout(fd, SO_RCVTIMEO, 2000);
	set_timeout(fd, SO_SNDTIMEO, 3000);
	return fd;
}

/* Gets the option into room of that size. Returns the length that it is said to have. */
static socklen_t get_into(unsigned char *bytes, socklen_t room, int fd, int option)
{
	socklen_t length = room;
	size_t i;

	memset(bytes, UNTOUCHED, ROOM);
	EXPECT_OK(getsockopt(fd, SOL_SOCKET, option, bytes, &length));
	for (i = room; i < ROOM; i++)
		EXPECT_EQ(UNTOUCHED, bytes[i]);
	return length;
}

CASE_VARIANTS(connection_types, unix_sockopt_len_updated)
{
	int fd = open_with_options();
	unsigned char bytes[ROOM];
	size_t i;
	size_t k;

	for (i = 0; i < OPTIONS; i++) {
		EXPECT_EQ(options[i].size, get_into(bytes, ROOM, fd, options[i].option));
		for (k = options[i].size; k < ROOM; k++)
			EXPECT_EQ(UNTOUCHED, bytes[k]);
		EXPECT_EQ(options[i].size, get_into(bytes, options[i].size, fd, options[i].option));
	}
}

CASE_VARIANTS(connection_types, unix_sockopt_short_buffer_truncated)
{
	int fd = open_with_options();
	unsigned char whole[ROOM];
	unsigned char cut[ROOM];
	socklen_t room;
	size_t i;

	for (i = 0; i < OPTIONS; i++) {
		get_into(whole, options[i].size, fd, options[i].option);
		for (room = 0; room < options[i].size; room++) {
			EXPECT_EQ(room, get_into(cut, room, fd, options[i].option));
			EXPECT_BYTES(whole, cut, room);
		}
	}
}

static void observe_setting(const char *key, int option)
{
	int value = 1;
	int result = setsockopt(new_socket(SOCK_STREAM), SOL_SOCKET, option, &value, sizeof(value));

	observe(key, "%s", result == -1 ? error_name(errno) : "success");
}

CASE(unix_sockopt_set_readonly_unspecified)
{
	observe_setting("setsockopt() of SO_TYPE", SO_TYPE);
	observe_setting("setsockopt() of SO_ERROR", SO_ERROR);
	observe_setting("setsockopt() of SO_ACCEPTCONN", SO_ACCEPTCONN);
}
