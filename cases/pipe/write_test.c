/*
 * What write() does on a pipe while O_NONBLOCK is clear, or wherever it makes
 * no difference. cases/fifo/write_as_pipe_test.c includes this file: what is
 * here holds for FIFOs, too.
 */
#include "pipe.h"

#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static unsigned char bytes[PIPE_FLOOD];

CASE(pipe_write_appends)
{
	struct pipe_ends p = open_pipe();
	int other = own((int)SETUP(dup(p.write_end)));

	write_bytes(p.write_end, "abc", 3);
	write_bytes(other, "d", 1);
	expect_bytes(p.read_end, "ab", 2);
	write_bytes(p.write_end, "ef", 2);
	expect_bytes(p.read_end, "cdef", 4);
}

CASE(pipe_write_blocking_returns_full_count)
{
	struct pipe_ends p = open_pipe();
	size_t capacity = capacity_of(p);
	size_t size = 3 * capacity + 1;
	size_t odd = 4093;
	size_t done;
	struct actor *writer = ACTOR("writer")
	{
		EXPECT_EQ(size, write_pattern(p.write_end, 0, size));
	}

	observe("bytes that an empty pipe or FIFO takes", "%zu", capacity);
	close_end(p.write_end);
	for (done = 0; done < size; done += odd) {
		odd = size - done < odd ? size - done : odd;
		read_fully(p.read_end, bytes, odd);
		expect_pattern(bytes, done, odd);
	}
	expect_finished(writer);
	expect_end_of_file(p.read_end);
}

CASE(pipe_write_blocking_blocks_when_full)
{
	struct pipe_ends p = open_pipe();
	size_t filled = fill(p.write_end);
	struct actor *writer;

	catch_signal(SIGUSR1, SA_RESTART);
	writer = ACTOR("writer")
	{
		EXPECT_EQ(PIPE_BUF, write_pattern(p.write_end, filled, PIPE_BUF));
	}
	expect_blocked_in(writer, CALL_WRITE);
	/* A signal that restarts calls makes no room. */
	send_signal(writer, SIGUSR1);
	await_caught(SIGUSR1);
	expect_blocked_in(writer, CALL_WRITE);
	read_fully(p.read_end, bytes, filled);
	expect_pattern(bytes, 0, filled);
	expect_finished(writer);
	read_fully(p.read_end, bytes, PIPE_BUF);
	expect_pattern(bytes, filled, PIPE_BUF);
}

CASE(pipe_write_full_wakes_after_drain)
{
	struct pipe_ends p = open_pipe();
	struct actor *writers[3];
	struct actor *reader;
	size_t everything = fill(p.write_end) + COUNT_OF(writers) * PIPE_BUF;
	size_t i;

	for (i = 0; i < COUNT_OF(writers); i++) {
		writers[i] = ACTOR("writer")
		{
			EXPECT_EQ(PIPE_BUF, write(p.write_end, bytes, PIPE_BUF));
		}
	}
	for (i = 0; i < COUNT_OF(writers); i++)
		expect_blocked_in(writers[i], CALL_WRITE);
	reader = ACTOR("reader")
	{
		read_fully(p.read_end, bytes, everything);
	}
	expect_finished(reader);
	for (i = 0; i < COUNT_OF(writers); i++)
		expect_finished(writers[i]);
}

CASE(pipe_write_sigpipe_no_reader)
{
	struct pipe_ends p = open_pipe();
	struct actor *writer;

	close_end(p.read_end);
	writer = ACTOR("writer")
	{
		EXPECT_EQ(-1, write(p.write_end, "x", 1));
	}
	expect_killed(writer, SIGPIPE);
	block_signal(SIGPIPE);
	EXPECT(!is_pending(SIGPIPE));
	EXPECT_EQ(-1, write(p.write_end, "x", 1));
	EXPECT(is_pending(SIGPIPE));
}

static void ignore_sigpipe(void)
{
	ignore_signal(SIGPIPE);
}

static void block_sigpipe(void)
{
	block_signal(SIGPIPE);
}

static void catch_sigpipe(void)
{
	catch_signal(SIGPIPE, 0);
}

static void (*const survive[])(void) = {ignore_sigpipe, block_sigpipe, catch_sigpipe};
static const struct variant dispositions[] = {{.name = "ignored", .value = 0},
					      {.name = "blocked", .value = 1},
					      {.name = "caught", .value = 2}};

CASE_VARIANTS(dispositions, pipe_write_epipe_no_reader)
{
	struct pipe_ends p = open_pipe();
	struct pipe_ends full = open_pipe();

	survive[variant()->value]();
	fill(full.write_end);
	close_end(p.read_end);
	close_end(full.read_end);
	EXPECT_ERROR(EPIPE, write(p.write_end, bytes, 1));
	EXPECT_ERROR(EPIPE, write(p.write_end, bytes, PIPE_BUF));
	EXPECT_ERROR(EPIPE, write(p.write_end, bytes, sizeof(bytes)));
	EXPECT_ERROR(EPIPE, write(full.write_end, bytes, 1));
	set_nonblocking(p.write_end, true);
	EXPECT_ERROR(EPIPE, write(p.write_end, bytes, 1));
}

static void write_without_reader(void *write_end)
{
	EXPECT_EQ(-1, write(*(int *)write_end, "x", 1));
	EXPECT(is_pending(SIGPIPE));
}

/* What is pending for the process is pending for every thread of it. */
CASE(pipe_write_sigpipe_to_thread)
{
	struct pipe_ends p = open_pipe();

	close_end(p.read_end);
	block_signal(SIGPIPE);
	expect_finished(start_thread("writer", write_without_reader, &p.write_end));
	EXPECT(!is_pending(SIGPIPE));
}

