/* Message queues, files, pipes and mappings under gVisor. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <mqueue.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <unistd.h>

#include "finding.h"

static mqd_t make_queue(int mode)
{
	return mq_open(unique_name, O_RDWR | O_CREAT | O_EXCL, mode, NULL);
}

FINDING("gVisor can open and unlink message queues only: all other functions of theirs report "
	"ENOSYS")
{
	mqd_t queue = make_queue(0600);

	if (queue == (mqd_t)-1)
		return CANNOT_TRY;
	return mq_send(queue, "a", 1, 0) == -1 && errno == ENOSYS ? SHOWN : NOT_SHOWN;
}

/* From now on no further descriptor is to be had. */
static void use_up_descriptors(void)
{
	struct rlimit limit;

	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = 0;
	setrlimit(RLIMIT_NOFILE, &limit);
}

FINDING("gVisor creates the queue of an mq_open() that fails with EMFILE")
{
	use_up_descriptors();
	if (make_queue(0600) != (mqd_t)-1 || errno != EMFILE)
		return CANNOT_TRY;
	return mq_unlink(unique_name) == 0 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor creates the file of an open() that fails with EMFILE")
{
	use_up_descriptors();
	if (open("file", O_RDWR | O_CREAT, 0600) != -1 || errno != EMFILE)
		return CANNOT_TRY;
	return access("file", F_OK) == 0 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor does not set FD_CLOEXEC on the descriptors of message queues")
{
	mqd_t queue = make_queue(0600);

	if (queue == (mqd_t)-1)
		return CANNOT_TRY;
	return fcntl(queue, F_GETFD) & FD_CLOEXEC ? NOT_SHOWN : SHOWN;
}

FINDING("gVisor does not apply the umask to the mode of a new message queue")
{
	struct stat status;
	mqd_t queue;

	umask(077);
	queue = make_queue(0666);
	if (queue == (mqd_t)-1 || fstat(queue, &status) == -1)
		return CANNOT_TRY;
	return status.st_mode & 066 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor reports ENAMETOOLONG for a name of a message queue with the greatest length")
{
	char name[1 + NAME_MAX + 1] = "";
	mqd_t queue;

	memset(name, 'x', sizeof(name) - 1);
	memcpy(name, unique_name, strlen(unique_name));
	queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, NULL);
	if (queue != (mqd_t)-1)
		return mq_unlink(name) == 0 ? NOT_SHOWN : CANNOT_TRY;
	return errno == ENAMETOOLONG ? SHOWN : CANNOT_TRY;
}

FINDING("gVisor does not enforce RLIMIT_NPROC")
{
	struct rlimit one = {1, 1};
	int child;

	if (!drop_root() || setrlimit(RLIMIT_NPROC, &one) == -1)
		return CANNOT_TRY;
	child = fork();
	if (child == 0)
		_exit(0);
	return child != -1 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor lets an ordinary user make device files")
{
	if (!drop_root())
		return CANNOT_TRY;
	return mknod("device", S_IFCHR | 0600, makedev(1, 3)) == 0 ? SHOWN : NOT_SHOWN;
}

static int limit_of_descriptors(void)
{
	struct rlimit limit;

	getrlimit(RLIMIT_NOFILE, &limit);
	return (int)limit.rlim_cur;
}

/* EINVAL is what the standard says. */
FINDING("gVisor reports EMFILE for a lowest descriptor that is not below the limit")
{
	return fcntl(STDIN_FILENO, F_DUPFD, limit_of_descriptors()) == -1 && errno == EMFILE
		       ? SHOWN
		       : NOT_SHOWN;
}

/* EBADF is what the standard says. */
FINDING("gVisor reports EMFILE for a new descriptor that is not below the limit")
{
	return dup2(STDIN_FILENO, limit_of_descriptors()) == -1 && errno == EMFILE ? SHOWN
										   : NOT_SHOWN;
}

FINDING("gVisor keeps what is in a FIFO when nobody has it open any more")
{
	char byte;
	int fd;

	if (mkfifo("fifo", 0600) == -1 || (fd = open("fifo", O_RDWR)) == -1 ||
	    write(fd, "a", 1) != 1 || close(fd) == -1)
		return CANNOT_TRY;
	fd = open("fifo", O_RDONLY | O_NONBLOCK);
	return read(fd, &byte, 1) == 1 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor shows POLLHUP for a FIFO opened anew, if it had a writer before")
{
	struct pollfd polled = {.events = POLLIN};

	if (mkfifo("fifo", 0600) == -1 || close(open("fifo", O_RDWR)) == -1)
		return CANNOT_TRY;
	polled.fd = open("fifo", O_RDONLY | O_NONBLOCK);
	return poll(&polled, 1, 0) == 1 && polled.revents & POLLHUP ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor never restarts open() of a FIFO after a caught signal, with SA_RESTART or without, "
	"nor after a stop")
{
	if (mkfifo("fifo", 0600) == -1)
		return CANNOT_TRY;
	alarm_often(SA_RESTART);
	return open("fifo", O_RDONLY) == -1 && errno == EINTR ? SHOWN : NOT_SHOWN;
}

/* Fills a pipe, but for so many bytes. Returns false, with errno, if it cannot. */
static bool fill_pipe(int fds[2], int room)
{
	static char bytes[1 << 20];
	int size;

	return pipe(fds) == 0 && (size = fcntl(fds[1], F_GETPIPE_SZ)) > 0 &&
	       size <= (int)sizeof(bytes) &&
	       write(fds[1], bytes, (size_t)(size - room)) == size - room;
}

FINDING_HANGS("gVisor blocks a write() of no bytes to a full pipe", 3)
{
	int fds[2];

	if (!fill_pipe(fds, 0))
		return CANNOT_TRY;
	return write(fds[1], "", 0) == 0 ? NOT_SHOWN : CANNOT_TRY;
}

FINDING("gVisor's poll() shows a pipe with less room than PIPE_BUF as ready for writing")
{
	int fds[2];

	if (!fill_pipe(fds, 1))
		return CANNOT_TRY;
	return poll(&(struct pollfd){fds[1], POLLOUT, 0}, 1, 0) == 1 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor does not round the capacity of a pipe up to pages")
{
	int fds[2];

	if (pipe(fds) == -1 || fcntl(fds[0], F_SETPIPE_SZ, 5000) == -1)
		return CANNOT_TRY;
	return fcntl(fds[0], F_GETPIPE_SZ) == 5000 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor does not have pipes of packets (O_DIRECT)")
{
	int fds[2];
	char bytes[2];

	if (pipe2(fds, O_DIRECT) == -1)
		return SHOWN;
	if (write(fds[1], "a", 1) != 1 || write(fds[1], "b", 1) != 1)
		return CANNOT_TRY;
	return read(fds[0], bytes, 2) == 2 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor does not have vmsplice()")
{
	struct iovec part = {(char[]){"a"}, 1};
	int fds[2];

	if (pipe(fds) == -1)
		return CANNOT_TRY;
	return vmsplice(fds[1], &part, 1, 0) == -1 && errno == ENOSYS ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor does not mark the times of a mapped file when it is read or stored to")
{
	struct stat before, after;
	int fd = open("file", O_RDWR | O_CREAT, 0600);
	char *mapped;

	if (fd == -1 || ftruncate(fd, 1) == -1 || fstat(fd, &before) == -1)
		return CANNOT_TRY;
	mapped = mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	usleep(50000);
	*mapped = 'a';
	msync(mapped, 1, MS_SYNC);
	fstat(fd, &after);
	return before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
			       before.st_mtim.tv_nsec == after.st_mtim.tv_nsec
		       ? SHOWN
		       : NOT_SHOWN;
}

FINDING("gVisor ignores unknown bits of the protection")
{
	void *page = mmap(NULL, 1, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return mprotect(page, 1, PROT_READ | 0x100) == 0 ? SHOWN : NOT_SHOWN;
}
