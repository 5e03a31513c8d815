/*
 * When socket() and socketpair() fail. Each case first has the function do its
 * work, and looks for descriptors it left behind afterwards.
 */
#include "unix_socket.h"

#include <netinet/in.h>

/* socket() and socketpair(), with one signature; a descriptor that was made is the case's. */
typedef int maker(int domain, int type, int protocol);

static int make_one(int domain, int type, int protocol)
{
	return own(socket(domain, type, protocol));
}

static int make_pair(int domain, int type, int protocol)
{
	int fds[2];
	int result = socketpair(domain, type, protocol, fds);

	if (result == 0) {
		own(fds[0]);
		own(fds[1]);
	}
	return result;
}

/* A case that tries the scenario with a function, and what it proves. */
#define TRY(scenario, function, ...) \
	CASE(__VA_ARGS__)            \
	{                            \
		scenario(function);  \
	}

static void unsupported_family(maker *function)
{
	int unused;

	EXPECT_OK(function(AF_UNIX, SOCK_STREAM, 0));
	unused = lowest_free();
	EXPECT_ERROR(EAFNOSUPPORT, function(AF_UNSPEC, SOCK_STREAM, 0));
	EXPECT_ERROR(EAFNOSUPPORT, function(-1, SOCK_STREAM, 0));
	EXPECT_ERROR(EAFNOSUPPORT, function(9999, SOCK_DGRAM, 0));
	EXPECT_EQ(unused, lowest_free());
}

TRY(unsupported_family, make_one, socket_eafnosupport)
TRY(unsupported_family, make_pair, socketpair_eafnosupport)

static void unsupported_protocol(maker *function)
{
	enum { NO_PROTOCOL = 77 };
	int unused;

	EXPECT_OK(function(AF_UNIX, SOCK_STREAM, 0));
	EXPECT_OK(function(AF_UNIX, SOCK_DGRAM, 0));
	unused = lowest_free();
	EXPECT_ERROR(EPROTONOSUPPORT, function(AF_UNIX, SOCK_STREAM, NO_PROTOCOL));
	EXPECT_ERROR(EPROTONOSUPPORT, function(AF_UNIX, SOCK_DGRAM, NO_PROTOCOL));
	EXPECT_EQ(unused, lowest_free());
}

TRY(unsupported_protocol, make_one, socket_eprotonosupport)
TRY(unsupported_protocol, make_pair, socketpair_eprotonosupport)

/* A type that the standard does not have, where the system has a name for it. */
static void unsupported_type(maker *function)
{
#ifdef SOCK_RDM
	int unused;

	EXPECT_OK(function(AF_UNIX, SOCK_STREAM, 0));
	unused = lowest_free();
	EXPECT_ERROR(EPROTOTYPE, function(AF_UNIX, SOCK_RDM, 0));
	EXPECT_EQ(unused, lowest_free());
#else
	(void)function;
	skip_unsupported("the headers define no type of socket that AF_UNIX does not have");
#endif
}

TRY(unsupported_type, make_pair, socketpair_eprototype)

static const struct variant mismatches[] = {{"type_of_no_protocol", false, NULL},
					    {"type_of_another_protocol", true, NULL}};

CASE_VARIANTS(mismatches, socket_eprototype)
{
	int unused;

	if (!variant()->value) {
		unsupported_type(make_one);
		return;
	}
	if (make_one(AF_INET, SOCK_DGRAM, IPPROTO_UDP) == -1)
		skip_unsupported("no UDP");
	unused = lowest_free();
	EXPECT_ERROR(EPROTOTYPE, make_one(AF_INET, SOCK_STREAM, IPPROTO_UDP));
	EXPECT_EQ(unused, lowest_free());
}

CASE(socket_emfile)
{
	int unused = lowest_free();

	leave_descriptors(0);
	EXPECT_ERROR(EMFILE, make_one(AF_UNIX, SOCK_STREAM, 0));
	EXPECT_ERROR(EMFILE, make_one(AF_UNIX, SOCK_DGRAM, 0));
	leave_descriptors(1);
	EXPECT_EQ(unused, make_one(AF_UNIX, SOCK_STREAM, 0));
}

CASE(socketpair_emfile)
{
	int unused = lowest_free();
	int count;

	for (count = 0; count < 2; count++) {
		leave_descriptors(count);
		EXPECT_ERROR(EMFILE, make_pair(AF_UNIX, SOCK_STREAM, 0));
		EXPECT_EQ(unused, lowest_free());
	}
	leave_descriptors(2);
	EXPECT_OK(make_pair(AF_UNIX, SOCK_STREAM, 0));
	EXPECT(is_open(unused));
}

CASE(socketpair_eopnotsupp)
{
	int unused;

	EXPECT_OK(make_pair(AF_UNIX, SOCK_STREAM, 0));
	if (make_one(AF_INET, SOCK_STREAM, 0) == -1 || make_one(AF_INET, SOCK_DGRAM, 0) == -1)
		skip_unsupported("no AF_INET, which has protocols that cannot make pairs");
	unused = lowest_free();
	EXPECT_ERROR(EOPNOTSUPP, make_pair(AF_INET, SOCK_STREAM, 0));
	EXPECT_ERROR(EOPNOTSUPP, make_pair(AF_INET, SOCK_DGRAM, 0));
	EXPECT_EQ(unused, lowest_free());
}
