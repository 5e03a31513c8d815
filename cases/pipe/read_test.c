/*
 * What read() does on a pipe: data, end-of-file, what cannot be had. What it
 * does while it waits is in read_blocked_test.c. The cases for FIFOs include
 * both files: what is here holds for FIFOs, too.
 */
#include "pipe.h"

#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { BLOCK = 4096 };

/* Empty, and open for writing somewhere: O_NONBLOCK makes that EAGAIN. */
#define expect_empty(fd) AT(check_empty(fd))

static void check_empty(int fd)
{
	char byte;

	descriptor_set_nonblocking(fd, true);
	errno = 0;
	check_error(THERE, "read() of an empty pipe", read(fd, &byte, 1), -1, EAGAIN, 0);
	descriptor_set_nonblocking(fd, false);
}

/* The pattern, size bytes of it. */
static void expect_stream(int fd, size_t size)
{
	unsigned char block[BLOCK];
	size_t done;
	size_t part;

	for (done = 0; done < size; done += part) {
		part = size - done < BLOCK ? size - done : BLOCK;
		read_fully(fd, block, part);
		expect_pattern(block, done, part);
	}
}

CASE(pipe_read_fifo_order)
{
	struct pipe_ends p = open_pipe();
	unsigned char bytes[BLOCK];
	size_t written = 0;
	size_t done = 0;
	size_t size;

	for (size = 1; size <= 40; written += size++) {
		pattern_make(bytes, written, size);
		write_bytes(p.write_end, bytes, size);
	}
	for (size = 40; size >= 1; done += size--) {
		read_fully(p.read_end, bytes, size);
		expect_pattern(bytes, done, size);
	}
}

CASE(pipe_read_removes_data)
{
	struct pipe_ends p = open_pipe();

	write_bytes(p.write_end, "abcdef", 6);
	expect_bytes(p.read_end, "abc", 3);
	expect_bytes(p.read_end, "def", 3);
	expect_empty(p.read_end);
}

CASE(pipe_read_short_when_less_available)
{
	struct pipe_ends p = open_pipe();
	struct actor *reader;
	char bytes[BLOCK];

	write_bytes(p.write_end, "abc", 3);
	reader = ACTOR("reader")
	{
		EXPECT_EQ(3, read(p.read_end, bytes, sizeof(bytes)));
		EXPECT_BYTES("abc", bytes, 3);
		EXPECT_EQ(1, read(p.read_end, bytes, sizeof(bytes)));
		EXPECT_BYTES("d", bytes, 1);
	}
	expect_blocked_in(reader, CALL_READ);
	write_bytes(p.write_end, "d", 1);
	expect_finished(reader);
}

CASE(pipe_read_never_more_than_asked)
{
	struct pipe_ends p = open_pipe();
	char bytes[] = "........";

	write_bytes(p.write_end, "abcdef", 6);
	EXPECT_EQ(2, read(p.read_end, bytes, 2));
	EXPECT_STRING("ab......", bytes);
	EXPECT_EQ(4, read(p.read_end, bytes, sizeof(bytes)));
	EXPECT_STRING("cdef....", bytes);
}

CASE(pipe_read_no_message_boundaries)
{
	struct pipe_ends p = open_pipe();
	char bytes[16];

	write_bytes(p.write_end, "ab", 2);
	write_bytes(p.write_end, "c", 1);
	write_bytes(p.write_end, "defg", 4);
	EXPECT_EQ(5, read(p.read_end, bytes, 5));
	EXPECT_BYTES("abcde", bytes, 5);
	EXPECT_EQ(2, read(p.read_end, bytes, sizeof(bytes)));
	EXPECT_BYTES("fg", bytes, 2);
}

CASE(pipe_read_eof_when_no_writer)
{
	struct pipe_ends p = open_pipe();

	close_end(p.write_end);
	expect_end_of_file(p.read_end);
}

CASE(pipe_read_eof_repeats)
{
	struct pipe_ends p = open_pipe();
	int i;

	write_bytes(p.write_end, "x", 1);
	expect_bytes(p.read_end, "x", 1);
	close_end(p.write_end);
	for (i = 0; i < 5; i++)
		expect_end_of_file(p.read_end);
}

CASE(pipe_read_eof_only_after_drain)
{
	struct pipe_ends p = open_pipe();
	size_t size = fill(p.write_end);

	close_end(p.write_end);
	expect_stream(p.read_end, size);
	expect_end_of_file(p.read_end);
}

