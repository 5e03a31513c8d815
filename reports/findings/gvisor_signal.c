/* Signals, and how processes wait, under gVisor. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "finding.h"

static enum outcome receive_interrupted(void)
{
	char byte;
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == -1)
		return CANNOT_TRY;
	alarm_often(SA_RESTART);
	return recv(fds[0], &byte, 1, 0) == -1 && errno == EINTR ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor never restarts accept(), recv(), recvfrom() and recvmsg() after a caught signal, "
	"with SA_RESTART or without, nor after a stop")
{
	return receive_interrupted();
}

/* Of many signals at any time, one or none may come while it waits. */
FINDING("sometimes a signal is caught while gVisor waits in recv(), which it never restarts")
{
	return receive_interrupted();
}

static enum outcome receive_message(int queue)
{
	long message[2];

	return msgrcv(queue, message, 1, 0, 0) == -1 && errno == EINTR ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor ends the call with EINTR if its process was stopped and continued")
{
	int queue = new_queue(0600);

	return queue == -1 ? CANNOT_TRY : stop_often(receive_message, queue);
}

static void tell_code(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	(void)context;
	_exit(info->si_code == SEGV_MAPERR ? SHOWN : NOT_SHOWN);
}

FINDING("gVisor sends SIGSEGV and SIGBUS for a bad access with si_code 1, whatever the reason")
{
	struct sigaction action = {.sa_sigaction = tell_code, .sa_flags = SA_SIGINFO};
	volatile char *page = mmap(NULL, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	sigaction(SIGSEGV, &action, NULL);
	return *page ? NOT_SHOWN : CANNOT_TRY;
}

/* A set of that signal alone, which is blocked. */
static sigset_t blocked(int signal)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, signal);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return set;
}

FINDING("gVisor says by RLIMIT_SIGPENDING that no signal can be queued")
{
	struct rlimit limit;

	blocked(SIGRTMIN);
	if (getrlimit(RLIMIT_SIGPENDING, &limit) == -1)
		return CANNOT_TRY;
	return limit.rlim_cur == 0 && sigqueue(getpid(), SIGRTMIN, (union sigval){0}) == 0
		       ? SHOWN
		       : NOT_SHOWN;
}

FINDING("gVisor tells the status 0, not SIGCONT, of a child that was continued")
{
	sigset_t set = blocked(SIGCHLD);
	siginfo_t info;
	int child = fork();

	if (child == 0)
		_exit(raise(SIGSTOP) == 0 ? pause() : 1);
	if (sigwaitinfo(&set, &info) != SIGCHLD || info.si_code != CLD_STOPPED)
		return CANNOT_TRY;
	kill(child, SIGCONT);
	if (sigwaitinfo(&set, &info) != SIGCHLD || info.si_code != CLD_CONTINUED)
		return CANNOT_TRY;
	return info.si_status == 0 ? SHOWN : NOT_SHOWN;
}

/* A signalfd of a signal that comes with that value. */
static int descriptor_of_signal(int value)
{
	sigset_t set = blocked(SIGRTMIN);

	sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = value});
	return signalfd(-1, &set, SFD_NONBLOCK);
}

FINDING("gVisor's signalfd does not tell the value that was sent with the signal")
{
	struct signalfd_siginfo info;

	if (read(descriptor_of_signal(77), &info, sizeof(info)) != sizeof(info))
		return CANNOT_TRY;
	return info.ssi_int == 0 && info.ssi_ptr == 0 ? SHOWN : NOT_SHOWN;
}

/* EINVAL is what Linux reports. */
FINDING("gVisor's signalfd gives one signal of 130 bytes, or a part of it, whatever the size of "
	"the "
	"buffer")
{
	char bytes[8];

	return read(descriptor_of_signal(0), bytes, sizeof(bytes)) > 0 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor's signalfd() returns 0, not the descriptor, when it changes one")
{
	sigset_t set = blocked(SIGUSR1);
	int fd = signalfd(-1, &set, 0);

	return fd > 0 && signalfd(fd, &set, 0) == 0 ? SHOWN : NOT_SHOWN;
}

/* A process may signal itself at least, which is enough. */
FINDING("sometimes gVisor's kill() of a group fails with EPERM: if the process that it happens to "
	"come to "
	"last may not be signalled")
{
	if (geteuid() != 0) {
		errno = EPERM;
		return CANNOT_TRY;
	}
	if (fork() == 0)
		_exit(pause());
	if (!drop_root())
		return CANNOT_TRY;
	for (int i = 0; i < 100; i++) {
		if (kill(-getpgrp(), 0) == -1)
			return SHOWN;
	}
	return NOT_SHOWN;
}

/* A robust mutex that a process has locked whose id has those bits, or lacks them; it dies. */
static pthread_mutex_t *mutex_of_dying(int bits)
{
	pthread_mutex_t *mutex = shared_memory(sizeof(*mutex));
	pthread_mutexattr_t attributes;
	int owner;

	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
	pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
	pthread_mutex_init(mutex, &attributes);
	do {
		owner = fork();
		if (owner == 0) {
			if ((getpid() & 128) == bits && pthread_mutex_lock(mutex) == 0)
				usleep(600000);
			_exit(0);
		}
		if ((owner & 128) != bits)
			waitpid(owner, NULL, 0);
	} while (owner != -1 && (owner & 128) != bits);
	usleep(300000);
	return mutex;
}

FINDING_HANGS("sometimes gVisor wakes nobody who waits for the robust mutex of a dead owner: it "
	      "takes the "
	      "bit 128 of the owner's thread id for FUTEX_PRIVATE_FLAG",
	      5)
{
	struct timespec limit;

	/* Where owners never die, it is not about the bit. */
	clock_gettime(CLOCK_REALTIME, &limit);
	limit.tv_sec += 2;
	if (pthread_mutex_timedlock(mutex_of_dying(0), &limit) != EOWNERDEAD)
		return CANNOT_TRY;
	return pthread_mutex_lock(mutex_of_dying(128)) == EOWNERDEAD ? NOT_SHOWN : CANNOT_TRY;
}

FINDING("gVisor's futex() takes a time limit whose nanoseconds are out of range")
{
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	struct timespec limit = {0, 1000000000};

	pthread_mutex_lock(&mutex);
	return pthread_mutex_timedlock(&mutex, &limit) == ETIMEDOUT ? SHOWN : NOT_SHOWN;
}
