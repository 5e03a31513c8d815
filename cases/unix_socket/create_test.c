/* What socket() makes: its descriptor, type, protocol and flags; what else such a descriptor is. */
#include "unix_socket.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

CASE_VARIANTS(socket_types, unix_socket_returns_lowest_fd)
{
	const char *path = scratch_path();
	struct unix_address address = address_of_path(path);
	struct sockaddr_storage peer;
	socklen_t length = sizeof(peer);
	int lower = lowest_free();
	int fd;

	EXPECT_EQ(lower, new_socket((int)variant()->value));
	new_socket((int)variant()->value);
	close_end(lower);
	fd = (int)EXPECT_EQ(lower, own(socket(AF_UNIX, (int)variant()->value, 0)));
	EXPECT_ERROR(ENOTCONN, getpeername(fd, (struct sockaddr *)&peer, &length));
	/* It has no address: it can be given one. */
	EXPECT_OK(bind(fd, AS_ADDRESS(&address)));
}

static const struct variant needed_types[] = {{"stream", SOCK_STREAM, NULL},
					      {"dgram", SOCK_DGRAM, NULL}};

CASE_VARIANTS(needed_types, unix_socket_types_supported)
{
	int type = (int)variant()->value;
	struct socket_ends ends = open_connection(type);

	EXPECT(SOCK_STREAM != SOCK_DGRAM && SOCK_DGRAM != SOCK_SEQPACKET &&
	       SOCK_SEQPACKET != SOCK_STREAM);
	EXPECT_EQ(type, socket_option(ends.one, SO_TYPE));
	EXPECT_EQ(type, socket_option(ends.other, SO_TYPE));
	expect_conversation(ends.one, ends.other);
}

/* Families and types with the protocol that is their default; value is the type. */
struct default_protocol {
	int family;
	int protocol;
};

static const struct default_protocol local = {AF_UNIX, 0};
static const struct default_protocol tcp = {AF_INET, IPPROTO_TCP};
static const struct default_protocol udp = {AF_INET, IPPROTO_UDP};
static const struct variant defaults[] = {{"unix_stream", SOCK_STREAM, &local},
					  {"unix_dgram", SOCK_DGRAM, &local},
					  {"unix_seqpacket", SOCK_SEQPACKET, &local},
					  {"inet_stream", SOCK_STREAM, &tcp},
					  {"inet_dgram", SOCK_DGRAM, &udp}};

CASE_VARIANTS(defaults, unix_socket_protocol_zero_default)
{
	const struct default_protocol *expected = variant()->data;
	int type = (int)variant()->value;
	int fd = own(socket(expected->family, type, 0));

	if (fd == -1 && type == SOCK_SEQPACKET)
		skip_unsupported("no SOCK_SEQPACKET of AF_UNIX");
	if (fd == -1 && errno == EAFNOSUPPORT && expected->family == AF_INET)
		skip_unsupported("no AF_INET");
	EXPECT_OK(fd);
	EXPECT_EQ(type, socket_option(fd, SO_TYPE));
#ifdef SO_PROTOCOL
	EXPECT_EQ(expected->protocol, socket_option(fd, SO_PROTOCOL));
#endif
}

CASE_VARIANTS(socket_types, unix_socket_fstat_is_sock)
{
	struct stat status;

	EXPECT_OK(fstat(new_socket((int)variant()->value), &status));
	EXPECT(S_ISSOCK(status.st_mode));
	EXPECT(!S_ISFIFO(status.st_mode) && !S_ISREG(status.st_mode) && !S_ISCHR(status.st_mode));
}

CASE_VARIANTS(socket_types, unix_socket_cloexec_nonblock_clear)
{
	expect_made_with(0, new_socket((int)variant()->value));
}

CASE_VARIANTS(socket_types, unix_socket_sock_cloexec)
{
	expect_made_with(SOCK_CLOEXEC, new_socket((int)variant()->value | SOCK_CLOEXEC));
}

CASE_VARIANTS(socket_types, unix_socket_sock_nonblock)
{
	int type = (int)variant()->value;

	expect_made_with(SOCK_NONBLOCK, new_socket(type | SOCK_NONBLOCK));
	expect_made_with(SOCK_NONBLOCK | SOCK_CLOEXEC,
			 new_socket(type | SOCK_NONBLOCK | SOCK_CLOEXEC));
}

