/* The errors that only Linux documents of the functions on System V shared memory. */
#include "sysv_shm.h"

#include <sys/resource.h>
#include <unistd.h>

/* For use in an actor that has become unprivileged. */
static void limit_locked_memory(size_t size)
{
	struct rlimit limit;

	SETUP(getrlimit(RLIMIT_MEMLOCK, &limit));
	if (size > limit.rlim_max)
		skip_unpermitted("RLIMIT_MEMLOCK is 0 for good");
	limit.rlim_cur = size;
	SETUP(setrlimit(RLIMIT_MEMLOCK, &limit));
}

CASE(shmget_eperm)
{
	struct actor *user = ACTOR("user")
	{
		enum { PRIVILEGED_GROUP = 0 };
		key_t key = unique_key();

		if (access("/proc/sys/vm/hugetlb_shm_group", F_OK) == -1)
			skip_unsupported("the kernel has no huge pages");
		become_unprivileged();
		if (getegid() == PRIVILEGED_GROUP)
			skip_unpermitted("the user's group may use huge pages");
		limit_locked_memory(0);
		remove_segment(new_segment_under(key, 1));
		EXPECT_ERROR(EPERM, shmget(key, 1, IPC_CREAT | SHM_HUGETLB | 0600));
		EXPECT_ERROR(EPERM, shmget(IPC_PRIVATE, 1, SHM_HUGETLB | 0600));
		expect_no_segment(key);
	}

	expect_finished(user);
}

/* The id of a segment that is no more; its slot in the kernel was used again since. */
static int stale_id(void)
{
	enum { SLOTS = 64 }; /* as many are taken in turn */
	int id = new_segment(1);
	int other;
	int i;

	remove_segment(id);
	for (i = 0; i <= SLOTS; i++) {
		other = new_segment(1);
		EXPECT(other != id);
		remove_segment(other);
	}
	return id;
}

CASE(shmat_eidrm)
{
	int id = stale_id();
	int successor = new_segment(1);

	EXPECT_ERROR_OF(EIDRM, EINVAL, shmat(id, NULL, 0));
	EXPECT_ERROR_OF(EIDRM, EINVAL, shmat(id, NULL, SHM_RDONLY));
	expect_attached(successor, 0);
	detach(attach(successor, 0));
	remove_segment(successor);
	EXPECT_ERROR_OF(EIDRM, EINVAL, shmat(successor, NULL, 0));
}

CASE(shmctl_eidrm)
{
	int id = stale_id();
	int successor = new_segment(1);
	struct shmid_ds status = segment_status(successor);

	EXPECT_ERROR_OF(EIDRM, EINVAL, shmctl(id, IPC_STAT, &status));
	EXPECT_ERROR_OF(EIDRM, EINVAL, shmctl(id, IPC_SET, &status));
	EXPECT_ERROR_OF(EIDRM, EINVAL, shmctl(id, IPC_RMID, NULL));
	expect_attached(successor, 0);
	remove_segment(successor);
	EXPECT_ERROR_OF(EIDRM, EINVAL, shmctl(successor, IPC_STAT, &status));
}

CASE(shmctl_efault)
{
	int id = new_segment(1);
	struct actor *caller = ACTOR("caller")
	{
		struct shmid_ds status = segment_status(id);
		void *memory = mmap(NULL, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		SETUP_THAT(memory != MAP_FAILED, "no memory: %s", error_name(errno));
		EXPECT_ERROR(EFAULT, shmctl(id, IPC_STAT, memory));
		EXPECT_ERROR(EFAULT, shmctl(id, IPC_SET, memory));
		SETUP(mprotect(memory, 1, PROT_READ));
		EXPECT_ERROR(EFAULT, shmctl(id, IPC_STAT, memory));
		EXPECT_EQ(status.shm_perm.mode, segment_status(id).shm_perm.mode);
	}

	expect_finished(caller);
	remove_segment(id);
}

CASE(shmctl_enomem)
{
	struct actor *user = ACTOR("user")
	{
		int id;

		become_unprivileged();
		limit_locked_memory(page_size());
		id = new_segment(2 * page_size());
		EXPECT_ERROR(ENOMEM, shmctl(id, SHM_LOCK, NULL));
		EXPECT_EQ(0, segment_status(id).shm_perm.mode & SHM_LOCKED);
		remove_segment(id);
	}

	expect_finished(user);
}
