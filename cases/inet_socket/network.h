/* A network of the case's own, in a state that nobody wants to share. Linux only. */
#ifndef IPCTS_NETWORK_H
#define IPCTS_NETWORK_H

#include "inet_socket.h"

/* Enters a private network whose loopback interface is up; or down, without a route to anywhere. */
void enter_network(void);
void enter_network_without_routes(void);

/* Takes the loopback interface up or down: what is sent from then on is lost. */
void set_loopback(bool is_up);

/* Makes the address, of 127.0.0.0/8, one that no route leads to, and the system says so. */
void make_unreachable(const char *address);

#endif
