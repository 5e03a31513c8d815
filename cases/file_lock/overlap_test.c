/*
 * What becomes of the locks of a process that it locks, or unlocks, over: one
 * table per requirement. A letter is a byte: 'r' read-locked, 'w' write-locked.
 */
#include "file_lock.h"

/* The locks before, what is asked for, and the locks after it. */
struct change {
	const char *before;
	short type;
	off_t start;
	off_t length;
	const char *after;
};

#define CHANGE(...) (&(const struct change){__VA_ARGS__})

static void change_locks(void)
{
	const struct change *change = variant()->data;
	const char *path = scratch_path();
	int fd = open_locked_file(path);

	set_locks(fd, change->before);
	EXPECT_OK(lock_region(fd, change->type, change->start, change->length));
	expect_locks(path, change->after);
}

static const struct variant locks_over_locks[] = {
	{"write_again", 0, CHANGE("..wwww..", F_WRLCK, 2, 4, "..wwww..")},
	{"read_again", 0, CHANGE("..rrrr..", F_RDLCK, 2, 4, "..rrrr..")},
	{"write_within_write", 0, CHANGE("..wwww..", F_WRLCK, 3, 2, "..wwww..")},
	{"write_over_beginning", 0, CHANGE("..wwww..", F_WRLCK, 0, 4, "wwwwww..")},
	{"write_over_end", 0, CHANGE("..wwww..", F_WRLCK, 4, 4, "..wwwwww")},
	{"write_around_write", 0, CHANGE("...ww...", F_WRLCK, 1, 6, ".wwwwww.")},
	{"write_touching_beginning", 0, CHANGE("...ww...", F_WRLCK, 1, 2, ".wwww...")},
	{"write_touching_end", 0, CHANGE("...ww...", F_WRLCK, 5, 2, "...wwww.")},
	{"write_apart", 0, CHANGE("ww......", F_WRLCK, 4, 2, "ww..ww..")},
	{"write_fills_gap", 0, CHANGE("ww..ww..", F_WRLCK, 2, 2, "wwwwww..")},
	{"read_fills_gap_of_writes", 0, CHANGE("ww..ww..", F_RDLCK, 2, 2, "wwrrww..")},
	{"write_within_read", 0, CHANGE(".rrrrrr.", F_WRLCK, 3, 2, ".rrwwrr.")},
	{"write_over_beginning_of_read", 0, CHANGE("..rrrr..", F_WRLCK, 0, 4, "wwwwrr..")},
	{"write_over_end_of_read", 0, CHANGE("..rrrr..", F_WRLCK, 4, 4, "..rrwwww")},
	{"write_around_read", 0, CHANGE("...rr...", F_WRLCK, 1, 6, ".wwwwww.")},
	{"read_within_write", 0, CHANGE(".wwwwww.", F_RDLCK, 3, 2, ".wwrrww.")},
	{"read_over_beginning_of_write", 0, CHANGE("..wwww..", F_RDLCK, 0, 4, "rrrrww..")},
	{"read_over_end_of_write", 0, CHANGE("..wwww..", F_RDLCK, 4, 4, "..wwrrrr")},
	{"read_around_write", 0, CHANGE("...ww...", F_RDLCK, 1, 6, ".rrrrrr.")},
	{"write_over_several", 0, CHANGE(".r.w.r..", F_WRLCK, 0, 8, "wwwwwwww")},
	{"read_across_two", 0, CHANGE("rr..ww..", F_RDLCK, 1, 4, "rrrrrw..")},
	{"read_to_the_end", 0, CHANGE("..ww..ww", F_RDLCK, 3, 0, "..wrrrrr")},
};

CASE_VARIANTS(locks_over_locks, lock_set_own_locks_never_conflict)
{
	change_locks();
}

