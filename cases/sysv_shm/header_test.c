/* <sys/shm.h>, and that what it declares means what it says. */
#include "sysv_shm.h"

#include <unistd.h>

/* The member has the type. */
#define EXPECT_TYPE(type, member) EXPECT(_Generic((member), type : true, default : false))

CASE(sysv_shm_header_members)
{
	int id = new_segment(100);
	struct actor *user = ACTOR("user") detach(attach(id, 0));
	struct shmid_ds s;

	expect_finished(user);
	s = segment_status(id);
	EXPECT_TYPE(struct ipc_perm, s.shm_perm);
	EXPECT_TYPE(size_t, s.shm_segsz);
	EXPECT_TYPE(pid_t, s.shm_lpid);
	EXPECT_TYPE(pid_t, s.shm_cpid);
	EXPECT_TYPE(shmatt_t, s.shm_nattch);
	EXPECT_TYPE(time_t, s.shm_atime);
	EXPECT_TYPE(time_t, s.shm_dtime);
	EXPECT_TYPE(time_t, s.shm_ctime);
	EXPECT_EQ(0600, s.shm_perm.mode & 0777);
	EXPECT_EQ(100, s.shm_segsz);
	EXPECT_EQ(actor_pid(user), s.shm_lpid);
	EXPECT_EQ(getpid(), s.shm_cpid);
	EXPECT_EQ(0, s.shm_nattch);
	EXPECT(s.shm_ctime > 0 && s.shm_ctime <= s.shm_atime && s.shm_atime <= s.shm_dtime);
	remove_segment(id);
}

CASE(sysv_shm_header_shmatt_t_unsigned)
{
	enum { MANY = 300 };
	int id = new_segment(1);
	void *attached[MANY];
	int i;

	EXPECT((shmatt_t)-1 > 0);
	EXPECT(sizeof(shmatt_t) >= sizeof(unsigned short));
	/* More than fits in a byte. */
	for (i = 0; i < MANY; i++)
		attached[i] = attach(id, 0);
	expect_attached(id, MANY);
	for (i = 0; i < MANY; i++)
		detach(attached[i]);
	expect_attached(id, 0);
	remove_segment(id);
}

CASE(sysv_shm_header_constants)
{
#if !defined(SHM_RDONLY) || !defined(SHM_RND) || !defined(SHMLBA)
	EXPECT_THAT(false,
		    "<sys/shm.h>: expected SHM_RDONLY, SHM_RND and SHMLBA, observed not all");
#else
	int id = new_segment(1);
	unsigned char *place = free_place((size_t)SHMLBA);

	EXPECT((SHM_RDONLY & SHM_RND) == 0 && SHM_RDONLY && SHM_RND);
	EXPECT(SHMLBA > 0 && (size_t)SHMLBA % page_size() == 0);
	EXPECT_EQ((intptr_t)place, (intptr_t)shmat(id, place + 1, SHM_RDONLY | SHM_RND));
	expect_write_faults(place, SIGSEGV, SEGV_ACCERR);
	detach(place);
	remove_segment(id);
#endif
}