CASE(pipe_read_no_eof_while_dup_writer_open)
{
	struct pipe_ends p = open_pipe();
	int copy = own((int)SETUP(dup(p.write_end)));
	struct gate *gate = new_gate();
	struct actor *holder = ACTOR("holder") pass_gate(gate);
	struct actor *reader = ACTOR("reader with a write end") expect_bytes(p.read_end, "x", 1);

	close_end(p.write_end);
	expect_blocked_in(reader, CALL_READ);
	/* Only now: the reader shares the O_NONBLOCK that this sets for a moment. */
	expect_empty(p.read_end);
	write_bytes(copy, "x", 1);
	expect_finished(reader);
	close_end(copy);
	expect_empty(p.read_end);
	open_gate(gate);
	expect_finished(holder);
	expect_end_of_file(p.read_end);
}

CASE(pipe_read_nonblock_empty_eagain)
{
	struct pipe_ends p = open_pipe();

	expect_empty(p.read_end);
	write_bytes(p.write_end, "x", 1);
	expect_bytes(p.read_end, "x", 1);
	expect_empty(p.read_end);
}

CASE(pipe_read_nonblock_eof_not_eagain)
{
	struct pipe_ends p = open_pipe();

	set_nonblocking(p.read_end, true);
	close_end(p.write_end);
	expect_end_of_file(p.read_end);
}

CASE(pipe_read_nonblock_returns_available)
{
	struct pipe_ends p = open_pipe();
	char bytes[BLOCK];

	set_nonblocking(p.read_end, true);
	write_bytes(p.write_end, "abc", 3);
	EXPECT_EQ(3, read(p.read_end, bytes, sizeof(bytes)));
	EXPECT_BYTES("abc", bytes, 3);
}

CASE(pipe_read_zero_bytes_returns_zero)
{
	struct pipe_ends p = open_pipe();
	char byte = 'b';

	EXPECT_EQ(0, read(p.read_end, &byte, 0));
	write_bytes(p.write_end, "xy", 2);
	EXPECT_EQ(0, read(p.read_end, &byte, 0));
	EXPECT_EQ('b', byte);
	expect_bytes(p.read_end, "xy", 2);
}

CASE_VARIANTS(named_and_not, pipe_read_marks_atime)
{
	struct pipe_ends p = variant()->value ? open_one_way() : open_pipe();
	struct timespec before;
	struct stat status;

	need_access_times(p.read_end);
	write_bytes(p.write_end, "x", 1);
	SETUP(fstat(p.read_end, &status));
	before = await_file_clock_past(status.st_atim);
	expect_bytes(p.read_end, "x", 1);
	EXPECT_OK(fstat(p.read_end, &status));
	EXPECT_THAT(!is_earlier(status.st_atim, before),
		    "read(): expected st_atim to be marked, observed it to be older");
}

CASE(pipe_read_readv_fills_in_order)
{
	struct pipe_ends p = open_pipe();
	char first[] = "....";
	char second[] = "....";
	char third[] = "....";
	struct iovec parts[] = {{first, 3}, {second, 1}, {third, 4}};

	write_bytes(p.write_end, "abcdef", 6);
	EXPECT_EQ(6, readv(p.read_end, parts, 3));
	EXPECT_STRING("abc.", first);
	EXPECT_STRING("d...", second);
	EXPECT_STRING("ef..", third);
}

CASE(pipe_read_pread_espipe)
{
	struct pipe_ends p = open_pipe();
	char byte;

	write_bytes(p.write_end, "x", 1);
	EXPECT_ERROR(ESPIPE, pread(p.read_end, &byte, 1, 0));
	EXPECT_ERROR(ESPIPE, pread(p.read_end, &byte, 1, 1));
	expect_bytes(p.read_end, "x", 1);
}

CASE(pipe_seek_lseek_espipe)
{
	static const int whence[] = {SEEK_SET, SEEK_CUR, SEEK_END};
	struct pipe_ends p = open_pipe();
	size_t i;

	write_bytes(p.write_end, "x", 1);
	for (i = 0; i < sizeof(whence) / sizeof(whence[0]); i++) {
		EXPECT_ERROR(ESPIPE, lseek(p.read_end, 0, whence[i]));
		EXPECT_ERROR(ESPIPE, lseek(p.write_end, 0, whence[i]));
	}
	expect_bytes(p.read_end, "x", 1);
}