CASE(pipe_write_blocked_writer_epipe_on_reader_close)
{
	struct pipe_ends p = open_pipe();
	struct actor *writer;

	fill(p.write_end);
	writer = ACTOR("writer")
	{
		block_signal(SIGPIPE);
		close_end(p.read_end);
		EXPECT_ERROR(EPIPE, write(p.write_end, bytes, PIPE_BUF));
		EXPECT(is_pending(SIGPIPE));
	}
	expect_blocked_in(writer, CALL_WRITE);
	close_end(p.read_end);
	expect_finished(writer);
}

CASE(pipe_write_own_read_end_prevents_epipe)
{
	struct pipe_ends p = open_pipe();
	struct gate *is_alone = new_gate();
	struct actor *writer = ACTOR("writer")
	{
		pass_gate(is_alone);
		write_bytes(p.write_end, "x", 1);
		expect_bytes(p.read_end, "x", 1);
	}

	close_end(p.read_end);
	close_end(p.write_end);
	open_gate(is_alone);
	expect_finished(writer);
}

CASE(pipe_write_eintr_before_any_byte)
{
	struct pipe_ends p = open_pipe();
	size_t filled = fill(p.write_end);
	struct actor *writer;

	catch_signal(SIGUSR1, 0);
	writer = ACTOR("writer")
	{
		EXPECT_ERROR(EINTR, write(p.write_end, bytes, PIPE_BUF));
	}
	expect_blocked_in(writer, CALL_WRITE);
	send_signal(writer, SIGUSR1);
	expect_finished(writer);
	expect_contents(p.read_end, filled);
}

CASE(pipe_write_partial_count_on_signal)
{
	struct pipe_ends p = open_pipe();
	ssize_t *written = share(sizeof(*written));
	size_t size = 3 * capacity_of(p);
	struct actor *writer;

	catch_signal(SIGUSR1, 0);
	writer = ACTOR("writer")
	{
		*written = EXPECT_OK(write_pattern(p.write_end, 0, size));
	}
	expect_blocked_in(writer, CALL_WRITE);
	send_signal(writer, SIGUSR1);
	expect_finished(writer);
	EXPECT_THAT(*written > 0 && *written < (ssize_t)size,
		    "write() of %zu bytes: expected some of them, observed %zd", size, *written);
	expect_contents(p.read_end, (size_t)*written);
}

static void write_one(void *write_end)
{
	write_bytes(*(int *)write_end, "x", 1);
}

CASE(pipe_write_cancellation_point)
{
	struct pipe_ends p = open_pipe();
	size_t filled = fill(p.write_end);
	struct actor *writer = start_thread("writer", write_one, &p.write_end);

	expect_blocked_in(writer, CALL_WRITE);
	SETUP_THAT(pthread_cancel(actor_thread(writer)) == 0, "pthread_cancel() fails");
	expect_cancelled(writer);
	expect_contents(p.read_end, filled);
}

/* As stored in the file system: not in the future, not before the clock was read. */
static void expect_marked(const char *what, struct timespec mark, struct timespec earliest)
{
	struct timespec latest;

	SETUP(clock_gettime(CLOCK_REALTIME, &latest));
	EXPECT_THAT(!is_earlier(mark, earliest) && !is_earlier(latest, mark),
		    "%s: expected from %lld.%09ld to %lld.%09ld, observed %lld.%09ld", what,
		    (long long)earliest.tv_sec, earliest.tv_nsec, (long long)latest.tv_sec,
		    latest.tv_nsec, (long long)mark.tv_sec, mark.tv_nsec);
}

CASE_VARIANTS(named_and_not, pipe_write_marks_mtime_ctime)
{
	struct pipe_ends p = variant()->value ? open_one_way() : open_pipe();
	struct timespec before;
	struct stat status;

	write_bytes(p.write_end, "x", 1);
	SETUP(fstat(p.write_end, &status));
	before = await_file_clock_past(status.st_ctim);
	write_bytes(p.write_end, "y", 1);
	EXPECT_OK(fstat(p.write_end, &status));
	expect_marked("st_mtim", status.st_mtim, before);
	expect_marked("st_ctim", status.st_ctim, before);
}

CASE(pipe_write_writev_gathers_in_order)
{
	struct pipe_ends p = open_pipe();
	struct iovec parts[] = {{"ab", 2}, {"c", 1}, {"", 0}, {"defg", 4}};

	EXPECT_EQ(7, writev(p.write_end, parts, COUNT_OF(parts)));
	EXPECT_EQ(3, writev(p.write_end, parts, 2));
	expect_bytes(p.read_end, "abcdefgabc", 10);
}

CASE(pipe_write_pwrite_espipe)
{
	struct pipe_ends p = open_pipe();

	write_bytes(p.write_end, "ab", 2);
	EXPECT_ERROR(ESPIPE, pwrite(p.write_end, "x", 1, 0));
	EXPECT_ERROR(ESPIPE, pwrite(p.write_end, "x", 1, 2));
	expect_bytes(p.read_end, "ab", 2);
	EXPECT_EQ(0, drain(p.read_end));
}

CASE(pipe_write_zero_bytes_unspecified)
{
	struct pipe_ends p = open_pipe();

	ignore_signal(SIGPIPE);
	set_nonblocking(p.write_end, true);
	observe("write() of 0 bytes, empty", "%zd", write(p.write_end, "", 0));
	fill(p.write_end);
	observe("write() of 0 bytes, full", "%zd", write(p.write_end, "", 0));
	close_end(p.read_end);
	observe("write() of 0 bytes, no reader", "%zd", write(p.write_end, "", 0));
}
