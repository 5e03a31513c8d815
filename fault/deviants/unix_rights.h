/* The descriptors of a message, as the deviants of sendmsg() and recvmsg() find them. */
#ifndef IPCTS_UNIX_RIGHTS_H
#define IPCTS_UNIX_RIGHTS_H

#include <stddef.h>
#include <sys/socket.h>

struct rights {
	struct cmsghdr *header; /* NULL if there are none */
	int *numbers;
	size_t count;
};

/* Those of the message's first control message of SCM_RIGHTS. */
struct rights rights_of(const struct msghdr *message);

/* Calls recvmsg(), and finds what it received. */
struct rights receive_rights(int fd, struct msghdr *message, int flags, ssize_t *count);

#endif
