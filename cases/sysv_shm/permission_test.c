/*
 * What the mode of a segment permits. The owner's bits alone count for the
 * owner, so an ordinary user can deny itself what it asks for.
 */
#include "sysv_shm.h"

#include <sys/stat.h>
#include <unistd.h>

CASE(sysv_shm_at_rdonly_needs_read_only)
{
	struct actor *owner = ACTOR("owner")
	{
		int id;

		become_unprivileged();
		id = new_segment_of(page_size(), 0466);
		expect_readable(attach(id, SHM_RDONLY));
		expect_attached(id, 1);
		remove_segment(id);
	}

	expect_finished(owner);
}

CASE(sysv_shm_at_rdwr_needs_both, shmat_eacces)
{
	static const int lacking[] = {0466, 0266, 0066};
	struct actor *owner = ACTOR("owner")
	{
		size_t i;
		int id;

		become_unprivileged();
		for (i = 0; i < sizeof(lacking) / sizeof(lacking[0]); i++) {
			id = new_segment_of(page_size(), lacking[i]);
			EXPECT_ERROR(EACCES, shmat(id, NULL, 0));
			if (!(lacking[i] & S_IRUSR))
				EXPECT_ERROR(EACCES, shmat(id, NULL, SHM_RDONLY));
			remove_segment(id);
		}
		id = new_segment_of(page_size(), 0600);
		expect_writable(attach(id, 0));
		remove_segment(id);
	}

	expect_finished(owner);
}

CASE(sysv_shm_ctl_stat_needs_read, shmctl_eacces)
{
	struct actor *owner = ACTOR("owner")
	{
		struct shmid_ds status;
		int id;

		become_unprivileged();
		id = new_segment_of(1, 0266);
		EXPECT_ERROR(EACCES, shmctl(id, IPC_STAT, &status));
		remove_segment(id);
		id = new_segment_of(1, 0400);
		EXPECT_EQ(1, segment_status(id).shm_segsz);
		remove_segment(id);
	}

	expect_finished(owner);
}

CASE(shmget_eacces)
{
	key_t key = unique_key();
	struct actor *owner = ACTOR("owner")
	{
		int id;

		become_unprivileged();
		id = (int)EXPECT_OK(shmget(key, 1, IPC_CREAT | IPC_EXCL | 0466));
		EXPECT_ERROR(EACCES, shmget(key, 1, 0600));
		EXPECT_ERROR(EACCES, shmget(key, 1, 0200));
		EXPECT_ERROR(EACCES, shmget(key, 0, IPC_CREAT | 0600));
		EXPECT_EQ(id, shmget(key, 1, 0400));
		EXPECT_EQ(id, shmget(key, 1, 0));
		EXPECT_EQ(0466, segment_status(id).shm_perm.mode & 0777);
		remove_segment(id);
	}

	expect_finished(owner);
}

CASE(shmctl_eperm)
{
	int id = new_segment_of(1, 0666);
	struct shmid_ds before = segment_status(id);
	struct shmid_ds after;
	struct actor *stranger;

	if (geteuid() != 0) {
		remove_segment(id);
		skip_unpermitted("an ordinary user cannot become another one");
	}
	stranger = ACTOR("neither owner nor creator")
	{
		struct shmid_ds wanted;

		become_unprivileged();
		wanted = segment_status(id);
		EXPECT_ERROR(EPERM, shmctl(id, IPC_SET, &wanted));
		wanted.shm_perm.uid = geteuid();
		wanted.shm_perm.mode = 0777;
		EXPECT_ERROR(EPERM, shmctl(id, IPC_SET, &wanted));
		EXPECT_ERROR(EPERM, shmctl(id, IPC_RMID, NULL));
	}
	expect_finished(stranger);
	after = segment_status(id);
	EXPECT_EQ(before.shm_perm.uid, after.shm_perm.uid);
	EXPECT_EQ(before.shm_perm.mode, after.shm_perm.mode);
	EXPECT_OK(shmctl(id, IPC_SET, &after));
	remove_segment(id);
}
