/* Programs of 32 bits, whose off_t and size_t have 32 bits, too. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/uio.h>
#include <unistd.h>

#include "finding.h"

static const off_t largest = (off_t)(UINTMAX_MAX >> (1 + 8 * (sizeof(uintmax_t) - sizeof(off_t))));

/* EINVAL is what the standard says. */
FINDING("for a program of 32 bits, Linux cuts the sum of the lengths short instead of refusing it")
{
	char bytes[] = "ab";
	struct iovec parts[] = {{bytes, 1}, {bytes, SSIZE_MAX}};
	int fd = open("/dev/null", O_WRONLY);

	return sizeof(size_t) == 4 && writev(fd, parts, 2) > 0 ? SHOWN : NOT_SHOWN;
}

/* EOVERFLOW is what the standard says, here and below. */
FINDING("Linux counts pages: it maps what an off_t of 32 bits cannot tell the end of")
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	int fd = open("file", O_RDWR | O_CREAT, 0600);
	off_t last = largest - (off_t)page + 1;

	return mmap(NULL, 2 * page, PROT_READ, MAP_SHARED, fd, last) != MAP_FAILED ? SHOWN
										   : NOT_SHOWN;
}

FINDING("Linux computes with offsets of 64 bits, and locks what an off_t of 32 bits cannot tell "
	"the end of")
{
	struct flock lock = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = largest, .l_len = 2};
	int fd = open("file", O_RDWR | O_CREAT, 0600);

	return sizeof(off_t) == 4 && fcntl(fd, F_SETLK, &lock) == 0 ? SHOWN : NOT_SHOWN;
}

FINDING("glibc has the offset moved already when it reports EOVERFLOW to a program of 32 bits")
{
	int fd = open("file", O_RDWR | O_CREAT, 0600);

	if (fd == -1 || lseek(fd, 5, SEEK_SET) != 5)
		return CANNOT_TRY;
	return lseek(fd, largest, SEEK_CUR) == -1 && lseek(fd, 0, SEEK_CUR) != 5 ? SHOWN
										 : NOT_SHOWN;
}

FINDING_DIES("glibc 2.36 converts the times for programs of 32 bits: it reads what buf points to, "
	     "which IPC_RMID ignores",
	     SIGSEGV)
{
	return msgctl(new_queue(0600), IPC_RMID, (struct msqid_ds *)1) == 0 ? NOT_SHOWN
									    : CANNOT_TRY;
}

/* EFAULT is what Linux documents. */
FINDING_DIES("glibc 2.36 converts the times for programs of 32 bits: it reads the memory itself, "
	     "and the program gets SIGSEGV",
	     SIGSEGV)
{
	return msgctl(new_queue(0600), IPC_SET, (struct msqid_ds *)1) == -1 && errno == EFAULT
		       ? NOT_SHOWN
		       : CANNOT_TRY;
}
