/* shmdt() */
#include "sysv_shm.h"

#include <string.h>

CASE(sysv_shm_dt_nattch_minus_one)
{
	int id = new_segment(1);
	void *first = attach(id, 0);
	void *second = attach(id, 0);
	time_t before = file_clock().tv_sec;

	EXPECT_EQ(0, segment_status(id).shm_dtime);
	EXPECT_EQ(0, shmdt(first));
	expect_attached(id, 1);
	expect_marked(before, segment_status(id).shm_dtime);
	EXPECT_EQ(0, shmdt(second));
	expect_attached(id, 0);
	expect_marked(before, segment_status(id).shm_dtime);
	remove_segment(id);
}

CASE(sysv_shm_dt_access_faults)
{
	size_t size = 3 * page_size();
	int id = new_segment(size);
	unsigned char *bytes = attach(id, 0);

	expect_writable(bytes);
	expect_writable(bytes + size - 1);
	detach(bytes);
	expect_read_faults(bytes, SIGSEGV, SEGV_MAPERR);
	expect_write_faults(bytes, SIGSEGV, SEGV_MAPERR);
	expect_read_faults(bytes + page_size(), SIGSEGV, SEGV_MAPERR);
	expect_read_faults(bytes + size - 1, SIGSEGV, SEGV_MAPERR);
	remove_segment(id);
}

CASE(sysv_shm_dt_not_start_einval, shmdt_einval)
{
	size_t size = 2 * page_size();
	int id = new_segment(size);
	unsigned char *bytes = attach(id, 0);
	void *other = map_nothing(size, MAP_PRIVATE);

	EXPECT_ERROR(EINVAL, shmdt(bytes + 1));
	EXPECT_ERROR(EINVAL, shmdt(bytes + page_size()));
	EXPECT_ERROR(EINVAL, shmdt(bytes + size));
	EXPECT_ERROR(EINVAL, shmdt(other));
	EXPECT_ERROR(EINVAL, shmdt(&size));
	expect_readable(other);
	expect_writable(bytes);
	expect_writable(bytes + size - 1);
	expect_attached(id, 1);
	EXPECT_EQ(0, shmdt(bytes));
	remove_segment(id);
}

CASE(sysv_shm_dt_twice_einval)
{
	int id = new_segment(1);
	void *memory = attach(id, 0);
	void *another = attach(id, 0);

	detach(memory);
	EXPECT_ERROR(EINVAL, shmdt(memory));
	expect_attached(id, 1);
	detach(another);
	EXPECT_ERROR(EINVAL, shmdt(another));
	expect_attached(id, 0);
	remove_segment(id);
}

CASE(sysv_shm_dt_data_kept)
{
	size_t size = 2 * page_size();
	int id = new_segment(size);
	unsigned char *bytes = attach(id, 0);

	memset(bytes, 'x', size);
	detach(bytes);
	expect_attached(id, 0);
	bytes = attach(id, SHM_RDONLY);
	expect_all('x', bytes, size);
	detach(bytes);
	remove_segment(id);
}

CASE(sysv_shm_dt_other_attachments_stay)
{
	size_t size = page_size();
	int id = new_segment(size);
	unsigned char *one = attach(id, 0);
	unsigned char *two = attach(id, 0);
	struct gate *is_detached = new_gate();
	struct actor *other = ACTOR("other")
	{
		/* It has inherited both, and has them until it detaches them itself. */
		pass_gate(is_detached);
		expect_writable(one);
		expect_all('x', one, size);
		expect_all('x', two, size);
		detach(two);
		memset(one, 'y', size);
	}

	memset(one, 'x', size);
	detach(one);
	expect_all('x', two, size);
	expect_writable(two);
	open_gate(is_detached);
	expect_finished(other);
	expect_all('y', two, size);
	detach(two);
	remove_segment(id);
}
