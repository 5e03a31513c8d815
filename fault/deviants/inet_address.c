/* Deviants of the functions on addresses and names of the internet families. */
#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "deviant.h"

DEVIANT(inet_htons_network_order, "values stay in host byte order", uint16_t, htons,
	(uint16_t value))
{
	return value;
}

DEVIANT(inet_htons_roundtrip, "the highest bit is lost", uint16_t, ntohs, (uint16_t value))
{
	return real_ntohs(value) & 0x7fff;
}

DEVIANT(inet_inet_pton_dotted, "text after the address is ignored", int, inet_pton,
	(int family, const char *text, void *address))
{
	char start[INET_ADDRSTRLEN];

	if (family != AF_INET)
		return real_inet_pton(family, text, address);
	strncpy(start, text, sizeof(start) - 1);
	start[sizeof(start) - 1] = '\0';
	start[strcspn(start, " ")] = '\0';
	return real_inet_pton(family, start, address);
}

DEVIANT(inet_getaddrinfo_numeric_localhost, "the port is not converted", int, getaddrinfo,
	(const char *node, const char *service, const struct addrinfo *hints,
	 struct addrinfo **found))
{
	int result = real_getaddrinfo(node, service, hints, found);

	if (result == 0)
		((struct sockaddr_in *)(*found)->ai_addr)->sin_port = 7;
	return result;
}

DEVIANT(inet_services_port_lookup, "the port is in host byte order", struct servent *,
	getservbyname, (const char *name, const char *protocol))
{
	struct servent *entry = real_getservbyname(name, protocol);

	if (entry)
		entry->s_port = real_ntohs((uint16_t)entry->s_port);
	return entry;
}
