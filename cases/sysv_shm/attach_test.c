/* shmat(): what it does to the segment, and what the attached memory is like. */
#include "sysv_shm.h"

#include <string.h>
#include <unistd.h>

CASE(sysv_shm_at_nattch_plus_one)
{
	int id = new_segment(1);
	void *first = attach(id, 0);
	void *second;
	void *third;

	expect_attached(id, 1);
	second = attach(id, 0);
	expect_attached(id, 2);
	third = attach(id, SHM_RDONLY);
	expect_attached(id, 3);
	detach(first);
	detach(second);
	detach(third);
	remove_segment(id);
}

CASE(sysv_shm_at_atime_set)
{
	int id = new_segment(1);
	time_t before = file_clock().tv_sec;
	void *memory = attach(id, 0);
	struct shmid_ds status = segment_status(id);

	expect_marked(before, status.shm_atime);
	EXPECT_EQ(0, status.shm_dtime);
	detach(memory);
	remove_segment(id);
}

CASE(sysv_shm_at_lpid_set)
{
	int id = new_segment(1);
	struct gate *is_looked_at = new_gate();
	struct gate *is_detached = new_gate();
	struct actor *other = ACTOR("other")
	{
		detach(attach(id, 0));
		open_gate(is_detached);
		pass_gate(is_looked_at);
	}
	void *memory;

	pass_gate(is_detached);
	EXPECT_EQ(actor_pid(other), segment_status(id).shm_lpid);
	memory = attach(id, 0);
	EXPECT_EQ(getpid(), segment_status(id).shm_lpid);
	open_gate(is_looked_at);
	expect_finished(other);
	detach(memory);
	EXPECT_EQ(getpid(), segment_status(id).shm_lpid);
	remove_segment(id);
}

CASE(sysv_shm_at_rdonly_write_faults)
{
	size_t size = 2 * page_size();
	int id = new_segment(size);
	unsigned char *bytes = attach(id, 0);
	unsigned char *constant = attach(id, SHM_RDONLY);

	memset(bytes, 'x', size);
	expect_all('x', constant, size);
	expect_write_faults(constant, SIGSEGV, SEGV_ACCERR);
	expect_write_faults(constant + size - 1, SIGSEGV, SEGV_ACCERR);
	expect_writable(bytes);
	expect_all('x', constant, size);
	detach(constant);
	detach(bytes);
	remove_segment(id);
}

CASE(sysv_shm_at_multiple_in_process)
{
	size_t size = 2 * page_size();
	int id = new_segment(size);
	unsigned char *one = attach(id, 0);
	unsigned char *two = attach(id, 0);
	unsigned char *three = attach(id, SHM_RDONLY);

	EXPECT(one != two && two != three && three != one);
	memset(one, 'a', size);
	expect_all('a', two, size);
	expect_all('a', three, size);
	memset(two, 'b', size);
	expect_all('b', one, size);
	expect_all('b', three, size);
	detach(one);
	detach(two);
	detach(three);
	remove_segment(id);
}

CASE(sysv_shm_at_shared_between_processes)
{
	size_t size = 3 * page_size();
	int id = new_segment(size);
	unsigned char *bytes = attach(id, 0);
	struct gate *is_asked = new_gate();
	struct gate *is_answered = new_gate();
	struct actor *other = ACTOR("other")
	{
		unsigned char *attached = attach(id, 0);

		pass_gate(is_asked);
		expect_all('q', attached, size);
		memset(attached, 'a', size);
		open_gate(is_answered);
	}
	struct actor *reader = ACTOR("reader")
	{
		const unsigned char *attached = attach(id, SHM_RDONLY);

		pass_gate(is_answered);
		expect_all('a', attached, size);
	}

	memset(bytes, 'q', size);
	open_gate(is_asked);
	pass_gate(is_answered);
	expect_all('a', bytes, size);
	expect_finished(other);
	expect_finished(reader);
	detach(bytes);
	remove_segment(id);
}

CASE(sysv_shm_at_failure_value)
{
	int id = new_segment(1);

	remove_segment(id);
	EXPECT(shmat(id, NULL, 0) == (void *)-1);
	EXPECT(shmat(-1, NULL, 0) == (void *)-1);
	EXPECT(shmat(-1, NULL, SHM_RDONLY) == (void *)-1);
}

CASE(sysv_shm_at_fail_no_change)
{
	int id = new_segment(page_size());
	char *place = free_place(page_size());
	void *memory;

	EXPECT_ERROR(EINVAL, shmat(id, place + 1, 0));
	expect_attached(id, 0);
	EXPECT_EQ(0, segment_status(id).shm_lpid);
	EXPECT_EQ(0, segment_status(id).shm_atime);
	memory = attach(id, 0);
	EXPECT_ERROR(EINVAL, shmat(id, place + 1, 0));
	expect_attached(id, 1);
	detach(memory);
	expect_attached(id, 0);
	remove_segment(id);
}

static void observe_attach(const char *situation, int id)
{
	void *memory = shmat(id, NULL, 0);

	observe(situation, "%s", memory == (void *)-1 ? error_name(errno) : "attached");
	if (memory != (void *)-1)
		detach(memory);
}

CASE(sysv_shm_at_after_rmid_unspecified)
{
	int id = new_segment(1);
	void *memory = attach(id, 0);

	remove_segment(id);
	observe_attach("shmat() of a removed segment that is attached", id);
	detach(memory);
	observe_attach("shmat() of a removed segment that is not attached", id);
}
