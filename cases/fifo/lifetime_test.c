/* The file that names a FIFO: its life, its attributes, its utility. */
#include "fifo.h"

#include <unistd.h>

CASE(fifo_unlink_name_removed)
{
	const char *path = make_fifo(0600);

	EXPECT_EQ(0, unlink(path));
	expect_absent(path);
	EXPECT_ERROR(ENOENT, open(path, O_RDONLY | O_NONBLOCK));
}

CASE(fifo_unlink_open_fds_keep_working)
{
	const char *path = make_fifo(0600);
	struct pipe_ends p = open_both_ends(path);

	write_bytes(p.write_end, "ab", 2);
	SETUP(unlink(path));
	expect_bytes(p.read_end, "ab", 2);
	write_bytes(p.write_end, "c", 1);
	expect_bytes(p.read_end, "c", 1);
	close_end(p.write_end);
	expect_end_of_file(p.read_end);
}

CASE(fifo_unlink_new_fifo_is_distinct)
{
	const char *path = make_fifo(0600);
	struct pipe_ends old = open_both_ends(path);
	struct pipe_ends new;

	SETUP(unlink(path));
	EXPECT_EQ(0, mkfifo(path, 0600));
	expect_no_reader(path);
	new = open_both_ends(path);
	EXPECT(status_of_open(old.read_end).st_ino != status_of_open(new.read_end).st_ino);
	write_bytes(old.write_end, "old", 3);
	write_bytes(new.write_end, "new", 3);
	expect_bytes(new.read_end, "new", 3);
	expect_bytes(old.read_end, "old", 3);
}

CASE(fifo_unlink_persists_until_unlinked)
{
	const char *path = scratch_path();
	int round;

	for (round = 0; round < 2; round++) {
		struct actor *user = ACTOR("user")
		{
			struct pipe_ends p;

			if (round == 0)
				EXPECT_EQ(0, mkfifo(path, 0600));
			p = open_both_ends(path);
			write_bytes(p.write_end, "x", 1);
			expect_bytes(p.read_end, "x", 1);
			close_end(p.read_end);
			close_end(p.write_end);
		}

		expect_finished(user);
		expect_fifo(path, 0600);
	}
	EXPECT_EQ(0, unlink(path));
	expect_absent(path);
}

CASE(fifo_stat_nlink_counts_links)
{
	const char *path = make_fifo(0600);
	const char *another = scratch_path();
	int fd = open_fifo(path, O_RDONLY | O_NONBLOCK);

	EXPECT_EQ(1, status_of_open(fd).st_nlink);
	SETUP(link(path, another));
	EXPECT_EQ(2, status_of_open(fd).st_nlink);
	EXPECT_EQ(2, status_of(another).st_nlink);
	SETUP(unlink(path));
	EXPECT_EQ(1, status_of_open(fd).st_nlink);
	SETUP(unlink(another));
	EXPECT_EQ(0, status_of_open(fd).st_nlink);
}

CASE(fifo_chmod_changes_mode)
{
	const char *path = make_fifo(0);
	struct gate *is_open_to_all = new_gate();
	struct gate *was_denied = new_gate();
	struct actor *opener = ACTOR("unprivileged opener")
	{
		become_unprivileged();
		EXPECT_ERROR(EACCES, open(path, O_RDONLY | O_NONBLOCK));
		open_gate(was_denied);
		pass_gate(is_open_to_all);
		open_fifo(path, O_RDONLY | O_NONBLOCK);
	}

	pass_gate(was_denied);
	EXPECT_EQ(0, chmod(path, 0644));
	expect_fifo(path, 0644);
	open_gate(is_open_to_all);
	expect_finished(opener);
}

/* Runs a utility in a process of its own, its diagnostics thrown away. */
#define RUN(...) run((const char *const[]){__VA_ARGS__, NULL})

static struct actor *run(const char *const *arguments)
{
	struct actor *utility = ACTOR("utility")
	{
		int null = (int)SETUP(open("/dev/null", O_WRONLY));

		SETUP(dup2(null, STDERR_FILENO));
		execvp(arguments[0], (char *const *)arguments);
		_exit(127);
	}

	return utility;
}

CASE(fifo_util_mkfifo_command)
{
	const char *plain = scratch_path();
	const char *octal = scratch_path();
	const char *symbolic = scratch_path();

	umask(026);
	expect_exit(RUN("mkfifo", plain), 0);
	expect_fifo(plain, 0640);
	expect_exit(RUN("mkfifo", "-m", "0723", octal), 0);
	expect_fifo(octal, 0723);
	expect_exit(RUN("mkfifo", "-m", "u+x,g-w,o=", symbolic), 0);
	expect_fifo(symbolic, 0740);
	/* An existing file is left alone; any status above 0 says so. */
	expect_exit(RUN("sh", "-c", "! mkfifo -m 0600 \"$0\"", plain), 0);
	expect_fifo(plain, 0640);
}
