#include "transfer.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "decision.h"

/* SOCK_STREAM and so on, or 0 if fd is no socket. */
static int socket_type(int fd)
{
	int type;
	socklen_t length = sizeof(type);

	return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) == 0 ? type : 0;
}

bool transfer_can_be_short(int fd, size_t size, bool is_output)
{
	struct stat status;

	if (size < 2 || fstat(fd, &status) == -1)
		return false;
	switch (status.st_mode & S_IFMT) {
	case S_IFSOCK:
		return socket_type(fd) == SOCK_STREAM;
	case S_IFIFO:
#ifdef O_DIRECT
		if (fcntl(fd, F_GETFL) & O_DIRECT)
			return false;
#endif
		return !is_output || size > PIPE_BUF;
	case S_IFREG:
	case S_IFCHR:
		return true;
	default:
		/* Where the kernel has its events: whole structures or nothing. */
		return false;
	}
}

size_t short_size(size_t size)
{
	return size / 2 > 0 ? size / 2 : 1;
}

/* The kernel reads what may not be memory. Where it does not, it has to be. */
static bool copy_memory(void *to, const void *from, size_t size)
{
#ifdef __linux__
	struct iovec local = {to, size}, remote = {(void *)from, size};
	int error = errno;
	ssize_t copied = process_vm_readv(getpid(), &local, 1, &remote, 1, 0);
	bool was_tried = copied != -1 || errno == EFAULT;

	errno = error;
	if (was_tried)
		return copied == (ssize_t)size;
#endif
	memcpy(to, from, size);
	return true;
}

size_t vector_size(const struct iovec *parts, size_t count)
{
	enum { CHUNK = 32 };
	struct iovec chunk[CHUNK];
	size_t size = 0, i, k;

	for (i = 0; i < count; i += CHUNK) {
		size_t length = count - i < CHUNK ? count - i : CHUNK;

		if (!copy_memory(chunk, parts + i, length * sizeof(*chunk)))
			return 0;
		for (k = 0; k < length; k++)
			size += chunk[k].iov_len;
	}
	return size;
}

void copy_message(const struct msghdr *message, struct msghdr *copy)
{
	if (!copy_memory(copy, message, sizeof(*copy)))
		memset(copy, 0, sizeof(*copy));
}

size_t cut_vector(const struct iovec *parts, size_t count, size_t size, struct iovec *cut)
{
	size_t i;

	for (i = 0; i < count && size > 0; i++) {
		cut[i] = parts[i];
		if (cut[i].iov_len > size)
			cut[i].iov_len = size;
		size -= cut[i].iov_len;
	}
	return i;
}

void signal_broken_pipe(int fd, int flags)
{
	struct inside inside;
	int type;

	if (flags & MSG_NOSIGNAL)
		return;
	enter_alone(&inside);
	type = socket_type(fd);
	if (type != SOCK_DGRAM)
		pthread_kill(pthread_self(), SIGPIPE);
	leave_alone(&inside);
}
