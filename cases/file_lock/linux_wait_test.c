/* What Linux adds to waiting for a lock: SA_RESTART, and no end of a deadlock. */
#include "file_lock.h"

#include <signal.h>

CASE(lock_wait_sa_restart)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *waiter;

	set_locks(fd, "..wwww..");
	waiter = ACTOR("waiter")
	{
		catch_signal(SIGUSR1, SA_RESTART);
		EXPECT_OK(await_region(fd, F_WRLCK, 0, 8));
		expect_locks(path, "wwwwwwww");
	}
	expect_blocked_in(waiter, CALL_FCNTL);
	send_signal(waiter, SIGUSR1);
	await_caught(SIGUSR1);
	expect_blocked_in(waiter, CALL_FCNTL);
	EXPECT_OK(lock_region(fd, F_UNLCK, 0, 0));
	expect_finished(waiter);
}

/* Each holds a byte and waits for the other's, until a signal tells one to give up. */
CASE(lock_ofd_linux_no_deadlock_detection)
{
	const char *path = scratch_path();
	struct gate *has_lock[2] = {new_gate(), new_gate()};
	struct actor *waiters[2];
	int i;

	open_locked_file(path);
	for (i = 0; i < 2; i++) {
		waiters[i] = ACTOR("waiter")
		{
			int fd = open_again(path, O_RDWR);

			catch_signal(SIGUSR1, 0);
			EXPECT_OK(ofd_lock_region(fd, F_WRLCK, i, 1));
			open_gate(has_lock[i]);
			pass_gate(has_lock[1 - i]);
			if (i == 0)
				EXPECT_ERROR(EINTR, ofd_await_region(fd, F_WRLCK, 1, 1));
			else
				EXPECT_OK(ofd_await_region(fd, F_WRLCK, 0, 1));
		}
	}
	expect_blocked_in(waiters[0], CALL_FCNTL);
	expect_blocked_in(waiters[1], CALL_FCNTL);
	send_signal(waiters[0], SIGUSR1);
	expect_finished(waiters[0]);
	expect_finished(waiters[1]);
}
