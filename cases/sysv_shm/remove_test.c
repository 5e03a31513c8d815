/* shmctl(): IPC_RMID. */
#include "sysv_shm.h"

#include <string.h>

CASE(sysv_shm_ctl_rmid_removes_id)
{
	key_t key = unique_key();
	int id = new_segment_under(key, 1);
	unsigned char *old = attach(id, 0);
	unsigned char *new;
	int successor;

	EXPECT_EQ(id, shmget(key, 0, 0));
	EXPECT_EQ(0, shmctl(id, IPC_RMID, NULL));
	EXPECT_ERROR(ENOENT, shmget(key, 0, 0));
	/* The key is free for another one. */
	*old = 'x';
	successor = (int)EXPECT_OK(shmget(key, 1, IPC_CREAT | IPC_EXCL | 0600));
	EXPECT(successor != id);
	new = attach(successor, 0);
	EXPECT_EQ(0, *new);
	detach(new);
	detach(old);
	remove_segment(successor);
	EXPECT_ERROR(ENOENT, shmget(key, 0, 0));
}

CASE(sysv_shm_ctl_rmid_attached_keep_access)
{
	size_t size = 2 * page_size();
	int id = new_segment(size);
	unsigned char *bytes = attach(id, 0);
	struct gate *is_removed = new_gate();
	struct gate *is_written = new_gate();
	struct actor *other = ACTOR("other")
	{
		pass_gate(is_removed);
		expect_writable(bytes + size - 1);
		expect_all('x', bytes, size);
		memset(bytes, 'y', size);
		open_gate(is_written);
	}

	memset(bytes, 'x', size);
	EXPECT_EQ(0, shmctl(id, IPC_RMID, NULL));
	expect_writable(bytes);
	expect_all('x', bytes, size);
	open_gate(is_removed);
	pass_gate(is_written);
	expect_all('y', bytes, size);
	expect_finished(other);
	EXPECT_EQ(0, shmdt(bytes));
}

static void observe_status(const char *situation, int id)
{
	struct shmid_ds status;
	int result = shmctl(id, IPC_STAT, &status);

	observe(situation, "%s", result == 0 ? "there is a status" : error_name(errno));
}

CASE(sysv_shm_ctl_rmid_freed_at_last_detach)
{
	int id = new_segment(1);
	void *first = attach(id, 0);
	void *last = attach(id, 0);

	remove_segment(id);
	observe_status("IPC_STAT of a removed segment that is attached twice", id);
	detach(first);
	observe_status("IPC_STAT of a removed segment that is attached once", id);
	detach(last);
	observe_status("IPC_STAT of a removed segment after the last shmdt()", id);
}

CASE(sysv_shm_ctl_rmid_unattached_immediate)
{
	int id = new_segment(1);

	detach(attach(id, 0));
	EXPECT_EQ(0, shmctl(id, IPC_RMID, NULL));
	expect_gone(id);
	EXPECT_ERROR_OF(EINVAL, EIDRM, shmat(id, NULL, 0));
	EXPECT_ERROR_OF(EINVAL, EIDRM, shmctl(id, IPC_RMID, NULL));
}

CASE(sysv_shm_ctl_null_buf_for_rmid)
{
	key_t key = unique_key();

	EXPECT_EQ(0, shmctl(new_segment_under(key, 1), IPC_RMID, NULL));
	expect_no_segment(key);
}
