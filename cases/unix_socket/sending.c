#include "sending.h"

#include <sys/uio.h>
#include <unistd.h>

ssize_t with_send(int fd, const void *bytes, size_t size, int flags)
{
	return send(fd, bytes, size, flags);
}

ssize_t with_sendto(int fd, const void *bytes, size_t size, int flags)
{
	return sendto(fd, bytes, size, flags, NULL, 0);
}

ssize_t with_sendmsg(int fd, const void *bytes, size_t size, int flags)
{
	struct iovec part = {(void *)bytes, size};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};

	return sendmsg(fd, &message, flags);
}

ssize_t with_write(int fd, const void *bytes, size_t size, int flags)
{
	(void)flags;
	return write(fd, bytes, size);
}

ssize_t send_pattern(int fd, size_t size, int flags)
{
	static unsigned char bytes[SOCKET_FLOOD];

	pattern_make(bytes, 0, size);
	return send(fd, bytes, size, flags);
}

ssize_t sendto_address(int fd, const struct unix_address *address)
{
	return sendto(fd, "x", 1, 0, AS_ADDRESS(address));
}

ssize_t sendmsg_address(int fd, const struct unix_address *address)
{
	struct iovec part = {(void *)"x", 1};
	struct msghdr message = {.msg_name = (void *)&address->name,
				 .msg_namelen = address->length,
				 .msg_iov = &part,
				 .msg_iovlen = 1};

	return sendmsg(fd, &message, 0);
}