CASE(unix_socket_sock_clofork)
{
#if defined(SOCK_CLOFORK) && defined(FD_CLOFORK)
	int fd = new_socket(SOCK_STREAM | SOCK_CLOFORK);
	struct actor *child;

	expect_made_with(SOCK_CLOFORK, fd);
	child = ACTOR("child") EXPECT(!is_open(fd));
	expect_finished(child);
#else
	skip_unsupported("the headers do not define SOCK_CLOFORK and FD_CLOFORK");
#endif
}

CASE_VARIANTS(socket_types, unix_socket_lseek_espipe)
{
	static const int whence[] = {SEEK_SET, SEEK_CUR, SEEK_END};
	struct socket_ends ends = open_socketpair((int)variant()->value);
	size_t i;

	send_bytes(ends.one, "x", 1);
	for (i = 0; i < sizeof(whence) / sizeof(whence[0]); i++)
		EXPECT_ERROR(ESPIPE, lseek(ends.other, 0, whence[i]));
	expect_received(ends.other, "x", 1);
}

CASE(unix_socket_af_unix_constants)
{
	EXPECT(AF_UNIX != AF_INET);
	EXPECT(AF_UNIX != AF_UNSPEC);
	EXPECT(AF_INET != AF_UNSPEC);
	EXPECT_EQ(0, AF_UNSPEC);
}

/* The program writes and reads the one; that it runs is known when it has written. */
CASE_VARIANTS(connection_types, unix_exec_cloexec_respected)
{
	char command[] = "printf x; read line; test \"$line\" = y";
	struct socket_ends kept = open_socketpair((int)variant()->value);
	struct socket_ends closed = open_socketpair((int)variant()->value);
	struct actor *program = ACTOR("program")
	{
		SETUP(dup2(kept.other, STDIN_FILENO));
		SETUP(dup2(kept.other, STDOUT_FILENO));
		SETUP(fcntl(closed.other, F_SETFD, FD_CLOEXEC));
		SETUP(execvp("sh", (char *[]){"sh", "-c", command, NULL}));
	}
	char byte;

	close_end(kept.other);
	close_end(closed.other);
	expect_received(kept.one, "x", 1);
	EXPECT_EQ(0, recv(closed.one, &byte, 1, MSG_DONTWAIT));
	/* A shell may read byte by byte, and so lose the rest of a record. */
	send_bytes(kept.one, "y", 1);
	send_bytes(kept.one, "\n", 1);
	expect_exit(program, 0);
}

/* A connection on the loopback interface: of a stream of AF_INET, all have urgent data. */
static struct socket_ends open_internet_connection(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t length = sizeof(address);
	int listener = own(socket(AF_INET, SOCK_STREAM, 0));
	struct socket_ends ends;

	if (listener == -1 && errno == EAFNOSUPPORT)
		skip_unsupported("no AF_INET");
	SETUP(listener);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	SETUP(bind(listener, (struct sockaddr *)&address, sizeof(address)));
	SETUP(listen(listener, 1));
	SETUP(getsockname(listener, (struct sockaddr *)&address, &length));
	ends.one = own((int)SETUP(socket(AF_INET, SOCK_STREAM, 0)));
	SETUP(connect(ends.one, (struct sockaddr *)&address, sizeof(address)));
	ends.other = own((int)SETUP(accept(listener, NULL, NULL)));
	return ends;
}

/* Who is made the owner of a socket. */
static const struct variant owners[] = {{"process", false, NULL}, {"group", true, NULL}};

CASE_VARIANTS(owners, unix_fcntl_setown_sigurg)
{
	struct actor *receiver = ACTOR("receiver")
	{
		struct socket_ends local_ends = open_socketpair(SOCK_STREAM);
		struct socket_ends ends = open_internet_connection();
		pid_t owner = getpid();

		if (variant()->value) {
			SETUP(setpgid(0, 0));
			owner = -getpgrp();
		}
		EXPECT_EQ(0, fcntl(local_ends.one, F_GETOWN));
		EXPECT_EQ(0, fcntl(local_ends.one, F_SETOWN, owner));
		EXPECT_EQ(owner, fcntl(local_ends.one, F_GETOWN));
		EXPECT_EQ(0, fcntl(local_ends.other, F_GETOWN));

		catch_signal(SIGURG, 0);
		EXPECT_EQ(0, fcntl(ends.one, F_SETOWN, owner));
		EXPECT_EQ(1, send(ends.other, "u", 1, MSG_OOB));
		await_caught(SIGURG);
	}

	expect_finished(receiver);
}
