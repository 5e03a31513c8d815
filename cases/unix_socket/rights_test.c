/* What it means that a descriptor is passed: the same open file, under a number of the receiver. */
#include "rights.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

/* The receiver was there before the file was opened: it inherits nothing. */
CASE_VARIANTS(all_ways, unix_rights_passes_description)
{
	struct socket_ends ends = connected_two();
	struct stat *seen = share(sizeof(*seen));
	struct stat status;
	struct actor *receiver = ACTOR("receiver")
	{
		int passed = expect_descriptor(ends.other);

		expect_bytes(passed, "ab", 2);
		SETUP(fcntl(passed, F_SETFL, O_APPEND));
		EXPECT_OK(fstat(passed, seen));
	}
	int file = open_file_with("abcd");

	pass_descriptor(ends.one, file);
	expect_finished(receiver);
	SETUP(fstat(file, &status));
	EXPECT_EQ(status.st_dev, seen->st_dev);
	EXPECT_EQ(status.st_ino, seen->st_ino);
	EXPECT_EQ(2, lseek(file, 0, SEEK_CUR));
	expect_bytes(file, "cd", 2);
	EXPECT_EQ(O_APPEND, fcntl(file, F_GETFL) & O_APPEND);
}

enum { NUMBERS = 64 };

CASE_VARIANTS(all_ways, unix_rights_lowest_fd)
{
	struct socket_ends ends = connected_two();
	struct pipe_ends p = open_pipe();
	int file = open_file_with("abcd");
	struct actor *receiver = ACTOR("receiver")
	{
		bool was_open[NUMBERS];
		int passed;
		int i;

		/* Here the sender's number is another file's, and a lower one is free. */
		SETUP(dup2(p.read_end, file));
		close_end(p.read_end);
		for (i = 0; i < NUMBERS; i++)
			was_open[i] = is_open(i);
		passed = expect_descriptor(ends.other);
		EXPECT(is_open(passed));
		EXPECT_THAT(passed >= NUMBERS || !was_open[passed],
			    "expected a number that was free, observed %d, which was not", passed);
		observe("the lowest free number is given to a descriptor received", "%s",
			passed == p.read_end ? "yes" : "no");
		expect_bytes(passed, "abcd", 4);
		for (i = 0; i < NUMBERS; i++)
			EXPECT_EQ(was_open[i] || i == passed, is_open(i));
		expect_bytes(file, "x", 1);
	}

	write_bytes(p.write_end, "x", 1);
	pass_descriptor(ends.one, file);
	expect_finished(receiver);
}

/* The sender closes, then ends: the pipe's only read end is in flight. */
CASE_VARIANTS(all_ways, unix_rights_sender_may_close)
{
	struct socket_ends ends = connected_two();
	struct actor *sender = ACTOR("sender")
	{
		struct pipe_ends p = open_pipe();

		write_bytes(p.write_end, "x", 1);
		pass_descriptor(ends.one, p.read_end);
		close_end(p.read_end);
		ignore_signal(SIGPIPE);
		write_bytes(p.write_end, "y", 1);
	}
	int passed;

	expect_finished(sender);
	passed = expect_descriptor(ends.other);
	expect_bytes(passed, "xy", 2);
	expect_end_of_file(passed);
}

CASE_VARIANTS(all_ways, unix_rights_several_in_one_message)
{
	enum { COUNT = 8 };
	struct socket_ends ends = connected_two();
	struct actor *receiver = ACTOR("receiver")
	{
		struct reception passed = expect_descriptors(ends.other, COUNT);
		char i;

		for (i = 0; i < COUNT; i++)
			write_bytes(passed.descriptors[(int)i], &i, 1);
	}
	struct pipe_ends p[COUNT];
	int write_ends[COUNT];
	char i;

	for (i = 0; i < COUNT; i++) {
		p[(int)i] = open_pipe();
		write_ends[(int)i] = p[(int)i].write_end;
	}
	pass_descriptors(ends.one, write_ends, COUNT);
	expect_finished(receiver);
	for (i = 0; i < COUNT; i++)
		expect_bytes(p[(int)i].read_end, &i, 1);
}

/* A path is all that the two processes have in common. */
CASE_VARIANTS(socket_types, unix_rights_unrelated_process)
{
	int type = (int)variant()->value;
	const char *path = scratch_path();
	struct gate *is_there = new_gate();
	struct actor *receiver = ACTOR("receiver")
	{
		bool has_connections = type != SOCK_DGRAM;
		int fd = has_connections ? listening_socket(type, path, 1)
					 : bound_socket(type, path);

		SETUP(setsid());
		open_gate(is_there);
		if (has_connections)
			fd = accepted_socket(fd);
		expect_bytes(expect_descriptor(fd), "x", 1);
	}
	struct actor *sender = ACTOR("sender")
	{
		struct pipe_ends p = open_pipe();

		SETUP(setsid());
		pass_gate(is_there);
		write_bytes(p.write_end, "x", 1);
		pass_descriptor(connected_socket(type, path), p.read_end);
	}

	expect_finished(sender);
	expect_finished(receiver);
}
