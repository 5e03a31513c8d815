/*
 * The start of a target. The kernel gives the listener, which notifications come
 * from, to the one who installs the filter: that is the target, and every call of
 * its is under the filter from then on. The few that hand the listener over
 * carry notify->pass, with which the filter lets them through.
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "filter.h"
#include "notify.h"
#include "notify_state.h"

/* Since Linux 6.6: the supervisor runs on the target's processor, which waits for it. */
#ifndef SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP (1UL << 0)
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS _IOW('!', 4, uint64_t)
#endif

/* What the target says of itself; the listener comes with it. */
struct greeting {
	int error; /* 0, or a negative errno value */
	int is_killable;
};

union control {
	struct cmsghdr header;
	char bytes[CMSG_SPACE(sizeof(int))];
};

/* A system call of less than six arguments that the filter lets through. */
static long pass(const struct notify *notify, long number, long a, long b, long c)
{
	long result = syscall(number, a, b, c, 0L, 0L, notify->pass);
	int error = errno;

	/* Out of its register, where the next call would leave it: by a call that is none. */
	syscall(-1L, 0L, 0L, 0L, 0L, 0L, 0L);
	errno = error;
	return result;
}

static void greet(const struct notify *notify, int socket, struct greeting *greeting, int listener)
{
	struct iovec part = {greeting, sizeof(*greeting)};
	union control control = {0};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};

	if (greeting->error == 0) {
		message.msg_control = &control;
		message.msg_controllen = sizeof(control);
		control.header.cmsg_level = SOL_SOCKET;
		control.header.cmsg_type = SCM_RIGHTS;
		control.header.cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(&control.header), &listener, sizeof(int));
	}
	pass(notify, SYS_sendmsg, socket, (long)&message, 0);
}

static __attribute__((noreturn)) void leave(const struct notify *notify, int status)
{
	while (true)
		pass(notify, SYS_exit_group, status, 0, 0);
}

static __attribute__((noreturn)) void be_target(struct notify *notify, int socket,
						int (*run)(struct notify *, void *), void *argument)
{
	struct greeting greeting = {0, 0};
	int listener = filter_install(&notify->filter, 1, &greeting.is_killable);

	notify->is_killable = greeting.is_killable;
	if (listener < 0)
		greeting.error = listener;
	greet(notify, socket, &greeting, listener);
	if (listener < 0)
		leave(notify, 1);
	pass(notify, SYS_close, listener, 0, 0);
	pass(notify, SYS_close, socket, 0, 0);
	leave(notify, run(notify, argument));
}

/* Returns the listener, or a negative errno value. */
static int be_greeted(struct notify *notify, int socket)
{
	struct greeting greeting;
	struct iovec part = {&greeting, sizeof(greeting)};
	union control control;
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = sizeof(control)};
	ssize_t size;
	int listener;

	do
		size = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
	while (size < 0 && errno == EINTR);
	if (size != (ssize_t)sizeof(greeting))
		return size < 0 ? -errno : -ECHILD;
	if (greeting.error != 0)
		return greeting.error;
	if (!CMSG_FIRSTHDR(&message))
		return -EMFILE;
	memcpy(&listener, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(int));
	notify->is_killable = greeting.is_killable;
	return listener;
}

static void explain(int error, char *message, size_t size)
{
	if (error == -EBUSY)
		snprintf(
			message, size,
			"another supervisor of system calls is at work here already (a container's "
			"or an outer fault-syscall): run it outside of that, or use --static");
	else
		snprintf(message, size, "cannot install the filter of system calls: %s",
			 strerror(-error));
}

static pid_t abandon(pid_t child, int error, char *message, size_t size)
{
	if (child > 0) {
		kill(child, SIGKILL);
		while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
			;
	}
	explain(error, message, size);
	return -1;
}

pid_t notify_start(struct notify *notify, int (*run)(struct notify *notify, void *argument),
		   void *argument, char *message, size_t size)
{
	int sockets[2];
	pid_t child;

	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
		return abandon(-1, -errno, message, size);
	child = fork();
	if (child == 0) {
		close(sockets[0]);
		be_target(notify, sockets[1], run, argument);
	}
	close(sockets[1]);
	if (child < 0) {
		close(sockets[0]);
		return abandon(-1, -errno, message, size);
	}
	notify->listener = be_greeted(notify, sockets[0]);
	close(sockets[0]);
	if (notify->listener < 0)
		return abandon(child, notify->listener, message, size);
	ioctl(notify->listener, SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
	notify->ended = (int)syscall(SYS_pidfd_open, child, 0);
	notify->first = child;
	if (notify->ended < 0 || tree_begin(notify->tree, child) != 0)
		return abandon(child, -errno, message, size);
	return child;
}

int notify_exec(struct notify *notify, const char *path, char *const arguments[],
		char *const environment[])
{
	/* No program, so it fails; but this one is notified of: notify_answer() is told by it. */
	syscall(SYS_execveat, -1L, 0L, 0L, 0L, 0L, notify->pass);
	pass(notify, SYS_execve, (long)path, (long)arguments, (long)environment);
	return -errno;
}
