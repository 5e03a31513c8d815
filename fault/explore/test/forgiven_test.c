/* What the explorer does not blame a command for, and does not try. */
#include <atf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "explorer.h"

/* What it began with, and closes in the end, is not lost if it is not closed. */
SIMPLE_CASE(standard_descriptors)
{
	EXPECT(0, "handled: same result", "--replay", "1:1:posix/io/fcntl/setfd:1=EBADF", "--",
	       SUBJECT, "input");
}

/* What whoever runs the explorer has open is not the command's. */
SIMPLE_CASE(foreign_descriptors)
{
	int fds[2];

	ATF_REQUIRE_EQ(0, pipe(fds));
	EXPECT(1, "instead of 0,", "--replay", "1:1:posix/io/fcntl/setfd:1=EBADF", "--", SUBJECT,
	       "descriptor");
	EXPECT(1, "not without the failure:\n4 pipe\n", "--replay",
	       "1:1:posix/io/fcntl/setfd:1=EBADF", "--", SUBJECT, "descriptor");
}

/* Not each folder in which something was done is another one now. */
SIMPLE_CASE(folders_are_compared)
{
	static char failure[] = "1:1:posix/io/rw/write:1=EIO";

	ATF_REQUIRE_EQ(0, mkdir("folder", 0755));
	EXPECT(0, "clean error: exits with 1", "--replay", failure, "--", SUBJECT, "folder",
	       "used");
	ATF_REQUIRE_EQ(0, system("echo a >folder/file"));
	EXPECT(0, "clean error: exits with 1", "--replay", failure, "--", SUBJECT, "folder",
	       "opened");
	ATF_REQUIRE_EQ(0, unlink("folder/file"));
	EXPECT(1, "leaves folder folder/new\n", "--replay", failure, "--", SUBJECT, "folder",
	       "new");
	/* The overlay of an ordinary user cannot do that. */
	if (geteuid() != 0)
		return;
	EXPECT(0, "clean error: exits with 1", "--replay", failure, "--", SUBJECT, "folder",
	       "anew");
	ATF_REQUIRE_EQ(0, mkdir("folder/old", 0755));
	EXPECT(1, "leaves folder folder\n", "--replay", failure, "--", SUBJECT, "folder", "anew");
}

/* It is the usual end of a filter whose reader is gone. */
SIMPLE_CASE(killed_by_sigpipe)
{
	static char failure[] = "1:1:posix/io/rw/write:1=EPIPE";

	EXPECT(0, "clean error: is killed by SIGPIPE", "--replay", failure, "--", SUBJECT, "writes",
	       "1");
	EXPECT(0, "clean error: exits with 141", "--replay", "1.1:1:posix/io/rw/write:1=EPIPE",
	       "--", "sh", "-c", "$0 writes 1; exit $?", SUBJECT);
	/* Nobody was killed. */
	EXPECT(1, "silent error exit: exits with 141", "--replay", failure, "--", "sh", "-c",
	       "trap '' PIPE; echo a 2>/dev/null || exit 141");
}

/* What cannot happen to a call with its arguments is not planned; but done if asked for. */
SIMPLE_CASE(impossible_failures)
{
	static char none[] = "Nothing could be tried", calls[] = "posix/thread/mutex/*";

	EXPECT(2, none, "--only", calls, "--", SUBJECT, "lock", "plain");
	EXPECT(0, "clean error: exits with 1", "--replay", "1:1:posix/thread/mutex/lock:1=EDEADLK",
	       "--", SUBJECT, "lock", "plain");
	EXPECT(0, "   7  in all, of 7 planned", "--only", calls, "--", SUBJECT, "lock", "robust");
	/* A descriptor that is open is not bad: nobody asked for that. */
	EXPECT(2, none, "--only", "posix/io/fcntl/*", "--", SUBJECT, "descriptor");
	EXPECT(2, none, "--only", "posix/proc/sigaction", "--", SUBJECT, "handler");
	EXPECT(0, "clean error: exits with 1", "--replay", "1:1:posix/proc/sigaction:1=EINVAL",
	       "--", SUBJECT, "handler");
	/* What is written to a file is not refused by a peer; nor does a lock that waits fail. */
	EXPECT(2, none, "--only", "posix/io/rw/write/E[AP]*", "--", SUBJECT, "writes", "1");
	EXPECT(2, none, "--only", "*/flock/EAGAIN", "--", "flock", SUBJECT, "true");
	EXPECT(2, none, "--backend", "notify", "--only", "*/flock/EAGAIN", "--", "flock", SUBJECT,
	       "true");
	EXPECT(2, none, "--backend", "notify", "--only", "*/ENOEXEC", "--", "sh", "-c",
	       "\"$0\" twice; :", SUBJECT);
	EXPECT(0, "clean error: ", "--backend", "notify", "--replay",
	       "1.1:1:syscall/execve:1=ENOEXEC", "--", "sh", "-c", "\"$0\" silent 1", SUBJECT);
}

/* What is left since its removal failed is no fault; what else is left, is. */
SIMPLE_CASE(removal_failed)
{
	static const char *const cases[][3] = {
		{"preload", "posix/ipc/shm/unlink", "shm"},
		{"preload", "posix/ipc/sem/unlink", "sem"},
		{"preload", "posix/ipc/mq/unlink", "queue"},
		{"preload", "xsi/ipc/msg/ctl", "msg"},
		{"preload", "xsi/ipc/sem/ctl", "set"},
		{"preload", "xsi/ipc/shm/ctl", "shmget"},
		{"notify", "syscall/unlink", "shm"},
		{"notify", "syscall/unlink", "file"},
		{"notify", "syscall/unlink", "temporary"},
		{"notify", "syscall/mq_unlink", "queue"},
		{"notify", "syscall/msgctl", "msg"},
		{"notify", "syscall/semctl", "set"},
		{"notify", "syscall/shmctl", "shmget"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char id[80];

		snprintf(id, sizeof(id), "1:1:%s:1=EACCES", cases[i][1]);
		EXPECT(0, "clean error: exits with 1", "--backend", (char *)cases[i][0], "--replay",
		       id, "--", SUBJECT, "remove", (char *)cases[i][2]);
	}
	EXPECT(1, "leak: leaves shm /subject.2\n", "--replay", "1:1:posix/ipc/shm/unlink:1=EACCES",
	       "--", SUBJECT, "remove", "both");
	/* And it is not there in the next run. */
	EXPECT(0, "   5  clean error", "--only", "*unlink/E*", "--jobs", "1", "--", SUBJECT,
	       "remove", "queue");
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, standard_descriptors);
	ATF_TP_ADD_TC(tp, foreign_descriptors);
	ATF_TP_ADD_TC(tp, folders_are_compared);
	ATF_TP_ADD_TC(tp, killed_by_sigpipe);
	ATF_TP_ADD_TC(tp, impossible_failures);
	ATF_TP_ADD_TC(tp, removal_failed);
	return atf_no_error();
}
