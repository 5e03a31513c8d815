/* socketpair(): two sockets that are connected to each other, and have no address. */
#include "unix_socket.h"

#include <dirent.h>
#include <stddef.h>
#include <string.h>

CASE_VARIANTS(socket_types, unix_socketpair_two_connected)
{
	int fds[] = {-1, -1};
	int result = socketpair(AF_UNIX, (int)variant()->value, 0, fds);

	if (result == -1 && variant()->value == SOCK_SEQPACKET)
		skip_unsupported("no SOCK_SEQPACKET of AF_UNIX");
	EXPECT_EQ(0, result);
	EXPECT(own(fds[0]) != own(fds[1]));
	send_bytes(fds[0], "abc", 3);
	expect_received(fds[1], "abc", 3);
	expect_nothing_to_receive(fds[0]);
}

/* What waits on one way, as much as fits, is in the way of nothing on the other one. */
CASE_VARIANTS(socket_types, unix_socketpair_bidirectional)
{
	struct socket_ends ends = open_socketpair((int)variant()->value);
	size_t size;

	send_bytes(ends.one, "to other", 8);
	send_bytes(ends.other, "to one", 6);
	expect_received(ends.one, "to one", 6);
	expect_received(ends.other, "to other", 8);

	shrink_buffers(ends);
	size = fill(ends.one);
	send_bytes(ends.other, "x", 1);
	expect_received(ends.one, "x", 1);
	expect_nothing_to_receive(ends.one);
	EXPECT_EQ(size, drain(ends.other));
}

static int count_files(void)
{
	DIR *directory = opendir(".");
	int count = 0;

	SETUP_THAT(directory, "cannot read the directory: %s", error_name(errno));
	while (readdir(directory))
		count++;
	closedir(directory);
	return count;
}

/* An address is stored that names nothing: of its path, no byte is anything but null. */
#define expect_no_address(name, length) AT(check_no_address(name, length))

static void check_no_address(const struct sockaddr_un *name, socklen_t length)
{
	static const struct sockaddr_un none;
	size_t before = offsetof(struct sockaddr_un, sun_path);

	if (length <= before)
		return;
	check_equal(THERE, "sun_family", AF_UNIX, name->sun_family);
	check_true(THERE, length <= sizeof(*name), "the length is that of an address");
	/* On Linux, a null byte and what follows is a name; elsewhere a terminator. */
	check_bytes(THERE, "sun_path", none.sun_path, name->sun_path, length - before);
}

CASE_VARIANTS(socket_types, unix_socketpair_unnamed)
{
	int files = count_files();
	struct socket_ends ends = open_socketpair((int)variant()->value);
	int fds[] = {ends.one, ends.other};
	int i;

	EXPECT_EQ(files, count_files());
	for (i = 0; i < 2; i++) {
		struct sockaddr_un name = {.sun_family = AF_UNIX};
		socklen_t length = sizeof(name);

		EXPECT_EQ(0, getsockname(fds[i], (struct sockaddr *)&name, &length));
		expect_no_address(&name, length);
		memset(name.sun_path, 0, sizeof(name.sun_path));
		length = sizeof(name);
		EXPECT_EQ(0, getpeername(fds[i], (struct sockaddr *)&name, &length));
		expect_no_address(&name, length);
	}
}

CASE_VARIANTS(socket_types, unix_socketpair_identical)
{
	struct socket_ends ends = open_socketpair((int)variant()->value);

	EXPECT_EQ(variant()->value, socket_option(ends.one, SO_TYPE));
	EXPECT_EQ(variant()->value, socket_option(ends.other, SO_TYPE));
#ifdef SO_DOMAIN
	EXPECT_EQ(AF_UNIX, socket_option(ends.one, SO_DOMAIN));
	EXPECT_EQ(AF_UNIX, socket_option(ends.other, SO_DOMAIN));
#endif
#ifdef SO_PROTOCOL
	EXPECT_EQ(socket_option(ends.one, SO_PROTOCOL), socket_option(ends.other, SO_PROTOCOL));
#endif
}

