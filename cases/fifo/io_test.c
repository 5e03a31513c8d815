/* Data in a FIFO, as far as the name makes a difference to a pipe. */
#include "fifo.h"

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

CASE(fifo_read_eof_when_writers_gone)
{
	const char *path = make_fifo(0600);
	struct pipe_ends p = open_both_ends(path);
	int another = open_fifo(path, O_WRONLY);
	char byte;

	write_bytes(p.write_end, "ab", 2);
	close_end(p.write_end);
	expect_bytes(p.read_end, "a", 1);
	close_end(another);
	expect_bytes(p.read_end, "b", 1);
	expect_end_of_file(p.read_end);
	set_nonblocking(p.read_end, true);
	EXPECT_EQ(0, read(p.read_end, &byte, 1));
}

CASE(fifo_read_data_again_after_new_writer)
{
	const char *path = make_fifo(0600);
	struct pipe_ends p = open_both_ends(path);
	int round;

	for (round = 0; round < 3; round++) {
		close_end(p.write_end);
		expect_end_of_file(p.read_end);
		p.write_end = open_fifo(path, O_WRONLY);
		write_bytes(p.write_end, "x", 1);
		expect_bytes(p.read_end, "x", 1);
	}
}

CASE(fifo_read_nonblock_never_had_writer_zero)
{
	int reader = open_fifo(make_fifo(0600), O_RDONLY | O_NONBLOCK);

	expect_end_of_file(reader);
	expect_end_of_file(reader);
}

CASE(fifo_read_nonblock_with_writer_eagain)
{
	const char *path = make_fifo(0600);
	int reader = open_fifo(path, O_RDONLY | O_NONBLOCK);
	char byte;

	open_fifo(path, O_WRONLY);
	EXPECT_ERROR(EAGAIN, read(reader, &byte, 1));
}

CASE(fifo_read_data_not_persistent)
{
	const char *path = make_fifo(0600);
	struct pipe_ends p = open_both_ends(path);
	ino_t file = status_of(path).st_ino;
	char byte;

	write_bytes(p.write_end, "abc", 3);
	close_end(p.write_end);
	close_end(p.read_end);
	expect_fifo(path, 0600);
	EXPECT_EQ(file, status_of(path).st_ino);
	p = open_both_ends(path);
	set_nonblocking(p.read_end, true);
	EXPECT_ERROR(EAGAIN, read(p.read_end, &byte, 1));
}

CASE(fifo_read_data_survives_while_reader_open)
{
	struct pipe_ends p = open_fifo_pair();

	write_bytes(p.write_end, "abc", 3);
	close_end(p.write_end);
	expect_bytes(p.read_end, "abc", 3);
	expect_end_of_file(p.read_end);
}

CASE(fifo_read_stdio_works)
{
	const char *path = make_fifo(0600);
	struct actor *reader = ACTOR("reader")
	{
		FILE *in = fopen(path, "r");
		char word[20];
		int number;

		EXPECT(in != NULL);
		EXPECT_ERROR(ESPIPE, fseek(in, 0, SEEK_SET));
		EXPECT_EQ(2, fscanf(in, "%d %19s", &number, word));
		EXPECT_EQ(42, number);
		EXPECT_STRING("fish", word);
		EXPECT_EQ('\n', fgetc(in));
		EXPECT_EQ(EOF, fgetc(in));
		EXPECT(feof(in) && !ferror(in));
	}
	FILE *out;

	expect_blocked_in(reader, CALL_OPEN);
	out = fopen(path, "w");
	EXPECT(out != NULL);
	EXPECT_EQ(8, fprintf(out, "%d %s\n", 42, "fish"));
	EXPECT_EQ(0, fclose(out));
	expect_finished(reader);
}

