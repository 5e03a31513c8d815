/* Private namespaces, and doing without privileges. */
#include "subject.h"

#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define PLACE "^atf/selftest/subjects/private.c:[0-9]+: "

SUBJECT(ipc, "passed", "")
{
	int inside = -1;
	int id;

	enter_private(PRIVATE_IPC);
	/* The first ids of a new namespace may well be others' in the host's. */
	for (id = 0; id < 3; id++) {
		inside = (int)EXPECT_OK(msgget(IPC_PRIVATE, 0600));
		own_message_queue(inside);
	}
	EXPECT_OK(msgget(unique_key(), IPC_CREAT | 0600));
	EXPECT_OK(mq_close((mqd_t)EXPECT_OK(mq_open(unique_name(), O_CREAT | O_RDWR, 0600, NULL))));
}

SUBJECT(mounts, "passed", "")
{
	const char *path;
	char file[200];

	enter_private(PRIVATE_MOUNTS);
	path = scratch_directory(0700);
	snprintf(file, sizeof(file), "%s/file", path);
	mount_private(path, "nr_inodes=2");
	close_end(EXPECT_OK(open(file, O_CREAT | O_RDWR, 0600)));
	EXPECT_OK(unlink(file));
	remount_read_only(path);
	EXPECT_ERROR(EROFS, open(file, O_CREAT | O_RDWR, 0600));
}

/* Seen from outside, actors are what they are; inside they have other numbers. */
SUBJECT(processes, "passed", "")
{
	struct gate *gate = new_gate();
	struct actor *first;
	struct actor *second;
	int fds[2];

	SETUP(pipe(fds));
	own(fds[0]);
	own(fds[1]);
	enter_private(PRIVATE_PROCESSES);
	first = ACTOR("first")
	{
		EXPECT_EQ(1, getpid());
		pass_gate(gate);
	}
	second = ACTOR("second")
	{
		EXPECT_EQ(2, getpid());
		expect_bytes(fds[0], "x", 1);
	}
	expect_blocked_in(second, CALL_READ);
	EXPECT(actor_pid(second) != 2);
	write_bytes(fds[1], "x", 1);
	expect_finished(second);
	open_gate(gate);
	expect_finished(first);
}

SUBJECT(private_fails, "failed", PLACE "in a: close\\(-1\\): expected 0, observed -1 \\(EBADF\\)$")
{
	struct actor *actor;

	enter_private(PRIVATE_MOUNTS | PRIVATE_IPC);
	actor = ACTOR("a")
	{
		start_daemon();
		EXPECT_EQ(0, close(-1));
	}
	expect_finished(actor);
}

SUBJECT(limit, "passed", "")
{
	struct rlimit limit = {20, 30};
	struct rlimit found;

	set_limit(RLIMIT_NOFILE, limit);
	EXPECT_OK(getrlimit(RLIMIT_NOFILE, &found));
	EXPECT_EQ(20, found.rlim_cur);
	EXPECT_EQ(30, found.rlim_max);
}

SUBJECT(limit_raised, "skipped", "^not permitted: limit [0-9]+ of resources cannot be set$")
{
	struct actor *actor = ACTOR("nobody")
	{
		become_unprivileged();
		set_limit(RLIMIT_CORE, (struct rlimit){0, 0});
		set_limit(RLIMIT_CORE, (struct rlimit){1, 1});
	}

	expect_finished(actor);
}

SUBJECT(unprivileged, "passed", "")
{
	struct actor *actor;
	const char *path = scratch_path();

	close_end(SETUP(open(path, O_CREAT | O_RDWR, 0)));
	actor = ACTOR("nobody")
	{
		become_unprivileged();
		EXPECT_ERROR(EACCES, open(path, O_RDWR));
		EXPECT(geteuid() != 0);
	}
	expect_finished(actor);
}

SUBJECT(unprivileged_fails, "failed", PLACE "in nobody: expected: geteuid\\(\\) == 0$")
{
	struct actor *actor = ACTOR("nobody")
	{
		become_unprivileged();
		start_daemon();
		EXPECT(geteuid() == 0);
	}

	expect_finished(actor);
}
