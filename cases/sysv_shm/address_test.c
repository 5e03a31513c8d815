/* shmat(): where the segment is attached. */
#include "sysv_shm.h"

/* The two bytes at its ends are found in the attached memory. */
static void mark(int id, size_t size)
{
	unsigned char *bytes = attach(id, 0);

	bytes[0] = 'f';
	bytes[size - 1] = 'l';
	detach(bytes);
}

#define expect_marks(bytes, size)                  \
	do {                                       \
		EXPECT_EQ('f', (bytes)[0]);        \
		EXPECT_EQ('l', (bytes)[size - 1]); \
	} while (0)

/* The segment is attached there, which the address and the flags ask for. */
#define expect_place(expected, id, address, flags) AT(check_place_of(expected, id, address, flags))

static void check_place_of(unsigned char *expected, int id, const void *address, int flags)
{
	unsigned char *observed = shmat(id, address, flags);

	if (observed != expected)
		check_failed(THERE, "shmat() at %p: expected %p, observed %p (%s)", address,
			     (void *)expected, (void *)observed, error_name(errno));
	expect_marks(expected, page_size());
	sysv_shm_expect_attached(id, 1);
	sysv_shm_detach(expected);
}

CASE(sysv_shm_at_null_addr_system_chooses)
{
	size_t size = 2 * page_size() + 1;
	int id = new_segment(size);
	unsigned char *one;
	unsigned char *two;

	mark(id, size);
	one = attach(id, 0);
	EXPECT(one != NULL);
	expect_marks(one, size);
	/* What is elsewhere already stays. */
	two = attach(id, 0);
	EXPECT(two != NULL);
	EXPECT(two >= one + size || one >= two + size);
	expect_marks(two, size);
	expect_marks(one, size);
	detach(one);
	detach(two);
	remove_segment(id);
}

CASE(sysv_shm_at_exact_addr)
{
	size_t size = page_size();
	int id = new_segment(size);
	unsigned char *place = free_place(2 * (size_t)SHMLBA + size);

	mark(id, size);
	expect_place(place, id, place, 0);
	expect_place(place + 2 * SHMLBA, id, place + 2 * SHMLBA, 0);
	expect_place(place + SHMLBA, id, place + SHMLBA, SHM_RDONLY);
	remove_segment(id);
}

CASE(sysv_shm_at_rnd_rounds_down)
{
	size_t size = page_size();
	int id = new_segment(size);
	unsigned char *place = free_place(2 * (size_t)SHMLBA + size);

	mark(id, size);
	expect_place(place, id, place, SHM_RND);
	expect_place(place, id, place + 1, SHM_RND);
	expect_place(place, id, place + SHMLBA - 1, SHM_RND);
	expect_place(place + SHMLBA, id, place + SHMLBA, SHM_RND);
	expect_place(place + SHMLBA, id, place + SHMLBA + 1, SHM_RND | SHM_RDONLY);
	remove_segment(id);
}

CASE(sysv_shm_at_misaligned_einval, shmat_einval_address)
{
	int id = new_segment(page_size());
	char *place = free_place(2 * (size_t)SHMLBA);

	EXPECT_ERROR(EINVAL, shmat(id, place + 1, 0));
	EXPECT_ERROR(EINVAL, shmat(id, place + page_size() - 1, 0));
	EXPECT_ERROR(EINVAL, shmat(id, place + 16, SHM_RDONLY));
	expect_attached(id, 0);
	expect_read_faults(place, SIGSEGV, SEGV_MAPERR);
	detach(attach(id, 0));
	remove_segment(id);
}

static void observe_attach_at(const char *situation, int id, void *address, int flags)
{
	void *memory = shmat(id, address, flags);

	if (memory == (void *)-1) {
		observe(situation, "%s", error_name(errno));
		return;
	}
	observe(situation, "attached %s", memory == address ? "there" : "elsewhere");
	detach(memory);
}

CASE(sysv_shm_at_occupied_addr_einval)
{
	size_t size = page_size();
	int id = new_segment(size);
	void *occupied = free_place(size);
	void *memory = mmap(occupied, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	SETUP_THAT(memory == occupied, "the free place is not free");
	observe_attach_at("shmat() at an address in use", id, occupied, 0);
	remove_segment(id);
}