CASE(fifo_seek_lseek_espipe)
{
	struct pipe_ends p = open_fifo_pair();

	write_bytes(p.write_end, "ab", 2);
	EXPECT_ERROR(ESPIPE, lseek(p.read_end, 0, SEEK_SET));
	EXPECT_ERROR(ESPIPE, lseek(p.read_end, 1, SEEK_CUR));
	EXPECT_ERROR(ESPIPE, lseek(p.write_end, 0, SEEK_CUR));
	EXPECT_ERROR(ESPIPE, lseek(p.write_end, 0, SEEK_END));
	expect_bytes(p.read_end, "ab", 2);
}

CASE(fifo_write_epipe_after_reader_closed)
{
	const char *path = make_fifo(0600);
	struct pipe_ends p = open_both_ends(path);
	struct actor *writer;

	close_end(p.read_end);
	writer = ACTOR("writer")
	{
		write(p.write_end, "x", 1);
	}
	expect_killed(writer, SIGPIPE);
	ignore_signal(SIGPIPE);
	EXPECT_ERROR(EPIPE, write(p.write_end, "x", 1));
	expect_fifo(path, 0600);
}

CASE(fifo_write_works_again_after_new_reader)
{
	const char *path = make_fifo(0600);
	struct pipe_ends p = open_both_ends(path);

	ignore_signal(SIGPIPE);
	close_end(p.read_end);
	EXPECT_ERROR(EPIPE, write(p.write_end, "lost", 4));
	p.read_end = open_fifo(path, O_RDONLY);
	write_bytes(p.write_end, "x", 1);
	expect_bytes(p.read_end, "x", 1);
}

enum { WRITERS = 4, RECORDS = 64 };

static const struct variant sizes[] = {
	{"_POSIX_PIPE_BUF", 512, NULL},
	{"PIPE_BUF-1", PIPE_BUF - 1, NULL},
	{"PIPE_BUF", PIPE_BUF, NULL},
};

/* A record is one byte over and over, which tells its writer and its turn. */
static unsigned char record_byte(int writer, int turn)
{
	return (unsigned char)(writer * RECORDS + turn);
}

static void write_records(const char *path, int writer, size_t size)
{
	unsigned char record[PIPE_BUF];
	int fd = open_fifo(path, O_WRONLY);
	int turn;

	for (turn = 0; turn < RECORDS; turn++) {
		memset(record, record_byte(writer, turn), size);
		write_bytes(fd, record, size);
	}
}

static void expect_whole_records(int fd, size_t size)
{
	unsigned char record[PIPE_BUF];
	int turns[WRITERS] = {0};
	size_t i;
	int n;

	for (n = 0; n < WRITERS * RECORDS; n++) {
		int writer;

		read_fully(fd, record, size);
		writer = record[0] / RECORDS;
		EXPECT_EQ(record_byte(writer, turns[writer]++), record[0]);
		for (i = 0; i < size; i++)
			EXPECT_THAT(record[i] == record[0],
				    "record %d: expected to be whole, observed another at byte %zu",
				    n, i);
	}
	expect_end_of_file(fd);
}

CASE_VARIANTS(sizes, fifo_write_atomic_le_pipe_buf)
{
	const char *path = make_fifo(0600);
	struct pipe_ends p = open_both_ends(path);
	size_t size = (size_t)variant()->value;
	int writer;

	for (writer = 0; writer < WRITERS; writer++) {
		ACTOR("writer") {
			write_records(path, writer, size);
		}
	}
	close_end(p.write_end);
	expect_whole_records(p.read_end, size);
}

CASE(fifo_write_times_marked)
{
	const char *path = make_fifo(0600);
	struct pipe_ends p = open_both_ends(path);
	struct stat status = status_of(path);
	struct span span = begin_span(&status);

	write_bytes(p.write_end, "x", 1);
	end_span(&span);
	status = status_of_open(p.write_end);
	EXPECT(is_within(status.st_mtim, &span));
	EXPECT(is_within(status.st_ctim, &span));
	status = status_of(path);
	EXPECT(is_within(status.st_mtim, &span));
	EXPECT(is_within(status.st_ctim, &span));
}
