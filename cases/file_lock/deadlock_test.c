/*
 * Processes that wait for each other in a circle, which a system may refuse to
 * close with EDEADLK, or may not.
 */
#include "file_lock.h"

#include <signal.h>
#include <sys/time.h>

/* Locks a byte, waiting for it. */
typedef int lock_byte(int fd, off_t byte);

static int by_setlkw(int fd, off_t byte)
{
	return await_region(fd, F_WRLCK, byte, 1);
}

static int by_ofd_setlkw(int fd, off_t byte)
{
	return ofd_await_region(fd, F_WRLCK, byte, 1);
}

static int by_lockf(int fd, off_t byte)
{
	SETUP(lseek(fd, byte, SEEK_SET));
	return lockf(fd, F_LOCK, 1);
}

/* SIGALRM interrupts the caller again and again: what it does now does not last for ever. */
static void interrupt_often(void)
{
	const struct itimerval often = {{0, 20000}, {0, 20000}};

	catch_signal(SIGALRM, 0);
	SETUP(setitimer(ITIMER_REAL, &often, NULL));
}

static void interrupt_no_more(void)
{
	const struct itimerval never = {{0, 0}, {0, 0}};

	SETUP(setitimer(ITIMER_REAL, &never, NULL));
}

static const char *outcome(int result)
{
	if (result == 0)
		return "success";
	return errno == EINTR ? "it waits" : error_name(errno);
}

/*
 * Of so many processes, each locks the byte of its number and then waits for
 * that of the next one. The caller is the last, and closes the circle.
 */
static void close_circle(const char *situation, lock_byte *lock, int processes)
{
	enum { MOST = 3 };
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct gate *may_wait = new_gate();
	struct gate *has_lock[MOST];
	struct actor *waiters[MOST];
	const char *found;
	int i;

	for (i = 0; i < processes - 1; i++) {
		has_lock[i] = new_gate();
		waiters[i] = ACTOR("waiter")
		{
			int own_fd = open_again(path, O_RDWR);

			EXPECT_OK(lock(own_fd, i));
			open_gate(has_lock[i]);
			pass_gate(may_wait);
			lock(own_fd, i + 1);
		}
	}
	EXPECT_OK(lock(fd, processes - 1));
	for (i = 0; i < processes - 1; i++)
		pass_gate(has_lock[i]);
	open_gate(may_wait);
	for (i = 0; i < processes - 1; i++)
		expect_blocked_in(waiters[i], CALL_FCNTL);
	interrupt_often();
	found = outcome(lock(fd, 0));
	interrupt_no_more();
	observe(situation, "%s", found);
	for (i = 0; i < processes - 1; i++)
		dismiss(waiters[i]);
}

static const struct variant circles[] = {
	{"two", 2, "F_SETLKW that closes a circle of two"},
	{"three", 3, "F_SETLKW that closes a circle of three"},
};

CASE_VARIANTS(circles, lock_wait_deadlock_edeadlk, setlkw_edeadlk)
{
	close_circle(variant()->data, by_setlkw, (int)variant()->value);
}

CASE(ofd_setlkw_edeadlk)
{
	if (by_ofd_setlkw(open_locked_file(scratch_path()), 0) == -1 && errno == EINVAL)
		skip_unsupported("there are no locks of open file descriptions");
	close_circle("F_OFD_SETLKW that closes a circle of two", by_ofd_setlkw, 2);
}

CASE(lockf_edeadlk)
{
	close_circle("F_LOCK that closes a circle of two", by_lockf, 2);
}
