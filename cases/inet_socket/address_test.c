/* Addresses, ports and names: what the functions make of them without asking any network. */
#include "inet_socket.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <string.h>

static bool are_bytes(const void *observed, const char *expected, size_t size)
{
	return memcmp(observed, expected, size) == 0;
}

/* The functions are meant, not macros that may stand for them: hence the parentheses. */
CASE(inet_htons_network_order)
{
	uint16_t port = (htons)(0x1234);
	uint32_t address = (htonl)(0x12345678);

	EXPECT(are_bytes(&port, "\x12\x34", 2));
	EXPECT(are_bytes(&address, "\x12\x34\x56\x78", 4));
	EXPECT_EQ(0x1234, (ntohs)(port));
	EXPECT_EQ(0x12345678, (ntohl)(address));
	port = htons(0x1234);
	address = htonl(0x12345678);
	EXPECT(are_bytes(&port, "\x12\x34", 2));
	EXPECT(are_bytes(&address, "\x12\x34\x56\x78", 4));
}

CASE(inet_htons_roundtrip)
{
	unsigned value;

	for (value = 0; value <= UINT16_MAX; value++)
		EXPECT_THAT((ntohs)((htons)((uint16_t)value)) == value,
			    "ntohs(htons(%u)): expected %u, observed %u", value, value,
			    (ntohs)((htons)((uint16_t)value)));
}

CASE(inet_inet_pton_dotted)
{
	static const char *const bad[] = {"",	 "1.2.3",     "1.2.3.4.5", "1.2.3.256", "1.2.3.x",
					  "::1", "localhost", "1.2.3.4 ",  " 1.2.3.4"};
	unsigned char address[sizeof(struct in6_addr)] = {0};
	size_t i;

	EXPECT_EQ(1, inet_pton(AF_INET, "127.0.0.1", address));
	EXPECT(are_bytes(address, "\x7f\0\0\1", 4));
	EXPECT_EQ(1, inet_pton(AF_INET, "255.254.10.0", address));
	EXPECT(are_bytes(address, "\xff\xfe\x0a\0", 4));
	EXPECT_EQ(1, inet_pton(AF_INET6, "::1", address));
	EXPECT(are_bytes(address, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1", 16));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		EXPECT_EQ(0, inet_pton(AF_INET, bad[i], address));
	EXPECT_ERROR(EAFNOSUPPORT, inet_pton(AF_UNIX, "127.0.0.1", address));
}

CASE(inet_getaddrinfo_numeric_localhost)
{
	struct addrinfo hints = {
		.ai_family = AF_INET, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST};
	struct inet_address expected = loopback_address(AF_INET, 7);
	struct inet_address observed;
	struct addrinfo *found = NULL;

	EXPECT_EQ(0, getaddrinfo("127.0.0.1", "7", &hints, &found));
	EXPECT(found != NULL);
	EXPECT_EQ(AF_INET, found->ai_family);
	EXPECT_EQ(SOCK_STREAM, found->ai_socktype);
	EXPECT_EQ(sizeof(observed.name.in), found->ai_addrlen);
	memcpy(&observed.name.in, found->ai_addr, sizeof(observed.name.in));
	observed.length = found->ai_addrlen;
	freeaddrinfo(found);
	expect_same_address(expected, observed);
	EXPECT_EQ(EAI_NONAME, getaddrinfo("localhost", "7", &hints, &found));
}

CASE(inet_gethostbyname_removed)
{
	observe("gethostbyname()", "%s",
		dlsym(RTLD_DEFAULT, "gethostbyname") ? "still there" : "not there");
}

/* Services that every database of services has had for decades. */
CASE(inet_services_port_lookup)
{
	static const struct {
		const char *name;
		in_port_t port;
	} services[] = {{"ftp", 21}, {"telnet", 23}, {"smtp", 25}, {"http", 80}};
	size_t found = 0;
	size_t i;

	for (i = 0; i < sizeof(services) / sizeof(services[0]); i++) {
		const struct servent *entry = getservbyname(services[i].name, "tcp");

		if (!entry)
			continue;
		found++;
		EXPECT_EQ(htons(services[i].port), (in_port_t)entry->s_port);
		EXPECT_STRING("tcp", entry->s_proto);
	}
	if (found == 0)
		skip_unsupported("no services database");
}

CASE(inet_loopback_constants)
{
	EXPECT_EQ(0, INADDR_ANY);
	EXPECT_EQ(0xffffffff, INADDR_BROADCAST);
#ifdef INADDR_LOOPBACK
	observe("INADDR_LOOPBACK", "%#x", (unsigned)INADDR_LOOPBACK);
#else
	observe("INADDR_LOOPBACK", "not defined");
#endif
}