static const struct variant conversions[] = {
	{"up", 0, CHANGE("..rrrr..", F_WRLCK, 2, 4, "..wwww..")},
	{"up_one_byte", 0, CHANGE("..rrrr..", F_WRLCK, 3, 1, "..rwrr..")},
	{"up_beginning", 0, CHANGE("..rrrr..", F_WRLCK, 2, 2, "..wwrr..")},
	{"up_end", 0, CHANGE("..rrrr..", F_WRLCK, 4, 2, "..rrww..")},
	{"up_mixed", 0, CHANGE(".rwrwr..", F_WRLCK, 1, 5, ".wwwww..")},
	{"up_beside_write", 0, CHANGE("..rrww..", F_WRLCK, 2, 2, "..wwww..")},
	{"down", 0, CHANGE("..wwww..", F_RDLCK, 2, 4, "..rrrr..")},
	{"down_one_byte", 0, CHANGE("..wwww..", F_RDLCK, 3, 1, "..wrww..")},
	{"down_beginning", 0, CHANGE("..wwww..", F_RDLCK, 2, 2, "..rrww..")},
	{"down_end", 0, CHANGE("..wwww..", F_RDLCK, 4, 2, "..wwrr..")},
	{"down_mixed", 0, CHANGE(".wrwrw..", F_RDLCK, 1, 5, ".rrrrr..")},
	{"down_beside_read", 0, CHANGE("..wwrr..", F_RDLCK, 2, 2, "..rrrr..")},
};

CASE_VARIANTS(conversions, lock_set_upgrade_downgrade)
{
	change_locks();
}

static const struct variant unlocks[] = {
	{"middle_of_write", 0, CHANGE("..wwwww.", F_UNLCK, 3, 2, "..w..ww.")},
	{"middle_of_read", 0, CHANGE("..rrrrr.", F_UNLCK, 4, 2, "..rr..r.")},
	{"one_byte", 0, CHANGE("wwwwwwww", F_UNLCK, 6, 1, "wwwwww.w")},
	{"beginning", 0, CHANGE("..wwww..", F_UNLCK, 2, 2, "....ww..")},
	{"over_beginning", 0, CHANGE("..wwww..", F_UNLCK, 0, 4, "....ww..")},
	{"end", 0, CHANGE("..wwww..", F_UNLCK, 4, 2, "..ww....")},
	{"over_end", 0, CHANGE("..wwww..", F_UNLCK, 4, 4, "..ww....")},
	{"all", 0, CHANGE("..wwww..", F_UNLCK, 2, 4, "........")},
	{"more_than_all", 0, CHANGE("..wwww..", F_UNLCK, 0, 8, "........")},
	{"across_gap", 0, CHANGE("www..www", F_UNLCK, 2, 4, "ww....ww")},
	{"across_types", 0, CHANGE("rrrrwwww", F_UNLCK, 3, 2, "rrr..www")},
	{"over_several", 0, CHANGE("r.w.r.ww", F_UNLCK, 1, 6, "r......w")},
	{"to_the_end", 0, CHANGE("ww.wwrrr", F_UNLCK, 4, 0, "ww.w....")},
};

CASE_VARIANTS(unlocks, lock_set_split_on_unlock)
{
	change_locks();
}

/* One's own type, another's, and what is locked by both, and after one unlocked, and the other. */
struct neighbours {
	short own;
	short others;
	const char *both;
	const char *one_less;
	const char *rest;
};

#define NEIGHBOURS(...) (&(const struct neighbours){__VA_ARGS__})

static const struct variant neighbours[] = {
	{"write_beside_write", 0, NEIGHBOURS(F_WRLCK, F_WRLCK, "wwwwwww.", "...wwww.", ".....ww.")},
	{"write_beside_read", 0, NEIGHBOURS(F_WRLCK, F_RDLCK, "wwwrrww.", "...rrww.", ".....ww.")},
	{"read_beside_write", 0, NEIGHBOURS(F_RDLCK, F_WRLCK, "rrrwwrr.", "...wwrr.", ".....rr.")},
	{"read_beside_read", 0, NEIGHBOURS(F_RDLCK, F_RDLCK, "rrrrrrr.", "...rrrr.", ".....rr.")},
};

CASE_VARIANTS(neighbours, lock_set_adjacent_bytes_independent)
{
	const struct neighbours *types = variant()->data;
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *holder = start_holder(path, types->others, 3, 2);

	EXPECT_OK(lock_region(fd, types->own, 0, 3));
	EXPECT_OK(lock_region(fd, types->own, 5, 2));
	expect_locks(path, types->both);
	EXPECT_OK(lock_region(fd, F_UNLCK, 0, 3));
	expect_locks(path, types->one_less);
	dismiss(holder);
	expect_locks(path, types->rest);
}
