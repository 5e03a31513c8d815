/* Signals, and the calls that they interrupt. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "finding.h"

static void catch (int signal, siginfo_t *info, void *context)
{
	(void)signal;
	(void)info;
	(void)context;
}

FINDING("Linux resets the action on entry to a handler with SA_RESETHAND, but leaves SA_SIGINFO "
	"set in its flags")
{
	struct sigaction action = {.sa_sigaction = catch, .sa_flags = SA_RESETHAND | SA_SIGINFO};

	sigaction(SIGUSR1, &action, NULL);
	raise(SIGUSR1);
	sigaction(SIGUSR1, NULL, &action);
	return action.sa_handler == SIG_DFL && action.sa_flags & SA_SIGINFO ? SHOWN : NOT_SHOWN;
}

static int error_of_waiter[3];

static void *accept_one(void *error)
{
	struct timespec limit = {1, 0};
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	*(int *)error = sigtimedwait(&set, NULL, &limit) == -1 ? errno : 0;
	return NULL;
}

/* Three threads wait for one signal: one accepts it, the others are to go on waiting. */
FINDING("Linux ends the wait of one more thread, with EINTR though nothing is caught, for each "
	"signal that another thread accepts")
{
	sigset_t set;
	pthread_t threads[3];

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	for (int round = 0; round < 10; round++) {
		bool was_interrupted = false;

		for (int i = 0; i < 3; i++)
			pthread_create(&threads[i], NULL, accept_one, &error_of_waiter[i]);
		usleep(100000);
		kill(getpid(), SIGUSR1);
		for (int i = 0; i < 3; i++) {
			pthread_join(threads[i], NULL);
			was_interrupted |= error_of_waiter[i] == EINTR;
		}
		if (was_interrupted)
			return SHOWN;
	}
	return NOT_SHOWN;
}

FINDING("musl starts the call again after EINTR")
{
	struct sigaction action = {.sa_sigaction = catch, .sa_flags = SA_SIGINFO};
	struct timespec limit = {3, 0};
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigaction(SIGALRM, &action, NULL);
	alarm(1);
	return sigtimedwait(&set, NULL, &limit) == -1 && errno == EAGAIN ? SHOWN : NOT_SHOWN;
}

FINDING("Linux never restarts this call after a caught signal, with SA_RESTART or without")
{
	alarm_often(SA_RESTART);
	return poll(NULL, 0, -1) == -1 && errno == EINTR ? SHOWN : NOT_SHOWN;
}

/* A socket to receive from with a time limit, although nothing will come; -1 if it fails. */
static int socket_with_timeout(void)
{
	struct timeval limit = {1, 500000};
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, fds) == -1 ||
	    setsockopt(fds[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)) == -1)
		return -1;
	return fds[0];
}

static enum outcome receive_byte(int fd)
{
	char byte;

	return recv(fd, &byte, 1, 0) == -1 && errno == EINTR ? SHOWN : NOT_SHOWN;
}

FINDING("Linux never restarts a call on a socket that has a timeout")
{
	int fd = socket_with_timeout();

	alarm_often(SA_RESTART);
	return fd == -1 ? CANNOT_TRY : receive_byte(fd);
}

FINDING("Linux ends the call with EINTR if its process was stopped and continued")
{
	int fd = socket_with_timeout();

	return fd == -1 ? CANNOT_TRY : stop_often(receive_byte, fd);
}

/* The signal is one that processes ignore, should this ever be in the world of others. */
static enum outcome signal_all(void)
{
	struct sigaction action = {.sa_sigaction = catch, .sa_flags = SA_SIGINFO};
	sigset_t set, pending;

	if (getppid() != 1)
		return CANNOT_TRY;
	sigemptyset(&set);
	sigaddset(&set, SIGURG);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sigaction(SIGURG, &action, NULL);
	if (fork() == 0)
		_exit(pause());
	if (kill(-1, SIGURG) == -1)
		return NOT_SHOWN;
	sigpending(&pending);
	return sigismember(&pending, SIGURG) ? NOT_SHOWN : SHOWN;
}

FINDING("Linux leaves the calling process out of kill(-1, ...)")
{
	int first;

	if (unshare(CLONE_NEWPID) == -1 && unshare(CLONE_NEWPID | CLONE_NEWUSER) == -1)
		return CANNOT_TRY;
	first = fork();
	if (first == 0) {
		int sender = fork();

		_exit(sender == 0 ? signal_all() : outcome_of(sender));
	}
	return outcome_of(first);
}
