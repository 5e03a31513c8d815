/* The open() of a FIFO that does not wait: what it refuses, what it gives. */
#include "fifo.h"

#include <unistd.h>

CASE(fifo_open_nonblock_rdonly_returns)
{
	const char *path = make_fifo(0600);
	int alone = open_fifo(path, O_RDONLY | O_NONBLOCK);
	int writer = open_fifo(path, O_WRONLY | O_NONBLOCK);
	int another = open_fifo(path, O_RDONLY | O_NONBLOCK);

	write_bytes(writer, "ab", 2);
	expect_bytes(alone, "a", 1);
	expect_bytes(another, "b", 1);
}

/* Why nobody has the FIFO open for reading. */
enum reason { NEVER_OPENED, ONLY_WRITERS, READER_LEFT };

static const struct variant reasons[] = {
	{"never_opened", NEVER_OPENED, NULL},
	{"only_writers", ONLY_WRITERS, NULL},
	{"reader_left", READER_LEFT, NULL},
};

CASE_VARIANTS(reasons, fifo_open_nonblock_wronly_enxio, open_enxio)
{
	const char *path = make_fifo(0600);
	struct pipe_ends p;
	int lowest;

	if (variant()->value != NEVER_OPENED) {
		p = open_both_ends(path);
		close_end(p.read_end);
	}
	if (variant()->value == READER_LEFT)
		close_end(p.write_end);
	lowest = lowest_free();
	EXPECT_ERROR(ENXIO, open(path, O_WRONLY | O_NONBLOCK));
	EXPECT_EQ(lowest, lowest_free());
	expect_fifo(path, 0600);
}

CASE(fifo_open_nonblock_wronly_ok_with_reader)
{
	const char *path = make_fifo(0600);
	int reader = open_fifo(path, O_RDONLY | O_NONBLOCK);
	int writer = open_fifo(path, O_WRONLY | O_NONBLOCK);

	write_bytes(writer, "x", 1);
	expect_bytes(reader, "x", 1);
}

CASE(fifo_open_nonblock_flag_persists)
{
	const char *path = make_fifo(0600);
	int read_end = open_fifo(path, O_RDONLY | O_NONBLOCK);
	int write_end = open_fifo(path, O_WRONLY | O_NONBLOCK);
	struct actor *reader;
	char byte;

	EXPECT(EXPECT_OK(fcntl(read_end, F_GETFL)) & O_NONBLOCK);
	EXPECT(EXPECT_OK(fcntl(write_end, F_GETFL)) & O_NONBLOCK);
	EXPECT_ERROR(EAGAIN, read(read_end, &byte, 1));
	fill(write_end);
	EXPECT_ERROR(EAGAIN, write(write_end, "x", 1));
	drain(read_end);
	set_nonblocking(read_end, false);
	reader = ACTOR("reader")
	{
		expect_bytes(read_end, "x", 1);
	}
	expect_blocked_in(reader, CALL_READ);
	write_bytes(write_end, "x", 1);
	expect_finished(reader);
}

static bool is_over(void *actor)
{
	return !is_running(actor);
}

/*
 * "Undefined" leaves everything open: look from a distance, in a process that
 * may crash, and without a wait that need not end.
 */
CASE(fifo_open_rdwr_undefined)
{
	const char *path = make_fifo(0600);
	int *result = share(sizeof(*result));
	struct actor *opener = ACTOR("opener")
	{
		*result = open(path, O_RDWR | O_NONBLOCK) == -1 ? errno : -1;
	}

	wait_until(is_over, opener, 1);
	dismiss(opener);
	observe("open() of a FIFO with O_RDWR | O_NONBLOCK", "%s",
		*result == -1  ? "succeeds"
		: *result == 0 ? "does not return"
			       : error_name(*result));
}

CASE(fifo_open_trunc_no_effect)
{
	const char *path = make_fifo(0600);
	struct pipe_ends p = open_both_ends(path);
	int another;

	write_bytes(p.write_end, "abc", 3);
	another = open_fifo(path, O_WRONLY | O_TRUNC);
	write_bytes(another, "d", 1);
	expect_bytes(p.read_end, "abcd", 4);
}

