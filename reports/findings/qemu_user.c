/* Other system calls under QEMU's user emulation. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <mqueue.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "finding.h"

FINDING("QEMU 7.2 does not know mq_notify(): ENOSYS")
{
	struct sigevent event = {.sigev_notify = SIGEV_NONE};
	mqd_t queue = mq_open(unique_name, O_RDWR | O_CREAT | O_EXCL, 0600, NULL);

	if (queue == (mqd_t)-1 || mq_send(queue, "a", 1, 0) == -1)
		return CANNOT_TRY;
	return mq_notify(queue, &event) == -1 && errno == ENOSYS ? SHOWN : NOT_SHOWN;
}

FINDING("QEMU 7.2 makes the descriptors before it stores them: they stay open when it cannot")
{
	int *nowhere = mmap(NULL, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int unused = dup(STDIN_FILENO);

	close(unused);
	return pipe(nowhere) == -1 && dup(STDIN_FILENO) != unused ? SHOWN : NOT_SHOWN;
}

FINDING("QEMU does not apply RLIMIT_AS to the program: its address space does not run out")
{
	struct rlimit little = {4096, 4096};

	if (setrlimit(RLIMIT_AS, &little) == -1)
		return CANNOT_TRY;
	return mmap(NULL, 1 << 24, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED
		       ? SHOWN
		       : NOT_SHOWN;
}

FINDING("QEMU maps what the program may execute as data: that is permitted on a file system "
	"without execution, too")
{
	int fd;

	if ((unshare(CLONE_NEWNS) == -1 && unshare(CLONE_NEWNS | CLONE_NEWUSER) == -1) ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1 ||
	    mkdir("folder", 0700) == -1 ||
	    mount("none", "folder", "tmpfs", MS_NOEXEC, NULL) == -1 ||
	    (fd = open("folder/file", O_RDWR | O_CREAT, 0600)) == -1)
		return CANNOT_TRY;
	return mmap(NULL, 1, PROT_EXEC, MAP_PRIVATE, fd, 0) != MAP_FAILED ? SHOWN : NOT_SHOWN;
}

/* EINVAL is what the standard says. */
FINDING("QEMU 7.2 shortens a vector whose lengths add up to more than SSIZE_MAX, and transfers a "
	"part")
{
	char bytes[] = "ab";
	struct iovec parts[] = {{bytes, 1}, {bytes, SSIZE_MAX}};
	int fd = open("/dev/null", O_WRONLY);

	return sizeof(size_t) > 4 && writev(fd, parts, 2) > 0 ? SHOWN : NOT_SHOWN;
}

FINDING("QEMU 7.2 stores one byte of a value that is cut short, the lowest, and leaves the rest")
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	socklen_t size = sizeof(int), little = 2;
	unsigned char whole[sizeof(int)], cut[] = {0x55, 0x55};

	if (getsockopt(fd, SOL_SOCKET, SO_TYPE, whole, &size) == -1 ||
	    getsockopt(fd, SOL_SOCKET, SO_TYPE, cut, &little) == -1)
		return CANNOT_TRY;
	return memcmp(whole, cut, 2) != 0 ? SHOWN : NOT_SHOWN;
}

FINDING("QEMU 7.2 gives the kernel twice the room for ancillary data; what it then cuts off "
	"itself, it does not tell by MSG_CTRUNC")
{
	enum { COUNT = 3 };
	static _Alignas(struct cmsghdr) char control[CMSG_SPACE(COUNT * sizeof(int))];
	struct iovec part = {(char[]){"a"}, 1};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = control,
				 .msg_controllen = sizeof(control)};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, fds) == -1)
		return CANNOT_TRY;
	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(COUNT * sizeof(int));
	memcpy(CMSG_DATA(header), (int[]){fds[0], fds[0], fds[0]}, COUNT * sizeof(int));
	sendmsg(fds[0], &message, 0);
	message.msg_controllen = CMSG_LEN(sizeof(int) * (COUNT - 1));
	return recvmsg(fds[1], &message, 0) == 1 && !(message.msg_flags & MSG_CTRUNC) ? SHOWN
										      : NOT_SHOWN;
}

FINDING("QEMU 7.2 takes the mode of a System V object for 16 bits, where it has 32 here: its bits "
	"are in the wrong half")
{
	struct msqid_ds status;

	if (msgctl(new_queue(0600), IPC_STAT, &status) == -1)
		return CANNOT_TRY;
	return (status.msg_perm.mode & 0777) == 0 && status.msg_perm.mode >> 16 == 0600 ? SHOWN
											: NOT_SHOWN;
}

FINDING("QEMU 7.2 does not convert msg_lspid and msg_lrpid as it has to: they are 0 or wrong")
{
	struct msqid_ds status;
	int id = new_queue(0600);
	long message[] = {1, 0};

	if (msgsnd(id, message, 1, 0) == -1 || msgrcv(id, message, 1, 0, 0) == -1 ||
	    msgctl(id, IPC_STAT, &status) == -1)
		return CANNOT_TRY;
	return status.msg_lspid != getpid() || status.msg_lrpid != getpid() ? SHOWN : NOT_SHOWN;
}

/* EINVAL is what the standard says. */
FINDING("QEMU 7.2 copies a message before the kernel looks at its length: ENOMEM for one that is "
	"too long")
{
	long message[] = {1, 0};

	return msgsnd(new_queue(0600), message, SSIZE_MAX, IPC_NOWAIT) == -1 && errno == ENOMEM
		       ? SHOWN
		       : NOT_SHOWN;
}

/* Nothing is there behind the type. */
FINDING("QEMU 7.2 wants to read a text of no bytes, too")
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *memory =
		mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	long *type = (long *)(memory + page) - 1;

	if (memory == MAP_FAILED || munmap(memory + page, page) == -1)
		return CANNOT_TRY;
	*type = 1;
	return msgsnd(new_queue(0600), type, 0, 0) == -1 && errno == EFAULT ? SHOWN : NOT_SHOWN;
}

union semun {
	int val;
	struct semid_ds *buf;
	unsigned short *array;
};

FINDING("QEMU 7.2 asks for IPC_STAT before it stores the values of SETALL, and so needs permission "
	"to read")
{
	unsigned short values[] = {1};
	int id;

	if (!drop_root() || (id = new_semaphores(1, 0200)) == -1)
		return CANNOT_TRY;
	return semctl(id, 0, SETALL, (union semun){.array = values}) == -1 && errno == EACCES
		       ? SHOWN
		       : NOT_SHOWN;
}

FINDING("QEMU 7.2 ignores SHM_REMAP: it is taken though the address is null")
{
	return shmat(new_segment(1, 0600), NULL, SHM_REMAP) != (void *)-1 ? SHOWN : NOT_SHOWN;
}

static bool takes_another_place(void)
{
	const int flags = MAP_PRIVATE | MAP_ANONYMOUS;
	void *occupied = mmap(NULL, 1, PROT_READ, flags, -1, 0);

	return mmap(occupied, 1, PROT_READ, flags | MAP_FIXED_NOREPLACE, -1, 0) != MAP_FAILED;
}

FINDING("QEMU 7.2 passes MAP_FIXED_NOREPLACE on with an address of its own: the mapping lies "
	"elsewhere")
{
	return !is_gvisor() && takes_another_place() ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor does not know MAP_FIXED_NOREPLACE")
{
	return is_gvisor() && takes_another_place() ? SHOWN : NOT_SHOWN;
}
