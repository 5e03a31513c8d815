/* F_GETLK: what it tells of the locks of others. */
#include "file_lock.h"

/* Asks with F_GETLK; the call must not fail. */
static struct flock ask(int fd, struct flock lock)
{
	EXPECT_OK(fcntl(fd, F_GETLK, &lock));
	return lock;
}

static void expect_blocker(const struct flock *found, short type, off_t start, off_t length,
			   const struct actor *holder)
{
	EXPECT_EQ(type, found->l_type);
	EXPECT_EQ(SEEK_SET, found->l_whence);
	EXPECT_EQ(start, found->l_start);
	EXPECT_EQ(length, found->l_len);
	EXPECT_EQ(actor_pid(holder), found->l_pid);
}

/* What is asked, while another process holds bytes 4 to 9 by the type held. */
struct question {
	short held;
	short type;
	short whence;
	off_t start;
	off_t length;
};

#define QUESTION(...) (&(const struct question){__VA_ARGS__})

static struct flock as_lock(const struct question *question)
{
	enum { ANY_PROCESS = 1 };

	return (struct flock){.l_type = question->type,
			      .l_whence = question->whence,
			      .l_start = question->start,
			      .l_len = question->length,
			      .l_pid = ANY_PROCESS};
}

static const struct variant questions[] = {
	{"write_for_write", 0, QUESTION(F_WRLCK, F_WRLCK, SEEK_SET, 4, 6)},
	{"write_for_read", 0, QUESTION(F_WRLCK, F_RDLCK, SEEK_SET, 4, 6)},
	{"read_for_write", 0, QUESTION(F_RDLCK, F_WRLCK, SEEK_SET, 4, 6)},
	{"one_byte", 0, QUESTION(F_WRLCK, F_WRLCK, SEEK_SET, 7, 1)},
	{"its_first_byte", 0, QUESTION(F_WRLCK, F_WRLCK, SEEK_SET, 2, 3)},
	{"its_last_byte", 0, QUESTION(F_WRLCK, F_WRLCK, SEEK_SET, 9, 3)},
	{"more", 0, QUESTION(F_WRLCK, F_WRLCK, SEEK_SET, 0, 0)},
	{"from_offset", 0, QUESTION(F_WRLCK, F_WRLCK, SEEK_CUR, 2, 1)},
	{"from_end", 0, QUESTION(F_WRLCK, F_WRLCK, SEEK_END, -LOCKED_FILE_SIZE, 5)},
	{"negative_length", 0, QUESTION(F_WRLCK, F_WRLCK, SEEK_SET, 8, -2)},
};

CASE_VARIANTS(questions, lock_get_reports_blocker)
{
	const struct question *question = variant()->data;
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *holder = start_holder(path, question->held, 4, 6);
	struct flock found;

	SETUP(lseek(fd, 3, SEEK_SET));
	found = ask(fd, as_lock(question));
	expect_blocker(&found, question->held, 4, 6, holder);
	EXPECT_EQ(3, lseek(fd, 0, SEEK_CUR));
	dismiss(holder);
}

static bool is_unchanged(const struct flock *asked, const struct flock *found)
{
	return found->l_whence == asked->l_whence && found->l_start == asked->l_start &&
	       found->l_len == asked->l_len && found->l_pid == asked->l_pid;
}

/* Nothing is in the way of these, while another process holds a read lock of bytes 4 to 9. */
static const struct variant harmless_questions[] = {
	{"before", 0, QUESTION(F_RDLCK, F_WRLCK, SEEK_SET, 0, 4)},
	{"after", 0, QUESTION(F_RDLCK, F_WRLCK, SEEK_SET, 10, 0)},
	{"read_for_read", 0, QUESTION(F_RDLCK, F_RDLCK, SEEK_SET, 0, 0)},
	{"from_offset", 0, QUESTION(F_RDLCK, F_WRLCK, SEEK_CUR, -1, 2)},
	{"from_end", 0, QUESTION(F_RDLCK, F_WRLCK, SEEK_END, -2, 4)},
	{"negative_length", 0, QUESTION(F_RDLCK, F_WRLCK, SEEK_SET, 3, -2)},
};

CASE_VARIANTS(harmless_questions, lock_get_no_conflict_unlck)
{
	const struct question *question = variant()->data;
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *holder = start_holder(path, question->held, 4, 6);
	struct flock asked = as_lock(question);
	struct flock found;

	SETUP(lseek(fd, 3, SEEK_SET));
	found = ask(fd, asked);
	EXPECT_EQ(F_UNLCK, found.l_type);
	EXPECT_THAT(is_unchanged(&asked, &found),
		    "expected whence %d, start %jd, length %jd, pid %d, observed %d, %jd, %jd, %d",
		    asked.l_whence, (intmax_t)asked.l_start, (intmax_t)asked.l_len,
		    (int)asked.l_pid, found.l_whence, (intmax_t)found.l_start,
		    (intmax_t)found.l_len, (int)found.l_pid);
	dismiss(holder);
}

/* Another's is, even if an own one comes first. */
CASE(lock_get_own_lock_not_reported)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *holder;
	struct flock found;

	set_locks(fd, "..wwrr..");
	EXPECT_EQ(F_UNLCK, ask(fd, region(F_WRLCK, 2, 4)).l_type);
	EXPECT_EQ(F_UNLCK, ask(fd, region(F_RDLCK, 3, 1)).l_type);
	EXPECT_EQ(F_UNLCK, ask(open_again(path, O_RDWR), region(F_WRLCK, 0, 0)).l_type);
	holder = start_holder(path, F_WRLCK, 6, 2);
	found = ask(fd, region(F_WRLCK, 0, 0));
	expect_blocker(&found, F_WRLCK, 6, 2, holder);
	dismiss(holder);
}

CASE(lock_get_does_not_lock)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *holder = start_holder(path, F_WRLCK, 2, 2);

	EXPECT_EQ(F_UNLCK, ask(fd, region(F_WRLCK, 4, 2)).l_type);
	EXPECT_EQ(F_UNLCK, ask(fd, region(F_RDLCK, 6, 2)).l_type);
	EXPECT_EQ(F_WRLCK, ask(fd, region(F_WRLCK, 0, 4)).l_type);
	expect_locks(path, "..ww....");
	dismiss(holder);
	expect_locks(path, "........");
	set_locks(fd, "rrww....");
	EXPECT_EQ(F_UNLCK, ask(fd, region(F_WRLCK, 0, 2)).l_type);
	EXPECT_EQ(F_UNLCK, ask(fd, region(F_RDLCK, 2, 2)).l_type);
	expect_locks(path, "rrww....");
}

CASE(lock_get_len_zero_for_open_end)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *holder = start_holder(path, F_WRLCK, 4, 0);
	struct flock found = ask(fd, region(F_WRLCK, 6, 2));

	expect_blocker(&found, F_WRLCK, 4, 0, holder);
	found = ask(fd, region(F_RDLCK, 0, 0));
	expect_blocker(&found, F_WRLCK, 4, 0, holder);
	found = ask(fd, region(F_WRLCK, LARGEST_OFFSET, 1));
	expect_blocker(&found, F_WRLCK, 4, 0, holder);
	dismiss(holder);
}

/* Whether the member is there, and of the type. */
#define HAS(member, type) _Generic((struct flock){0}.member, type : true, default : false)

CASE(lock_header_flock_members)
{
	EXPECT(HAS(l_type, short));
	EXPECT(HAS(l_whence, short));
	EXPECT(HAS(l_start, off_t));
	EXPECT(HAS(l_len, off_t));
	EXPECT(HAS(l_pid, pid_t));
}