CASE(fifo_open_creat_existing_opens)
{
	const char *path = make_fifo(0640);
	struct pipe_ends p = open_both_ends(path);
	int fd = own((int)EXPECT_OK(open(path, O_WRONLY | O_CREAT, 0606)));

	EXPECT_EQ(status_of_open(p.read_end).st_ino, status_of_open(fd).st_ino);
	expect_fifo(path, 0640);
	write_bytes(fd, "x", 1);
	expect_bytes(p.read_end, "x", 1);
}

CASE(fifo_open_permission_checked)
{
	const char *readable = make_fifo(0600);
	const char *writable = make_fifo(0600);
	struct actor *opener;

	open_both_ends(readable);
	open_both_ends(writable);
	SETUP(chmod(readable, 0444));
	SETUP(chmod(writable, 0222));
	opener = ACTOR("unprivileged opener")
	{
		become_unprivileged();
		open_fifo(readable, O_RDONLY | O_NONBLOCK);
		EXPECT_ERROR(EACCES, open(readable, O_WRONLY | O_NONBLOCK));
		open_fifo(writable, O_WRONLY | O_NONBLOCK);
		EXPECT_ERROR(EACCES, open(writable, O_RDONLY | O_NONBLOCK));
	}
	expect_finished(opener);
}

CASE(fifo_open_permission_checked_at_open_only)
{
	const char *path = make_fifo(0600);
	struct pipe_ends p = open_both_ends(path);
	struct actor *user;

	EXPECT_OK(chmod(path, 0));
	user = ACTOR("unprivileged user")
	{
		become_unprivileged();
		EXPECT_ERROR(EACCES, open(path, O_RDONLY | O_NONBLOCK));
		write_bytes(p.write_end, "x", 1);
		expect_bytes(p.read_end, "x", 1);
	}
	expect_finished(user);
}

CASE(fifo_open_cloexec_flag)
{
	const char *path = make_fifo(0600);
	int with = open_fifo(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	int without = open_fifo(path, O_RDONLY | O_NONBLOCK);
	int writer = open_fifo(path, O_WRONLY | O_CLOEXEC);

	EXPECT_EQ(FD_CLOEXEC, fcntl(with, F_GETFD) & FD_CLOEXEC);
	EXPECT_EQ(0, fcntl(without, F_GETFD) & FD_CLOEXEC);
	EXPECT_EQ(FD_CLOEXEC, fcntl(writer, F_GETFD) & FD_CLOEXEC);
}

CASE(fifo_open_lowest_fd)
{
	const char *path = make_fifo(0600);
	struct pipe_ends low = open_pipe();
	struct pipe_ends high = open_pipe();

	close_end(high.read_end);
	close_end(low.write_end);
	EXPECT_EQ(low.write_end, open_fifo(path, O_RDONLY | O_NONBLOCK));
	EXPECT_EQ(high.read_end, open_fifo(path, O_WRONLY));
	EXPECT_EQ(high.write_end + 1, open_fifo(path, O_WRONLY));
}

CASE(fifo_open_failed_writer_open_leaves_reader_blocked)
{
	const char *path = make_fifo(0600);
	struct actor *reader = ACTOR("reader")
	{
		open_fifo(path, O_RDONLY);
	}
	struct actor *denied;

	expect_blocked_in(reader, CALL_OPEN);
	EXPECT_ERROR(EEXIST, open(path, O_WRONLY | O_NONBLOCK | O_CREAT | O_EXCL, 0600));
	EXPECT_ERROR(ENOTDIR, open(path, O_WRONLY | O_NONBLOCK | O_DIRECTORY));
	expect_blocked_in(reader, CALL_OPEN);
	SETUP(chmod(path, 0400));
	denied = ACTOR("unprivileged writer")
	{
		become_unprivileged();
		EXPECT_ERROR(EACCES, open(path, O_WRONLY | O_NONBLOCK));
	}
	expect_finished(denied);
	expect_blocked_in(reader, CALL_OPEN);
	SETUP(chmod(path, 0600));
	/* Does one that waits in open() have it open? The standard does not say. */
	if (own(open(path, O_WRONLY | O_NONBLOCK)) == -1) {
		observe("O_WRONLY | O_NONBLOCK while a reader waits in open()", "%s",
			error_name(errno));
		expect_blocked_in(reader, CALL_OPEN);
		open_fifo(path, O_WRONLY);
	} else {
		observe("O_WRONLY | O_NONBLOCK while a reader waits in open()", "succeeds");
	}
	expect_finished(reader);
}
