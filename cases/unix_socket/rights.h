/*
 * Descriptors passed over a socket: the control message of type SCM_RIGHTS,
 * built and walked.
 */
#ifndef IPCTS_UNIX_SOCKET_RIGHTS_H
#define IPCTS_UNIX_SOCKET_RIGHTS_H

#include "../pipe/pipe.h"
#include "transfer.h"

#include <sys/resource.h>

/* One more than Linux passes at once. */
enum { MAX_PASSED = 254 };

/* Room for so many descriptors, and not for half of one more. */
#define ROOM_FOR(count) CMSG_LEN((count) * sizeof(int))

/* A control message of up to MAX_PASSED descriptors, aligned as one. */
union control {
	struct cmsghdr header;
	unsigned char bytes[CMSG_SPACE(MAX_PASSED * sizeof(int))];
};

/*
 * Sends one byte, 'd', and the descriptors with it, in one call of sendmsg().
 * Returns what that does.
 */
ssize_t send_descriptors(int fd, const int *descriptors, size_t count);

/* Likewise; sendmsg() must succeed. */
#define pass_descriptors(fd, descriptors, count) AT(rights_pass(fd, descriptors, count))
#define pass_descriptor(fd, descriptor) AT(rights_pass_one(fd, descriptor))

/* What one call of recvmsg() for one byte brought. */
struct reception {
	int flags; /* msg_flags */
	size_t count;
	int descriptors[MAX_PASSED]; /* the case owns them */
};

/* Calls recvmsg() with room for size bytes of control data; the byte must be there. */
#define receive_descriptors(fd, size, flags) AT(rights_receive(fd, size, flags))

/* Receives exactly the one descriptor, which it returns, or exactly so many. */
#define expect_descriptor(fd) AT(rights_expect_one(fd))
#define expect_descriptors(fd, count) AT(rights_expect(fd, count))

/*
 * Opens and closes sockets that have nothing to do with others: the system may
 * look then, and only then, for what is in flight and out of reach.
 */
void let_collect(void);

/*
 * Nobody has the pipe's write end open, here or in flight: read() returns 0,
 * within STEP_LIMIT.
 */
#define expect_released(read_end) AT(rights_expect_released(read_end))

/* A new regular file with these contents, at its beginning; the case's own. */
int open_file_with(const char *contents);

/* Sets the soft limit RLIMIT_NOFILE, to the hard one at most. */
void limit_descriptors(rlim_t limit);

void rights_pass(int fd, const int *descriptors, size_t count);
void rights_pass_one(int fd, int descriptor);
struct reception rights_receive(int fd, size_t size, int flags);
int rights_expect_one(int fd);
struct reception rights_expect(int fd, size_t count);
void rights_expect_released(int read_end);

#endif
