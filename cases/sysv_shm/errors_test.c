/*
 * The error conditions that are not a clause of their own; those of permission
 * are in permission_test.c, the others beside the clause.
 */
#include "sysv_shm.h"

#include <stdint.h>
#include <sys/resource.h>
#include <unistd.h>

CASE(shmget_einval_size)
{
	key_t key = unique_key();
	int id;

	enter_private(PRIVATE_IPC);
	set_parameter("kernel/shmmax", "%lu", (unsigned long)1000);
	EXPECT_ERROR(EINVAL, shmget(key, 1001, IPC_CREAT | 0600));
	EXPECT_ERROR(EINVAL, shmget(key, 0, IPC_CREAT | 0600));
	EXPECT_ERROR(EINVAL, shmget(IPC_PRIVATE, 1001, 0600));
	expect_no_segment(key);
	id = new_segment_under(key, 1000);
	EXPECT_EQ(1000, segment_status(id).shm_segsz);
	remove_segment(id);
}

CASE(shmget_enomem)
{
	size_t too_large = SIZE_MAX / 2 / page_size() * page_size();
	key_t key = unique_key();

	enter_private(PRIVATE_IPC);
	if (read_parameter("vm/overcommit_memory", 0) == 1)
		skip_unsupported("the system promises more memory than it has");
	if (too_large / page_size() <= (size_t)sysconf(_SC_PHYS_PAGES))
		skip_unsupported("a size_t does not exceed the memory");
	remove_segment(new_segment_under(key, 1));
	EXPECT_ERROR(ENOMEM, shmget(key, too_large, IPC_CREAT | 0600));
	EXPECT_ERROR(ENOMEM, shmget(IPC_PRIVATE, too_large, 0600));
	expect_no_segment(key);
}

/* Either the count of segments or that of their pages is limited to value. */
static const struct variant limits[] = {{"kernel/shmmni", 2, NULL}, {"kernel/shmall", 2, NULL}};

CASE_VARIANTS(limits, shmget_enospc)
{
	key_t key = unique_key();
	int first;
	int second;

	enter_private(PRIVATE_IPC);
	set_parameter(variant()->name, "%lu", (unsigned long)variant()->value);
	first = new_segment(page_size());
	second = new_segment(1);
	EXPECT_ERROR(ENOSPC, shmget(key, 1, IPC_CREAT | 0600));
	EXPECT_ERROR(ENOSPC, shmget(IPC_PRIVATE, 1, 0600));
	expect_no_segment(key);
	remove_segment(second);
	second = new_segment_under(key, page_size());
	EXPECT_ERROR(ENOSPC, shmget(IPC_PRIVATE, 1, 0600));
	remove_segment(first);
	remove_segment(second);
}

CASE(shmat_einval_id)
{
	int id = new_segment(1);

	detach(attach(id, 0));
	EXPECT_ERROR(EINVAL, shmat(-1, NULL, 0));
	EXPECT_ERROR(EINVAL, shmat(-1, NULL, SHM_RDONLY));
	remove_segment(id);
	EXPECT_ERROR_OF(EINVAL, EIDRM, shmat(id, NULL, 0));
}

CASE(shmat_enomem)
{
	enum { MEGABYTE = 1 << 20 };
	int id = new_segment(64 * MEGABYTE);
	struct actor *caller = ACTOR("caller")
	{
		detach(attach(id, 0));
		limit_memory(48 * MEGABYTE);
		EXPECT_ERROR(ENOMEM, shmat(id, NULL, 0));
		EXPECT_ERROR(ENOMEM, shmat(id, NULL, SHM_RDONLY));
		expect_attached(id, 0);
	}

	expect_finished(caller);
	remove_segment(id);
}

CASE(shmctl_einval)
{
	enum { NO_COMMAND = 999 };
	int id = new_segment(1);
	struct shmid_ds status = segment_status(id);

	EXPECT_ERROR(EINVAL, shmctl(id, NO_COMMAND, &status));
	EXPECT_ERROR(EINVAL, shmctl(-1, IPC_STAT, &status));
	EXPECT_ERROR(EINVAL, shmctl(-1, IPC_SET, &status));
	EXPECT_ERROR(EINVAL, shmctl(-1, IPC_RMID, NULL));
	remove_segment(id);
	EXPECT_ERROR_OF(EINVAL, EIDRM, shmctl(id, IPC_STAT, &status));
	EXPECT_ERROR_OF(EINVAL, EIDRM, shmctl(id, IPC_SET, &status));
	EXPECT_ERROR_OF(EINVAL, EIDRM, shmctl(id, IPC_RMID, NULL));
}
