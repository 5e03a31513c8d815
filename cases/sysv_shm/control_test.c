/* shmctl(): IPC_STAT, IPC_SET, and what is no command. The removal is in remove_test.c. */
#include "sysv_shm.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

CASE(sysv_shm_ctl_stat)
{
	key_t key = unique_key();
	time_t before = file_clock().tv_sec;
	int id = new_segment_under(key, 100);
	struct shmid_ds status;
	void *memory;

	memset(&status, 0xa5, sizeof(status));
	EXPECT_EQ(0, shmctl(id, IPC_STAT, &status));
	EXPECT_EQ(geteuid(), status.shm_perm.uid);
	EXPECT_EQ(getegid(), status.shm_perm.gid);
	EXPECT_EQ(geteuid(), status.shm_perm.cuid);
	EXPECT_EQ(getegid(), status.shm_perm.cgid);
	EXPECT_EQ(0600, status.shm_perm.mode & 0777);
	EXPECT_EQ(100, status.shm_segsz);
	EXPECT_EQ(getpid(), status.shm_cpid);
	EXPECT_EQ(0, status.shm_nattch);
	expect_marked(before, status.shm_ctime);
	memory = attach(id, 0);
	memset(&status, 0xa5, sizeof(status));
	EXPECT_EQ(0, shmctl(id, IPC_STAT, &status));
	EXPECT_EQ(1, status.shm_nattch);
	EXPECT_EQ(getpid(), status.shm_lpid);
	expect_marked(before, status.shm_atime);
	EXPECT_EQ(0, status.shm_dtime);
	detach(memory);
	EXPECT_EQ(0, segment_status(id).shm_nattch);
	expect_marked(before, segment_status(id).shm_dtime);
	remove_segment(id);
}

CASE(sysv_shm_ctl_set_fields)
{
	enum { NINE_BITS = 0777, MORE_BITS = 07000 };
	int id = new_segment(100);
	struct shmid_ds before = segment_status(id);
	struct shmid_ds wanted = before;
	struct shmid_ds after;
	time_t time = file_clock().tv_sec;

	need_other_users();
	wanted.shm_perm.uid = before.shm_perm.uid + 1;
	wanted.shm_perm.gid = before.shm_perm.gid + 2;
	wanted.shm_perm.mode = MORE_BITS | 0645;
	EXPECT_EQ(0, shmctl(id, IPC_SET, &wanted));
	after = segment_status(id);
	EXPECT_EQ(wanted.shm_perm.uid, after.shm_perm.uid);
	EXPECT_EQ(wanted.shm_perm.gid, after.shm_perm.gid);
	EXPECT_EQ(0645, after.shm_perm.mode & NINE_BITS);
	EXPECT_EQ(before.shm_perm.mode & ~NINE_BITS, after.shm_perm.mode & ~NINE_BITS);
	expect_marked(time, after.shm_ctime);
	EXPECT_EQ(before.shm_perm.cuid, after.shm_perm.cuid);
	EXPECT_EQ(before.shm_perm.cgid, after.shm_perm.cgid);
	remove_segment(id);
}

CASE(sysv_shm_ctl_set_size_ignored)
{
	int id = new_segment(100);
	struct shmid_ds wanted = segment_status(id);

	wanted.shm_segsz = 50;
	EXPECT_EQ(0, shmctl(id, IPC_SET, &wanted));
	EXPECT_EQ(100, segment_status(id).shm_segsz);
	wanted.shm_segsz = 2 * page_size();
	EXPECT_EQ(0, shmctl(id, IPC_SET, &wanted));
	EXPECT_EQ(100, segment_status(id).shm_segsz);
	remove_segment(id);
}

CASE(sysv_shm_ctl_bad_cmd_einval)
{
	enum { NO_COMMAND = 999 };
	int id = new_segment(1);
	struct shmid_ds status = segment_status(id);

	EXPECT_ERROR(EINVAL, shmctl(id, NO_COMMAND, &status));
	EXPECT_ERROR(EINVAL, shmctl(id, -1, &status));
	EXPECT_ERROR(EINVAL, shmctl(id, INT_MAX, NULL));
	EXPECT_EQ(1, segment_status(id).shm_segsz);
	remove_segment(id);
}
