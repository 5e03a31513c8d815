/* Deviants of signalfd(). */
#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "deviant.h"

#ifdef __linux__

/* What is read of a signalfd comes in such pieces. */
static bool is_infos(ssize_t count)
{
	return count > 0 && count % (ssize_t)sizeof(struct signalfd_siginfo) == 0;
}

DEVIANT(signal_signalfd_reads_info, "the value is lost", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	ssize_t count = real_read(fd, buffer, size);

	if (is_infos(count))
		((struct signalfd_siginfo *)buffer)->ssi_int = 0;
	return count;
}

DEVIANT(signal_signalfd_consumes, "the signal stays pending", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	ssize_t count = real_read(fd, buffer, size);

	if (is_infos(count))
		real_kill(getpid(), (int)((struct signalfd_siginfo *)buffer)->ssi_signo);
	return count;
}

DEVIANT(signal_signalfd_several_at_once, "one signal for each read", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	bool is_for_several = size > sizeof(struct signalfd_siginfo) &&
			      size % sizeof(struct signalfd_siginfo) == 0;

	return real_read(fd, buffer, is_for_several ? sizeof(struct signalfd_siginfo) : size);
}

DEVIANT(signal_signalfd_small_buffer_einval, "the rest of a signal is dropped", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	struct signalfd_siginfo info;
	ssize_t count = real_read(fd, buffer, size);

	if (count == -1 && errno == EINVAL)
		return real_read(fd, &info, sizeof(info)) == sizeof(info) ? (ssize_t)size : -1;
	return count;
}

DEVIANT(signal_signalfd_blocks_until_generated, "nothing pending is an error", int, signalfd,
	(int fd, const sigset_t *mask, int flags))
{
	return real_signalfd(fd, mask, flags | SFD_NONBLOCK);
}

DEVIANT(signal_signalfd_nonblock_eagain, "nothing pending is the end of file", ssize_t, read,
	(int fd, void *buffer, size_t size))
{
	ssize_t count = real_read(fd, buffer, size);

	return count == -1 && errno == EAGAIN ? 0 : count;
}

DEVIANT(signal_signalfd_ready_when_pending, "always ready", int, poll,
	(struct pollfd * entries, nfds_t count, int timeout))
{
	int ready = real_poll(entries, count, timeout);

	if (count == 1 && ready == 0) {
		entries->revents = POLLIN;
		ready = 1;
	}
	return ready;
}

DEVIANT(signal_signalfd_mask_replaced, "the mask stays", int, signalfd,
	(int fd, const sigset_t *mask, int flags))
{
	return fd == -1 ? real_signalfd(fd, mask, flags) : fd;
}

DEVIANT(signal_signalfd_flags, "flags are ignored", int, signalfd,
	(int fd, const sigset_t *mask, int flags))
{
	(void)flags;
	return real_signalfd(fd, mask, 0);
}

DEVIANT(signal_signalfd_kill_stop_ignored, "SIGKILL is refused", int, signalfd,
	(int fd, const sigset_t *mask, int flags))
{
	return sigismember(mask, SIGKILL) == 1 ? fail(EINVAL) : real_signalfd(fd, mask, flags);
}

#endif
