/* Sockets of the local family, as the deviants of the functions on them tell them apart. */
#ifndef IPCTS_UNIX_TYPE_H
#define IPCTS_UNIX_TYPE_H

#include <stdbool.h>
#include <sys/socket.h>

/* The type of the socket, if it is one of AF_UNIX; otherwise 0. */
int local_socket_type(int fd);

/* Whether it is one that keeps messages apart. */
bool is_of_messages(int fd);

/* Whether its peer is no more. */
bool is_hung_up(int fd);

#endif
