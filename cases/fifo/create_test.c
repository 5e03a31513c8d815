/* What mkfifo() makes. */
#include "errors.h"

#include <string.h>
#include <unistd.h>

/* User and group that nothing else here belongs to. */
enum { OTHER_ID = 54321 };

CASE(fifo_create_returns_zero)
{
	const char *path = scratch_path();

	EXPECT_EQ(0, mkfifo(path, 0600));
	expect_fifo(path, 0600);
}

CASE(fifo_create_mode_masked_by_umask)
{
	static const mode_t masks[] = {0, 022, 027, 077, 0707, 0777};
	size_t i;

	for (i = 0; i < sizeof(masks) / sizeof(masks[0]); i++) {
		const char *all = scratch_path();
		const char *some = scratch_path();

		umask(masks[i]);
		EXPECT_EQ(0, mkfifo(all, 0777));
		expect_fifo(all, 0777 & ~masks[i]);
		EXPECT_EQ(0, mkfifo(some, 0531));
		expect_fifo(some, 0531 & ~masks[i]);
	}
}

CASE(fifo_create_uid_is_euid)
{
	const char *directory = scratch_directory(0777);
	struct actor *maker = ACTOR("maker")
	{
		struct stat status;

		/* The real user ID stays; an ordinary user has but one. */
		if (geteuid() == 0 && seteuid(OTHER_ID) == -1)
			SETUP_THAT(errno == EINVAL, "seteuid(): %s", error_name(errno));
		EXPECT_EQ(0, mkfifo(inside(directory, "fifo"), 0600));
		status = status_of(inside(directory, "fifo"));
		EXPECT_EQ(geteuid(), status.st_uid);
	}

	expect_finished(maker);
}

/* The group of a new FIFO in a directory of another group and that mode. */
static const char *group_of_new(mode_t mode)
{
	const char *directory = scratch_directory(mode);
	struct stat parent;
	struct stat status;

	/* Only root may give it away; and to give clears the set-group-ID bit. */
	if (chown(directory, (uid_t)-1, OTHER_ID) == 0)
		SETUP(chmod(directory, mode));
	parent = status_of(directory);
	EXPECT_EQ(0, mkfifo(inside(directory, "fifo"), 0600));
	status = status_of(inside(directory, "fifo"));
	EXPECT_THAT(status.st_gid == parent.st_gid || status.st_gid == getegid(),
		    "st_gid: expected %ld of the directory or %ld of the process, observed %ld",
		    (long)parent.st_gid, (long)getegid(), (long)status.st_gid);
	if (parent.st_gid == getegid())
		return "that of the directory and of the process, which are the same";
	return status.st_gid == parent.st_gid ? "that of the directory" : "that of the process";
}

CASE(fifo_create_gid_from_dir_or_egid)
{
	observe("group of a new FIFO", "%s", group_of_new(0755));
	observe("group of a new FIFO in a set-group-ID directory", "%s", group_of_new(02755));
}

CASE(fifo_create_symlink_eexist)
{
	const char *target = scratch_path();
	const char *link = scratch_path();
	char text[200] = "";

	SETUP(symlink(target, link));
	EXPECT_ERROR(EEXIST, mkfifo(link, 0600));
	expect_absent(target);
	EXPECT_EQ(strlen(target), readlink(link, text, sizeof(text) - 1));
	EXPECT_STRING(target, text);
}

CASE(fifo_create_times_marked)
{
	const char *directory = scratch_directory(0755);
	struct stat parent = status_of(directory);
	struct span span = begin_span(&parent);
	struct stat status;

	EXPECT_EQ(0, mkfifo(inside(directory, "fifo"), 0600));
	end_span(&span);
	status = status_of(inside(directory, "fifo"));
	EXPECT(is_within(status.st_atim, &span));
	EXPECT(is_within(status.st_mtim, &span));
	EXPECT(is_within(status.st_ctim, &span));
	parent = status_of(directory);
	EXPECT(is_within(parent.st_mtim, &span));
	EXPECT(is_within(parent.st_ctim, &span));
}

CASE(fifo_create_fail_creates_nothing)
{
	const char *directory = scratch_directory(0755);
	const char *file = make_file();
	char long_name[900] = "";

	memset(long_name, 'n', sizeof(long_name) - 1);
	EXPECT_EQ(-1, mkfifo(inside(directory, long_name), 0600));
	EXPECT_EQ(-1, mkfifo(inside(directory, "prefix/fifo"), 0600));
	EXPECT_EQ(-1, mkfifo(inside(directory, "fifo/"), 0600));
	EXPECT_EQ(-1, mkfifo(inside(file, "fifo"), 0600));
	expect_empty_directory(directory);
	EXPECT(S_ISREG(status_of(file).st_mode));
}

CASE(fifo_create_extra_mode_bits_impl_defined)
{
	const char *path = scratch_path();
	int result = mkfifo(path, 07600);

	if (result == 0)
		observe("mkfifo() with mode 07600 makes", "mode %04o",
			(unsigned)status_of(path).st_mode & 07777);
	else
		observe("mkfifo() with mode 07600 fails with", "%s", error_name(errno));
}

CASE(fifo_create_size_zero)
{
	const char *path = make_fifo(0600);
	struct pipe_ends p = open_both_ends(path);

	observe("st_size of an empty FIFO", "%jd", (intmax_t)status_of(path).st_size);
	write_bytes(p.write_end, "abc", 3);
	observe("st_size of a FIFO with 3 bytes in it", "%jd", (intmax_t)status_of(path).st_size);
}

CASE(fifo_create_does_not_open)
{
	const char *path = scratch_path();
	const char *another = scratch_path();
	int lowest = lowest_free();

	EXPECT_EQ(0, mkfifo(path, 0600));
	EXPECT_EQ(lowest, lowest_free());
	expect_no_reader(path);
	leave_descriptors(0);
	EXPECT_EQ(0, mkfifo(another, 0600));
}
