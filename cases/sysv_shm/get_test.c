/* shmget(): what a new segment is like, and how one that is there is found. */
#include "sysv_shm.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

CASE(sysv_shm_get_creates_zeroed)
{
	size_t size = 3 * page_size() + 1;
	int used = new_segment(size);
	unsigned char *bytes = attach(used, 0);
	int id;

	/* The memory may be handed on. */
	memset(bytes, 0xa5, size);
	detach(bytes);
	remove_segment(used);
	id = new_segment(size);
	bytes = attach(id, 0);
	expect_all(0, bytes, size);
	memset(bytes, 0xa5, size);
	expect_all(0xa5, bytes, size);
	detach(bytes);
	remove_segment(id);
}

static const struct variant sizes[] = {
	{"one_byte", 1, NULL}, {"within_a_page", 100, NULL}, {"many_pages", 1000001, NULL}};

CASE_VARIANTS(sizes, sysv_shm_get_init_segsz)
{
	int id = new_segment((size_t)variant()->value);

	EXPECT_EQ(variant()->value, segment_status(id).shm_segsz);
	remove_segment(id);
}

/* Where it may, the calling process gets effective ids other than its real ones. */
static void become_effectively_other(void)
{
	enum { OTHER_USER = 1, OTHER_GROUP = 2 };

	if (geteuid() != 0)
		return;
	need_other_users();
	SETUP(setegid(OTHER_GROUP));
	SETUP(seteuid(OTHER_USER));
}

CASE(sysv_shm_get_init_owner)
{
	struct actor *creator = ACTOR("creator")
	{
		struct shmid_ds status;
		int id;

		become_effectively_other();
		umask(0777);
		id = new_segment_of(1, 0640);
		status = segment_status(id);
		EXPECT_EQ(geteuid(), status.shm_perm.uid);
		EXPECT_EQ(geteuid(), status.shm_perm.cuid);
		EXPECT_EQ(getegid(), status.shm_perm.gid);
		EXPECT_EQ(getegid(), status.shm_perm.cgid);
		EXPECT_EQ(0640, status.shm_perm.mode & 0777);
		remove_segment(id);
	}

	expect_finished(creator);
}

CASE(sysv_shm_get_init_zero_fields)
{
	int id = new_segment(1);
	struct shmid_ds status = segment_status(id);

	EXPECT_EQ(0, status.shm_lpid);
	EXPECT_EQ(0, status.shm_nattch);
	EXPECT_EQ(0, status.shm_atime);
	EXPECT_EQ(0, status.shm_dtime);
	remove_segment(id);
}

CASE(sysv_shm_get_init_ctime)
{
	time_t before = file_clock().tv_sec;
	int id = new_segment(1);

	expect_marked(before, segment_status(id).shm_ctime);
	remove_segment(id);
}

CASE(sysv_shm_get_init_cpid)
{
	int here = new_segment(1);
	_Atomic int *there = share(sizeof(*there));
	struct actor *creator = ACTOR("creator") *there = new_segment(1);

	expect_finished(creator);
	EXPECT_EQ(getpid(), segment_status(here).shm_cpid);
	EXPECT_EQ(actor_pid(creator), segment_status(*there).shm_cpid);
	remove_segment(here);
	remove_segment(*there);
}

CASE(sysv_shm_get_smaller_size_ok)
{
	key_t key = unique_key();
	int id = new_segment_under(key, 100);

	EXPECT_EQ(id, shmget(key, 100, 0));
	EXPECT_EQ(id, shmget(key, 99, 0));
	EXPECT_EQ(id, shmget(key, 1, 0));
	EXPECT_EQ(id, shmget(key, 0, 0));
	EXPECT_EQ(id, shmget(key, 1, IPC_CREAT | 0600));
	EXPECT_EQ(100, segment_status(id).shm_segsz);
	remove_segment(id);
}

CASE(sysv_shm_get_larger_size_einval, shmget_einval_existing)
{
	key_t key = unique_key();
	int id = new_segment_under(key, 100);

	EXPECT_ERROR(EINVAL, shmget(key, 101, 0));
	EXPECT_ERROR(EINVAL, shmget(key, page_size(), 0));
	EXPECT_ERROR(EINVAL, shmget(key, page_size() + 1, IPC_CREAT | 0600));
	EXPECT_EQ(100, segment_status(id).shm_segsz);
	remove_segment(id);
}

CASE(sysv_shm_get_create_zero_size_einval)
{
	key_t key = unique_key();

	EXPECT_ERROR(EINVAL, shmget(key, 0, IPC_CREAT | 0600));
	EXPECT_ERROR(EINVAL, shmget(IPC_PRIVATE, 0, IPC_CREAT | 0600));
	expect_no_segment(key);
}

CASE(sysv_shm_get_create_too_big_einval)
{
	key_t key = unique_key();

	if (has_parameter("kernel/shmmax") && read_parameter("kernel/shmmax", 0) >= SIZE_MAX)
		skip_unsupported("no size_t is too big for the system's maximum");
	EXPECT_ERROR(EINVAL, shmget(key, SIZE_MAX, IPC_CREAT | 0600));
	EXPECT_ERROR(EINVAL, shmget(IPC_PRIVATE, SIZE_MAX, IPC_CREAT | 0600));
	expect_no_segment(key);
}

CASE(sysv_shm_get_enoent, shmget_enoent)
{
	key_t key = unique_key();
	int id;

	EXPECT_ERROR(ENOENT, shmget(key, 1, 0));
	EXPECT_ERROR(ENOENT, shmget(key, 0, 0600));
	EXPECT_ERROR(ENOENT, shmget(key, 1, IPC_EXCL | 0600));
	id = new_segment_under(key, 1);
	EXPECT_EQ(id, shmget(key, 1, 0600));
	remove_segment(id);
	EXPECT_ERROR(ENOENT, shmget(key, 1, 0600));
}

CASE(sysv_shm_get_eexist, shmget_eexist)
{
	key_t key = unique_key();
	int id = new_segment_under(key, 1);

	EXPECT_ERROR(EEXIST, shmget(key, 1, IPC_CREAT | IPC_EXCL | 0600));
	EXPECT_ERROR(EEXIST, shmget(key, 0, IPC_CREAT | IPC_EXCL));
	EXPECT_EQ(id, shmget(key, 1, IPC_CREAT | 0600));
	remove_segment(id);
}

CASE(sysv_shm_get_existing_unchanged)
{
	key_t key = unique_key();
	int id = new_segment_under(key, 100);
	unsigned char *bytes = attach(id, 0);
	struct actor *finder;
	struct shmid_ds before;
	struct shmid_ds after;

	memset(bytes, 'x', 100);
	before = segment_status(id);
	finder = ACTOR("finder")
	{
		EXPECT_EQ(id, shmget(key, 0, 0));
		EXPECT_EQ(id, shmget(key, 50, IPC_CREAT | 0660));
	}
	expect_finished(finder);
	expect_all('x', bytes, 100);
	await_attached(id, 1);
	after = segment_status(id);
	EXPECT_EQ(before.shm_segsz, after.shm_segsz);
	EXPECT_EQ(before.shm_perm.mode, after.shm_perm.mode);
	EXPECT_EQ(before.shm_perm.uid, after.shm_perm.uid);
	EXPECT_EQ(before.shm_perm.gid, after.shm_perm.gid);
	EXPECT_EQ(before.shm_cpid, after.shm_cpid);
	EXPECT_EQ(before.shm_ctime, after.shm_ctime);
	detach(bytes);
	remove_segment(id);
}
