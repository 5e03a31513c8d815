/* What Linux says of poll() beyond the standard. */
#include "../pipe/pipe.h"
#include "endpoints.h"
#include "ready.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

CASE_VARIANTS(named_and_not, poll_pipe_linux_err_no_reader)
{
	struct pipe_ends p = variant()->value ? open_one_way() : open_pipe();

	expect_shown(p.write_end, 0, 0, 0);
	close_end(p.read_end);
	expect_shown(p.write_end, 0, POLLERR, 0);
	expect_shown(p.write_end, NORMAL_INPUT, POLLERR, 0);
}

/* Room is counted in slots of a page: bytes may fit where POLLOUT is not shown. */
CASE_VARIANTS(named_and_not, poll_pipe_linux_room_pipe_buf)
{
	struct pipe_ends p = variant()->value ? open_one_way() : open_pipe();
	static const char block[PIPE_BUF];
	unsigned char bytes[PIPE_BUF];
	int slots = 0;

	set_nonblocking(p.write_end, true);
	for (; polled(p.write_end, POLLOUT) & POLLOUT; slots++)
		write_bytes(p.write_end, block, sizeof(block));
	EXPECT_ERROR(EAGAIN, write(p.write_end, block, sizeof(block)));
	EXPECT_EQ(slots, fcntl(p.write_end, F_GETPIPE_SZ) / PIPE_BUF);
	read_fully(p.read_end, bytes, PIPE_BUF - 1);
	expect_shown(p.write_end, NORMAL_OUTPUT, 0, 0);
	read_fully(p.read_end, bytes, 1);
	expect_shown(p.write_end, NORMAL_OUTPUT, NORMAL_OUTPUT, 0);
	write_bytes(p.write_end, block, sizeof(block));
}

CASE(poll_fifo_linux_no_hup_before_first_writer)
{
	const char *path = scratch_path();
	int reader;

	SETUP(mkfifo(path, 0600));
	reader = own((int)SETUP(open(path, O_RDONLY | O_NONBLOCK)));
	expect_shown(reader, NORMAL_INPUT, 0, 0);
	close_end((int)SETUP(open(path, O_WRONLY)));
	expect_shown(reader, NORMAL_INPUT, POLLHUP, 0);
	close_end(reader);
	reader = own((int)SETUP(open(path, O_RDONLY | O_NONBLOCK)));
	expect_shown(reader, NORMAL_INPUT, 0, 0);
}

CASE(poll_timeout_other_negative)
{
	struct pipe_ends p = open_pipe();
	struct actor *waiter = ACTOR("waiter")
	{
		struct pollfd entry = {p.read_end, POLLIN, 0};

		EXPECT_EQ(1, poll(&entry, 1, -2));
		EXPECT_EQ(1, poll(&entry, 1, INT_MIN));
	}

	expect_blocked_in(waiter, CALL_POLL);
	write_bytes(p.write_end, "x", 1);
	expect_finished(waiter);
}

CASE(poll_linux_never_restarted)
{
	struct actor *waiter = ACTOR("waiter")
	{
		catch_signal(SIGUSR1, SA_RESTART);
		EXPECT_ERROR(EINTR, poll(NULL, 0, -1));
	}

	expect_blocked_in(waiter, CALL_POLL);
	send_signal(waiter, SIGUSR1);
	expect_finished(waiter);
}

static const struct variant stream_kinds[] = {{"unix", STREAM, NULL}, {"tcp", TCP, NULL}};

CASE_VARIANTS(stream_kinds, poll_socket_linux_hup_both_shut)
{
	struct socket_ends ends = open_endpoints((enum kind)variant()->value);

	expect_shown(ends.one, POLLRDHUP, 0, 0);
	SETUP(shutdown(ends.other, SHUT_WR));
	await_shown(ends.one, POLLIN);
	expect_shown(ends.one, 0, 0, 0);
	expect_shown(ends.one, POLLRDHUP, POLLRDHUP, 0);
	SETUP(shutdown(ends.one, SHUT_WR));
	await_shown(ends.other, POLLIN);
	expect_shown(ends.one, 0, POLLHUP, 0);
	expect_shown(ends.one, POLLRDHUP, POLLRDHUP | POLLHUP, 0);
	expect_shown(ends.other, 0, POLLHUP, 0);
}

CASE(poll_efault)
{
	struct actor *caller = ACTOR("caller")
	{
		void *memory = mmap(NULL, sizeof(struct pollfd), PROT_NONE,
				    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		SETUP_THAT(memory != MAP_FAILED, "no memory: %s", error_name(errno));
		EXPECT_EQ(0, poll(memory, 0, 0));
		EXPECT_ERROR(EFAULT, poll(memory, 1, 0));
	}

	expect_finished(caller);
}
