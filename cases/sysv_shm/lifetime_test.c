/* What becomes of attachments, and of segments, with the processes that have them. */
#include "sysv_shm.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

CASE(sysv_shm_fork_attachments_inherited)
{
	size_t size = 2 * page_size();
	int id = new_segment(size);
	unsigned char *bytes = attach(id, 0);
	unsigned char *constant = attach(id, SHM_RDONLY);
	struct actor *child;

	memset(bytes, 'p', size);
	child = ACTOR("child")
	{
		expect_readable(bytes);
		expect_all('p', bytes, size);
		expect_all('p', constant, size);
		expect_write_faults(constant, SIGSEGV, SEGV_ACCERR);
		memset(bytes, 'c', size);
		expect_all('c', constant, size);
	}
	expect_finished(child);
	expect_all('c', bytes, size);
	expect_all('c', constant, size);
	detach(bytes);
	detach(constant);
	remove_segment(id);
}

CASE(sysv_shm_fork_nattch_counts_child)
{
	int id = new_segment(1);
	void *one = attach(id, 0);
	void *two = attach(id, SHM_RDONLY);
	struct gate *is_counted = new_gate();
	struct gate *has_detached = new_gate();
	struct gate *is_counted_again = new_gate();
	struct actor *child;

	expect_attached(id, 2);
	child = ACTOR("child")
	{
		pass_gate(is_counted);
		detach(one);
		open_gate(has_detached);
		pass_gate(is_counted_again);
	}
	expect_attached(id, 4);
	open_gate(is_counted);
	pass_gate(has_detached);
	expect_attached(id, 3);
	open_gate(is_counted_again);
	expect_finished(child);
	await_attached(id, 2);
	detach(one);
	detach(two);
	expect_attached(id, 0);
	remove_segment(id);
}

CASE(sysv_shm_exec_detached)
{
	char *const cat[] = {"cat", "-u", NULL};
	int id = new_segment(1);
	struct gate *is_attached = new_gate();
	struct gate *is_counted = new_gate();
	struct actor *program;
	int ends[2];

	SETUP(socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
	program = ACTOR("program")
	{
		attach(id, 0);
		attach(id, SHM_RDONLY);
		open_gate(is_attached);
		pass_gate(is_counted);
		SETUP(close(ends[0]));
		SETUP(dup2(ends[1], STDIN_FILENO));
		SETUP(dup2(ends[1], STDOUT_FILENO));
		SETUP(close(ends[1]));
		execvp(cat[0], cat);
	}
	close_end(ends[1]);
	pass_gate(is_attached);
	expect_attached(id, 2);
	open_gate(is_counted);
	/* What answers is the new program. */
	write_bytes(ends[0], "x", 1);
	expect_bytes(ends[0], "x", 1);
	await_attached(id, 0);
	EXPECT(is_running(program));
	close_end(ends[0]);
	expect_exit(program, 0);
	remove_segment(id);
}

/* value is the signal that ends the process, 0 for _exit(). */
static const struct variant ends_of_process[] = {{"_exit", 0, NULL}, {"SIGKILL", SIGKILL, NULL}};

CASE_VARIANTS(ends_of_process, sysv_shm_exit_detached)
{
	int signal = (int)variant()->value;
	time_t before = file_clock().tv_sec;
	int id = new_segment(1);
	struct gate *is_attached = new_gate();
	struct gate *is_counted = new_gate();
	struct actor *process = ACTOR("process")
	{
		attach(id, 0);
		attach(id, SHM_RDONLY);
		open_gate(is_attached);
		pass_gate(is_counted);
		if (signal)
			raise(signal);
		_exit(7);
	}

	pass_gate(is_attached);
	expect_attached(id, 2);
	open_gate(is_counted);
	if (signal)
		expect_killed(process, signal);
	else
		expect_exit(process, 7);
	await_attached(id, 0);
	expect_marked(before, segment_status(id).shm_dtime);
	remove_segment(id);
}

CASE(sysv_shm_exit_rmid_pending_destroyed)
{
	int id = new_segment(1);
	struct gate *is_attached = new_gate();
	struct gate *is_removed = new_gate();
	struct actor *user = ACTOR("last user")
	{
		unsigned char *byte = attach(id, 0);

		open_gate(is_attached);
		pass_gate(is_removed);
		expect_writable(byte);
	}

	pass_gate(is_attached);
	remove_segment(id);
	open_gate(is_removed);
	expect_finished(user);
	await_gone(id);
	EXPECT_ERROR_OF(EINVAL, EIDRM, shmat(id, NULL, 0));
}

CASE(sysv_shm_persists_without_rmid)
{
	key_t key = unique_key();
	struct actor *user = ACTOR("creator")
	{
		unsigned char *byte = attach(new_segment_under(key, 1), 0);

		*byte = 'x';
	}
	unsigned char *byte;
	int id;

	expect_finished(user);
	id = (int)EXPECT_OK(shmget(key, 1, 0));
	await_attached(id, 0);
	byte = attach(id, 0);
	EXPECT_EQ('x', *byte);
	detach(byte);
	remove_segment(id);
}
