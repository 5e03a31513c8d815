/*
 * A supervisor that lets every getppid() of a command go on, and does nothing else:
 * what the kernel takes for that, which no supervisor can be faster than.
 */
#include <errno.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../notify/filter.h"

/* Since Linux 6.6. */
#ifndef SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP (1UL << 0)
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS _IOW('!', 4, uint64_t)
#endif

static void end(int number)
{
	(void)number;
	_exit(0); /* the command has ended */
}

/* Its listener, or what went wrong, goes into *listener. */
static __attribute__((noreturn)) void be_command(char *argv[], volatile int *listener)
{
	struct sock_fprog filter;
	const int number = SCMP_SYS(getppid);
	int killable, result = filter_notifying(&number, 1, 0, &filter);

	*listener = result ? result : filter_install(&filter, 1, &killable);
	if (*listener >= 0)
		execvp(argv[0], argv);
	_exit(127);
}

int main(int argc, char *argv[])
{
	volatile int *listener = mmap(NULL, sizeof(*listener), PROT_READ | PROT_WRITE,
				      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct seccomp_notif request;
	struct seccomp_notif_resp response;
	long child;

	if (argc < 2 || listener == MAP_FAILED) {
		fputs("Usage: bare COMMAND...\n", stderr);
		return 2;
	}
	*listener = -EINPROGRESS;
	/* It shares the table of descriptors until it becomes the command. */
	child = syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0L, 0L, 0L, 0L);
	if (child == 0)
		be_command(argv + 1, listener);
	while (child > 0 && *listener == -EINPROGRESS)
		sched_yield();
	if (*listener < 0) {
		fprintf(stderr, "bare: no user notification: %s\n", strerror(-*listener));
		return 2;
	}
	signal(SIGCHLD, end);
	ioctl(*listener, SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
	do {
		memset(&request, 0, sizeof(request));
		memset(&response, 0, sizeof(response));
		if (ioctl(*listener, SECCOMP_IOCTL_NOTIF_RECV, &request) != 0)
			continue;
		response.id = request.id;
		response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
		ioctl(*listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
	} while (errno != ENOENT);
	return 0;
}
