/* FIFOs made by mknod() and mknodat(). */
#include "fifo.h"

#include <sys/sysmacros.h>
#include <unistd.h>

CASE(fifo_mknod_s_ififo_creates_fifo)
{
	const char *path = scratch_path();
	struct pipe_ends p;

	umask(027);
	EXPECT_EQ(0, mknod(path, S_IFIFO | 0676, 0));
	expect_fifo(path, 0650);
	p = open_both_ends(path);
	write_bytes(p.write_end, "x", 1);
	expect_bytes(p.read_end, "x", 1);
}

CASE(fifo_mknod_unprivileged_allowed)
{
	const char *directory = scratch_directory(0777);
	struct actor *maker = ACTOR("unprivileged maker")
	{
		become_unprivileged();
		EXPECT_EQ(0, mknod(inside(directory, "fifo"), S_IFIFO | 0600, 0));
		expect_fifo(inside(directory, "fifo"), 0600);
	}

	expect_finished(maker);
}

CASE(fifo_mknod_symlink_eexist)
{
	const char *target = scratch_path();
	const char *link = scratch_path();

	SETUP(symlink(target, link));
	EXPECT_ERROR(EEXIST, mknod(link, S_IFIFO | 0600, 0));
	expect_absent(target);
}

CASE(fifo_mknod_mknodat_relative)
{
	const char *directory = scratch_directory(0755);
	const char *name = scratch_path();
	int fd = own((int)SETUP(open(directory, O_RDONLY | O_DIRECTORY)));

	EXPECT_EQ(0, mknodat(fd, name, S_IFIFO | 0600, 0));
	expect_fifo(inside(directory, name), 0600);
	expect_absent(name);
}

/* What mknod() makes of a type and a device, in one word. */
static const char *made_by(mode_t type, dev_t device)
{
	const char *path = scratch_path();
	struct stat status;

	errno = 0;
	if (mknod(path, type | 0600, device) == -1)
		return error_name(errno);
	status = status_of(path);
	if (S_ISFIFO(status.st_mode))
		return status.st_rdev == 0 ? "a FIFO" : "a FIFO with st_rdev";
	return S_ISREG(status.st_mode) ? "a regular file" : "another file";
}

CASE(fifo_mknod_nonzero_dev_unspecified)
{
	observe("mknod() of S_IFIFO with a device makes", "%s", made_by(S_IFIFO, makedev(1, 3)));
	observe("mknod() of S_IFREG makes", "%s", made_by(S_IFREG, 0));
}
