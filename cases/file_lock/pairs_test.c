/*
 * Every pair of regions of a few bytes: one is locked by a process, then the
 * other one by the same process, or unlocked. The locks afterwards are those of
 * the bytes one by one.
 */
#include "file_lock.h"

#include <string.h>

enum { LENGTH = 5, REGIONS = LENGTH * (LENGTH + 1) / 2, PAIRS = REGIONS * REGIONS };

/* From the place of a pair to that of the next: between them nothing is locked. */
enum { STRETCH = LENGTH + 2 };

struct bytes {
	int start;
	int length;
};

static void list_regions(struct bytes *regions)
{
	int start;
	int end;

	for (start = 0; start < LENGTH; start++)
		for (end = start + 1; end <= LENGTH; end++)
			*regions++ = (struct bytes){start, end - start};
}

static void draw(char *locks, const struct bytes *bytes, short type)
{
	memset(locks + bytes->start,
	       type == F_WRLCK	 ? 'w'
	       : type == F_RDLCK ? 'r'
				 : '.',
	       (size_t)bytes->length);
}

/* Locks by the one type, then by the other, or F_UNLCK, at the place of each pair. */
static void lock_twice(short first, short second)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct bytes regions[REGIONS];
	char expected[PAIRS * STRETCH + 1];
	const char *found;
	off_t place;
	int i;

	list_regions(regions);
	memset(expected, '.', sizeof(expected));
	for (i = 0; i < PAIRS; i++) {
		const struct bytes *one = &regions[i / REGIONS];
		const struct bytes *other = &regions[i % REGIONS];

		place = (off_t)i * STRETCH;
		EXPECT_OK(lock_region(fd, first, place + one->start, one->length));
		EXPECT_OK(lock_region(fd, second, place + other->start, other->length));
		draw(expected + place, one, first);
		draw(expected + place, other, second);
	}
	found = find_locks(path, PAIRS * STRETCH);
	for (place = 0; place < PAIRS * STRETCH; place += STRETCH)
		EXPECT_THAT(memcmp(expected + place, found + place, STRETCH) == 0,
			    "pair %jd: expected %.*s, observed %.*s", (intmax_t)(place / STRETCH),
			    STRETCH, expected + place, STRETCH, found + place);
}

static const struct variant same_types[] = {{"write_over_write", F_WRLCK, NULL},
					    {"read_over_read", F_RDLCK, NULL}};

CASE_VARIANTS(same_types, lock_set_own_locks_never_conflict)
{
	lock_twice((short)variant()->value, (short)variant()->value);
}

static const struct variant other_types[] = {{"write_over_read", F_WRLCK, &(const short){F_RDLCK}},
					     {"read_over_write", F_RDLCK, &(const short){F_WRLCK}}};

CASE_VARIANTS(other_types, lock_set_upgrade_downgrade)
{
	lock_twice(*(const short *)variant()->data, (short)variant()->value);
}

static const struct variant types[] = {{"write", F_WRLCK, NULL}, {"read", F_RDLCK, NULL}};

CASE_VARIANTS(types, lock_set_split_on_unlock)
{
	lock_twice((short)variant()->value, F_UNLCK);
}
