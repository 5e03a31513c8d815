/* Socket options: getsockopt() and setsockopt(). */
#ifndef IPCTS_UNIX_SOCKET_OPTIONS_H
#define IPCTS_UNIX_SOCKET_OPTIONS_H

#include "transfer.h"

#include <sys/time.h>

/* Sets, or gets, an option of level SOL_SOCKET; value is an object of its type. */
#define set_option(fd, option, value) AT(option_set(fd, option, &(value), sizeof(value)))
#define get_option(fd, option, value) AT(option_get(fd, option, &(value), sizeof(value)))

/* SO_RCVTIMEO or SO_SNDTIMEO in milliseconds. */
#define set_timeout(fd, option, milliseconds) AT(option_set_timeout(fd, option, milliseconds))

void option_set(int fd, int option, const void *value, socklen_t size);
void option_get(int fd, int option, void *value, socklen_t size);
void option_set_timeout(int fd, int option, long milliseconds);

#endif
