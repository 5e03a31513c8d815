/* Deviants of read() on a pipe when a signal or a cancellation comes. */
#include "deviant.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>

DEVIANT(pipe_read_eintr_before_data, "every read is restarted", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	ssize_t count;

	do
		count = real_read(fd, buffer, size);
	while (count == -1 && errno == EINTR && is_fifo(fd));
	return count;
}

static void clear_sa_restart(void)
{
	struct sigaction action;
	int number;

	for (number = 1; number < SIGRTMIN; number++) {
		if (sigaction(number, NULL, &action) == -1 || !(action.sa_flags & SA_RESTART))
			continue;
		action.sa_flags &= ~SA_RESTART;
		sigaction(number, &action, NULL);
	}
}

DEVIANT(pipe_read_restarts_with_sa_restart, "no read is restarted", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	if (is_fifo(fd))
		clear_sa_restart();
	return real_read(fd, buffer, size);
}

DEVIANT(pipe_read_partial_on_signal, "a signal during the transfer makes it EINTR", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	sigset_t all;
	sigset_t before;
	sigset_t pending;
	ssize_t count;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	count = real_read(fd, buffer, size);
	sigpending(&pending);
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (count <= 0 || !is_fifo(fd) || sigisemptyset(&pending))
		return count;
	errno = EINTR;
	return -1;
}

DEVIANT(pipe_read_cancellation_point, "a blocked read cannot be cancelled", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	ssize_t count;
	int state;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
	count = real_read(fd, buffer, size);
	pthread_setcancelstate(state, &state);
	return count;
}
