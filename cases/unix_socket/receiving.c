#include "receiving.h"

#include <unistd.h>

/* Of a message on the stack of expect_received_by(). */
enum { MAX_SIZE = 4096 };

ssize_t with_recv(int fd, void *buffer, size_t size, int flags)
{
	return recv(fd, buffer, size, flags);
}

ssize_t with_recvfrom(int fd, void *buffer, size_t size, int flags)
{
	return recvfrom(fd, buffer, size, flags, NULL, NULL);
}

ssize_t with_recvmsg(int fd, void *buffer, size_t size, int flags)
{
	struct iovec part = {buffer, size};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};

	return recvmsg(fd, &message, flags);
}

ssize_t with_read(int fd, void *buffer, size_t size, int flags)
{
	SETUP_THAT(flags == 0, "read() has no flags");
	return read(fd, buffer, size);
}

receiving *const receivers[RECEIVERS] = {with_recv, with_recvfrom, with_recvmsg};

enum call call_of(receiving *function)
{
	return function == with_read ? CALL_READ : CALL_RECEIVE;
}

void receiving_expect(receiving *function, int fd, int flags, const void *bytes, size_t size)
{
	char received[MAX_SIZE];
	ssize_t count;

	SETUP_THAT(size < sizeof(received), "more than %d bytes at once", MAX_SIZE - 1);
	errno = 0;
	count = function(fd, received, sizeof(received), flags);
	check_equal(THERE, "what receives", (intmax_t)size, count);
	check_bytes(THERE, "what was received", bytes, received, size);
}

void receiving_expect_zero(receiving *function, int fd)
{
	char byte;

	errno = 0;
	check_equal(THERE, "what receives", 0, function(fd, &byte, 1, 0));
}
