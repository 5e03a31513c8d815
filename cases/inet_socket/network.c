#include "network.h"

#ifdef __linux__

#include <arpa/inet.h>
#include <net/if.h>
#include <net/route.h>
#include <string.h>
#include <sys/ioctl.h>

void enter_network_without_routes(void)
{
	enter_private(PRIVATE_NETWORK);
}

void enter_network(void)
{
	enter_network_without_routes();
	set_loopback(true);
}

/* An ioctl() that changes the network, and that not every sandbox has. */
static void configure(unsigned long request, void *argument, const char *what)
{
	int fd = new_inet_socket(AF_INET, SOCK_DGRAM);
	int result = ioctl(fd, request, argument);

	if (result == -1 && errno == ENOTTY)
		skip_unsupported("%s cannot be changed by ioctl()", what);
	SETUP_THAT(result == 0, "%s: %s", what, error_name(errno));
	close_end(fd);
}

void set_loopback(bool is_up)
{
	struct ifreq request = {.ifr_name = "lo", .ifr_flags = (short)(is_up ? IFF_UP : 0)};

	configure(SIOCSIFFLAGS, &request, "a network interface");
}

static struct sockaddr in_address(const char *text)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	struct sockaddr any;

	SETUP_THAT(inet_pton(AF_INET, text, &address.sin_addr) == 1, "no address: %s", text);
	memcpy(&any, &address, sizeof(any));
	return any;
}

void make_unreachable(const char *address)
{
	struct rtentry route = {.rt_dst = in_address(address),
				.rt_genmask = in_address("255.255.255.255"),
				.rt_flags = RTF_UP | RTF_HOST | RTF_REJECT};

	configure(SIOCADDRT, &route, "a route");
}

#endif