CASE_VARIANTS(socket_types, unix_socketpair_lowest_fds)
{
	struct socket_ends ends = open_socketpair((int)variant()->value);
	struct socket_ends more = open_socketpair((int)variant()->value);
	int low = ends.one < ends.other ? ends.one : ends.other;
	int high = more.one < more.other ? more.one : more.other;
	int fds[] = {-1, -1};

	/* Two that are free, with one between them that is not. */
	close_end(low);
	close_end(high);
	EXPECT_EQ(0, socketpair(AF_UNIX, (int)variant()->value, 0, fds));
	own(fds[0]);
	own(fds[1]);
	EXPECT((fds[0] == low && fds[1] == high) || (fds[0] == high && fds[1] == low));
}

/* What socketpair() is asked for in vain; value is how many descriptors it may have. */
struct vain_pair {
	int family;
	int type;
	int protocol;
};

static const struct vain_pair possible = {AF_UNIX, SOCK_STREAM, 0};
static const struct vain_pair no_family = {-1, SOCK_STREAM, 0};
static const struct vain_pair no_type = {AF_UNIX, -1, 0};
static const struct vain_pair no_protocol = {AF_UNIX, SOCK_STREAM, 77};
static const struct vain_pair no_pairs = {AF_INET, SOCK_STREAM, 0};
static const struct variant vain_pairs[] = {
	{"no_descriptor", 0, &possible},       {"one_descriptor", 1, &possible},
	{"no_such_family", 2, &no_family},     {"no_such_type", 2, &no_type},
	{"no_such_protocol", 2, &no_protocol}, {"no_pairs_of_family", 2, &no_pairs}};

CASE_VARIANTS(vain_pairs, unix_socketpair_fail_vector_untouched)
{
	const struct vain_pair *vain = variant()->data;
	int unused = lowest_free();
	int fds[] = {-7, -8};

	leave_descriptors((int)variant()->value);
	EXPECT_EQ(-1, socketpair(vain->family, vain->type, vain->protocol, fds));
	leave_descriptors(2);
	EXPECT_EQ(unused, lowest_free());
	EXPECT(!is_open(unused + 1));
	EXPECT_EQ(-7, fds[0]);
	EXPECT_EQ(-8, fds[1]);
}

CASE_VARIANTS(socket_types, unix_socketpair_inherited_by_fork)
{
	struct socket_ends ends = open_socketpair((int)variant()->value);
	struct actor *child = ACTOR("child")
	{
		close_end(ends.one);
		expect_received(ends.other, "ping", 4);
		send_bytes(ends.other, "pong", 4);
	}

	close_end(ends.other);
	send_bytes(ends.one, "ping", 4);
	expect_received(ends.one, "pong", 4);
	expect_finished(child);
}

CASE(unix_socketpair_dgram_boundaries)
{
	struct socket_ends ends = open_socketpair(SOCK_DGRAM);

	send_bytes(ends.one, "a", 1);
	send_bytes(ends.one, "bcd", 3);
	send_bytes(ends.other, "ef", 2);
	send_bytes(ends.other, "ghij", 4);
	expect_received(ends.other, "a", 1);
	expect_received(ends.other, "bcd", 3);
	expect_received(ends.one, "ef", 2);
	expect_received(ends.one, "ghij", 4);
}

static const struct variant type_flags[] = {{"none", 0, NULL},
					    {"cloexec", SOCK_CLOEXEC, NULL},
					    {"nonblock", SOCK_NONBLOCK, NULL},
#if defined(SOCK_CLOFORK) && defined(FD_CLOFORK)
					    {"clofork", SOCK_CLOFORK, NULL},
#endif
					    {"both", SOCK_CLOEXEC | SOCK_NONBLOCK, NULL}};

CASE_VARIANTS(type_flags, unix_socketpair_cloexec_nonblock_flags)
{
	int flags = (int)variant()->value;
	struct socket_ends streams = open_socketpair(SOCK_STREAM | flags);
	struct socket_ends datagrams = open_socketpair(SOCK_DGRAM | flags);

	expect_made_with(flags, streams.one);
	expect_made_with(flags, streams.other);
	expect_made_with(flags, datagrams.one);
	expect_made_with(flags, datagrams.other);
}
