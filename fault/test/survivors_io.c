/* Programs of pipes, FIFOs, sockets, locks and readiness. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "survivors.h"

int close_all(int fds[], size_t count, int error)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (fds[i] == -1)
			continue;
		if (close(fds[i]) == -1 && !error)
			error = errno;
		fds[i] = -1;
	}
	return error;
}

static int send_through_pipe(void)
{
	int fds[4] = {-1, -1, -1, -1}, error = 0;
	char byte = 'x';

	STEP(pipe(fds));
	STEP(pipe2(fds + 2, O_CLOEXEC));
	STEP(dup2(fds[0], fds[2]));
	STEP(dup3(fds[1], fds[3], O_CLOEXEC));
	STEP(write(fds[3], &byte, 1));
	STEP(read(fds[2], &byte, 1));
end:
	return close_all(fds, 4, error);
}

static int look_at_fifo(void)
{
	int fd = -1, error = 0;
	struct stat status;

	STEP(mknod("fifo", S_IFIFO | 0600, 0));
	STEP(fd = open("fifo", O_RDONLY | O_NONBLOCK));
	STEP(fstat(fd, &status));
end:
	error = close_all(&fd, 1, error);
	unlink("fifo");
	return error;
}

static int read_from_command(void)
{
	FILE *stream = popen("echo x", "r");

	if (!stream)
		return errno;
	while (fgetc(stream) != EOF)
		;
	return pclose(stream) == -1 ? errno : 0;
}

static int serve_client(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "server"};
	socklen_t length = sizeof(address);
	int fds[3] = {-1, -1, -1}, error = 0, value = 1;

	STEP(fds[0] = socket(AF_UNIX, SOCK_STREAM, 0));
	STEP(setsockopt(fds[0], SOL_SOCKET, SO_REUSEADDR, &value, sizeof(value)));
	STEP(bind(fds[0], (struct sockaddr *)&address, sizeof(address)));
	STEP(listen(fds[0], 1));
	STEP(getsockname(fds[0], (struct sockaddr *)&address, &length));
	STEP(fds[1] = socket(AF_UNIX, SOCK_STREAM, 0));
	STEP(connect(fds[1], (struct sockaddr *)&address, length));
	STEP(fds[2] = accept(fds[0], NULL, NULL));
	STEP(getpeername(fds[1], (struct sockaddr *)&address, &length));
	length = sizeof(value);
	STEP(getsockopt(fds[2], SOL_SOCKET, SO_ERROR, &value, &length));
	STEP(shutdown(fds[1], SHUT_WR));
end:
	error = close_all(fds, 3, error);
	unlink("server");
	return error;
}

static int talk_to_itself(void)
{
	char byte = 'x';
	struct iovec part = {&byte, 1};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
	int fds[2] = {-1, -1}, error = 0;

	STEP(socketpair(AF_UNIX, SOCK_STREAM, 0, fds));
	STEP(send(fds[0], &byte, 1, MSG_NOSIGNAL));
	STEP(sendto(fds[0], &byte, 1, MSG_NOSIGNAL, NULL, 0));
	STEP(sendmsg(fds[0], &message, MSG_NOSIGNAL));
	STEP(recv(fds[1], &byte, 1, 0));
	STEP(recvfrom(fds[1], &byte, 1, 0, NULL, NULL));
	STEP(recvmsg(fds[1], &message, 0));
end:
	return close_all(fds, 2, error);
}

static int lock_file(void)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	int fd = -1, error = 0;

	STEP(fd = open("locked", O_RDWR | O_CREAT, 0600));
	STEP(ftruncate(fd, 10));
	STEP(fcntl(fd, F_SETLK, &whole));
	STEP(fcntl(fd, F_SETLKW, &whole));
	STEP(lockf(fd, F_TLOCK, 0));
	whole.l_type = F_UNLCK;
	STEP(fcntl(fd, F_SETLK, &whole));
#ifdef F_OFD_SETLK
	STEP(fcntl(fd, F_OFD_SETLK, &whole));
	STEP(fcntl(fd, F_OFD_SETLKW, &whole));
#endif
end:
	error = close_all(&fd, 1, error);
	unlink("locked");
	return error;
}

static int await_readiness(void)
{
	struct timespec moment = {0, 0};
	struct timeval instant = {0, 0};
	struct pollfd entry;
	int fds[2] = {-1, -1}, error = 0;
	fd_set set;

	STEP(pipe(fds));
	entry = (struct pollfd){fds[1], POLLOUT, 0};
	STEP(poll(&entry, 1, 0));
	STEP(ppoll(&entry, 1, &moment, NULL));
	FD_ZERO(&set);
	FD_SET(fds[1], &set);
	STEP(select(fds[1] + 1, NULL, &set, NULL, &instant));
end:
	return close_all(fds, 2, error);
}

survivor *const survivors_of_io[] = {send_through_pipe, look_at_fifo,	read_from_command,
				     serve_client,	talk_to_itself, lock_file,
				     await_readiness};
const size_t survivors_of_io_count = sizeof(survivors_of_io) / sizeof(survivors_of_io[0]);
