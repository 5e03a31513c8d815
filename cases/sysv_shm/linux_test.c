/* What the Linux manual adds. */
#include "sysv_shm.h"

#include <linux/capability.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

CASE(sysv_shm_at_linux_after_rmid_ok)
{
	int id = new_segment(1);
	unsigned char *bytes = attach(id, 0);
	struct actor *latecomer;

	*bytes = 'x';
	remove_segment(id);
	latecomer = ACTOR("latecomer")
	{
		unsigned char *late;

		detach(bytes);
		late = attach(id, 0);
		EXPECT_EQ('x', *late);
		*late = 'y';
		detach(late);
	}
	expect_finished(latecomer);
	EXPECT_EQ('y', *bytes);
	detach(bytes);
	expect_gone(id);
}

/* Of three pages the segment replaces the one in the middle, and no other. */
CASE(sysv_shm_at_linux_remap)
{
	size_t page = page_size();
	int id = new_segment(page);
	unsigned char *pages = map_nothing(3 * page, MAP_PRIVATE);
	unsigned char *middle = pages + page;
	unsigned char *elsewhere = attach(id, 0);

	memset(pages, 'x', 3 * page);
	EXPECT(shmat(id, middle, SHM_REMAP) == middle);
	expect_attached(id, 2);
	expect_all(0, middle, page);
	middle[0] = 'y';
	EXPECT_EQ('y', elsewhere[0]);
	expect_all('x', pages, page);
	expect_all('x', pages + 2 * page, page);
	detach(middle);
	EXPECT_ERROR(EINVAL, shmat(id, NULL, SHM_REMAP));
	expect_attached(id, 1);
	detach(elsewhere);
	remove_segment(id);
}

CASE(sysv_shm_at_linux_segment_size_page_rounded)
{
	size_t page = page_size();
	int id = new_segment(page + 1);
	unsigned char *bytes = attach(id, 0);
	unsigned char *again = attach(id, SHM_RDONLY);

	expect_writable(bytes + page);
	expect_writable(bytes + page + 1);
	expect_writable(bytes + 2 * page - 1);
	bytes[2 * page - 1] = 'x';
	EXPECT_EQ('x', again[2 * page - 1]);
	EXPECT_EQ(page + 1, segment_status(id).shm_segsz);
	detach(bytes);
	detach(again);
	remove_segment(id);
}

CASE(sysv_shm_ctl_linux_dest_flag)
{
	key_t key = unique_key();
	int id = new_segment_under(key, 1);
	void *memory = attach(id, 0);

	EXPECT_EQ(key, segment_status(id).shm_perm.__key);
	EXPECT_EQ(0, segment_status(id).shm_perm.mode & SHM_DEST);
	remove_segment(id);
	EXPECT_EQ(SHM_DEST, segment_status(id).shm_perm.mode & SHM_DEST);
	EXPECT_EQ(01000, SHM_DEST);
	EXPECT_EQ(0, segment_status(id).shm_perm.__key);
	detach(memory);
	expect_gone(id);
}

/* Whether a page can be locked here. */
static void need_locked_memory(void)
{
	struct rlimit limit;

	SETUP(getrlimit(RLIMIT_MEMLOCK, &limit));
	if (limit.rlim_cur < page_size() && !has_capability(CAP_IPC_LOCK))
		skip_unpermitted("RLIMIT_MEMLOCK does not allow one page");
}

CASE(sysv_shm_ctl_linux_shm_lock)
{
	static const struct rlimit nothing = {0, 0};
	int id = new_segment(1);
	struct actor *user = ACTOR("user who may lock nothing")
	{
		int own_id;

		become_unprivileged();
		SETUP(setrlimit(RLIMIT_MEMLOCK, &nothing));
		own_id = new_segment(1);
		EXPECT_ERROR(EPERM, shmctl(own_id, SHM_LOCK, NULL));
		EXPECT_EQ(0, segment_status(own_id).shm_perm.mode & SHM_LOCKED);
		remove_segment(own_id);
	}

	expect_finished(user);
	EXPECT_EQ(0, segment_status(id).shm_perm.mode & SHM_LOCKED);
	need_locked_memory();
	EXPECT_EQ(0, shmctl(id, SHM_LOCK, NULL));
	EXPECT_EQ(SHM_LOCKED, segment_status(id).shm_perm.mode & SHM_LOCKED);
	expect_writable(attach(id, 0));
	EXPECT_EQ(0, shmctl(id, SHM_UNLOCK, NULL));
	EXPECT_EQ(0, segment_status(id).shm_perm.mode & SHM_LOCKED);
	remove_segment(id);
}

CASE(sysv_shm_linux_limits_proc)
{
	size_t page = page_size();
	int id;

	/* A new namespace has the defaults. */
	enter_private(PRIVATE_IPC);
	EXPECT_EQ(4096, read_parameter("kernel/shmmni", 0));
	set_parameter("kernel/shmmax", "%lu", (unsigned long)2 * page);
	EXPECT_ERROR(EINVAL, shmget(IPC_PRIVATE, 2 * page + 1, 0600));
	set_parameter("kernel/shmall", "%lu", (unsigned long)1);
	EXPECT_ERROR(ENOSPC, shmget(IPC_PRIVATE, page + 1, 0600));
	id = new_segment(page);
	EXPECT_ERROR(ENOSPC, shmget(IPC_PRIVATE, 1, 0600));
	set_parameter("kernel/shmall", "%lu", (unsigned long)3);
	remove_segment(new_segment(2 * page));
	set_parameter("kernel/shmmni", "%lu", (unsigned long)1);
	EXPECT_ERROR(ENOSPC, shmget(IPC_PRIVATE, 1, 0600));
	remove_segment(id);
	remove_segment(new_segment(1));
}

CASE(sysv_shm_linux_rmid_forced)
{
	struct gate *is_made = new_gate();
	struct gate *is_attached = new_gate();
	_Atomic int *made = share(2 * sizeof(*made));
	struct actor *creator;
	void *memory;
	int id;

	enter_private(PRIVATE_IPC);
	set_parameter("kernel/shm_rmid_forced", "%lu", (unsigned long)1);
	id = new_segment(1);
	expect_attached(id, 0);
	detach(attach(id, 0));
	expect_gone(id);
	creator = ACTOR("creator")
	{
		made[0] = new_segment(1);
		made[1] = new_segment(1);
		open_gate(is_made);
		pass_gate(is_attached);
	}
	pass_gate(is_made);
	memory = attach(made[0], 0);
	open_gate(is_attached);
	expect_finished(creator);
	await_gone(made[1]);
	expect_attached(made[0], 1);
	expect_writable(memory);
	detach(memory);
	expect_gone(made[0]);
}
