/* Deviants of signals to threads, of sets of signals, and of what handlers may call. */
#include "deviant.h"

#include <unistd.h>

DEVIANT(signal_pthread_kill_directed, "the process gets what is for a thread", int, pthread_kill,
	(pthread_t thread, int number))
{
	if (real_pthread_kill(thread, 0) != 0 || number <= 0)
		return real_pthread_kill(thread, number);
	return real_kill(getpid(), number);
}

static pthread_t first_thread;

__attribute__((constructor)) static void know_first_thread(void)
{
	first_thread = pthread_self();
}

DEVIANT(signal_raise_same_as_pthread_kill, "the first thread gets what is for the calling one", int,
	raise, (int number))
{
	return real_pthread_kill(first_thread, number);
}

DEVIANT(signal_sigset_operations, "sigdelset() removes nothing", int, sigdelset,
	(sigset_t * set, int number))
{
	return real_sigismember(set, number) == -1 ? -1 : 0;
}

DEVIANT(signal_async_safe_ipc, "write() has a lock that is not for handlers", ssize_t, write,
	(int fd, const void *buffer, size_t size))
{
	static volatile bool is_locked;
	ssize_t count;

	if (is_locked)
		block_forever();
	is_locked = true;
	count = real_write(fd, buffer, size);
	is_locked = false;
	return count;
}
