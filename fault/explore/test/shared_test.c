/* Runs where namespaces are not permitted. */
#include <atf-c.h>
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "explorer.h"

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (!file)
		return;
	fputs(text, file);
	fclose(file);
}

/*
 * What other tests of the same user make meanwhile is not to be seen: where it is
 * permitted, the test has its own IPC, which it then shares with what it runs.
 */
static bool leave_others(int flags)
{
	unsigned int uid = geteuid(), gid = getegid();
	char map[64];

	flags |= (uid ? CLONE_NEWUSER : 0) | CLONE_NEWNS | CLONE_NEWIPC;
	if (unshare(flags) == -1)
		return false;
	if (flags & CLONE_NEWUSER) {
		snprintf(map, sizeof(map), "%u %u 1", uid, uid);
		write_file("/proc/self/uid_map", map);
		write_file("/proc/self/setgroups", "deny");
		snprintf(map, sizeof(map), "%u %u 1", gid, gid);
		write_file("/proc/self/gid_map", map);
	}
	mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
	mount("shm", "/dev/shm", "tmpfs", 0, "mode=1777");
	mount("mqueue", "/dev/mqueue", "mqueue", 0, NULL);
	return true;
}

#define SHARED "--no-namespaces"

SIMPLE_CASE(leaks)
{
	static const char *const cases[][2] = {{"shm", "leaves shm /subject."},
					       {"closed", "leaves shm /subject."},
					       {"sem", "leaves semaphore /subject."},
					       {"msg", "leaves SysV msg"},
					       {"shmget", "leaves SysV shm"},
					       {"temporary", "leaves file $TMPDIR/left"},
					       {"child", "leaves a process that goes on"}};

	leave_others(0);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		EXPECT(1, cases[i][1], SHARED, "--replay", "1:1:posix/io/rw/write:1=EIO", "--",
		       SUBJECT, "leave", (char *)cases[i][0]);
	ATF_CHECK_EQ_MSG(-1, waitpid(-1, NULL, WNOHANG), "a process of a run is left");
	ATF_CHECK_EQ_MSG(0,
			 system("! ls /dev/shm | grep -q '^subject' && "
				"! ls /dev/shm | grep -q '^sem.subject'"),
			 "names of runs are left");
	/* Only the sizes of our own: one of each kind would be a line more. */
	ATF_CHECK_EQ_MSG(0, system("[ $(wc -l < /proc/sysvipc/shm) -eq 1 ] || [ $(id -u) -ne 0 ]"),
			 "ids of runs are left");
}

SIMPLE_CASE(programs)
{
	leave_others(0);
	EXPECT(0, "No findings", SHARED, "--", built("programs/sysv_server"));
	EXPECT(0, "note: no namespaces (as asked)", SHARED, "--backend", "notify", "--only",
	       "*/E[BI]*", "--", built("programs/pipeline"));
}

SIMPLE_CASE(hang)
{
	leave_others(0);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	EXPECT(1, "hang: does not end", SHARED, "--replay", "1.1:1:posix/io/net/accept:2=EMFILE",
	       "--", built("programs/seqpacket_server.emfile_ignored"));
	ATF_CHECK_EQ(-1, waitpid(-1, NULL, WNOHANG));
}

/* What is left since its removal failed is removed, and not reported. */
SIMPLE_CASE(removal_failed)
{
	static const char *const cases[][2] = {{"posix/ipc/shm/unlink", "shm"},
					       {"posix/ipc/mq/unlink", "queue"},
					       {"xsi/ipc/msg/ctl", "msg"},
					       {"xsi/ipc/sem/ctl", "set"}};

	leave_others(0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char id[80];

		snprintf(id, sizeof(id), "1:1:%s:1=EACCES", cases[i][0]);
		EXPECT(0, "clean error: exits with 1", SHARED, "--replay", id, "--", SUBJECT,
		       "remove", (char *)cases[i][1]);
	}
	EXPECT(0, "clean error: exits with 1", SHARED, "--backend", "notify", "--replay",
	       "1:1:syscall/unlink:1=EACCES", "--", SUBJECT, "remove", "file");
	ATF_CHECK_EQ(0, system("! ls /dev/shm | grep -q '^subject'"));
	ATF_CHECK_EQ(0, system("[ $(wc -l < /proc/sysvipc/msg) -eq 1 ] || [ $(id -u) -ne 0 ]"));
}

/* The user's files are not changed, and a changed copy is made as it was. */
SIMPLE_CASE(working_folder)
{
	struct stat status;

	ATF_REQUIRE_EQ(0, mkdir("folder", 0755));
	write_file("folder/file", "as it was\n");
	write_file("script", "#!/bin/sh\ncat folder/file; rm folder/file; echo new > other\n");
	ATF_REQUIRE_EQ(0, chmod("script", 0755));
	EXPECT(1, "compared: exit status, stdout, files", SHARED, "--runs", "20", "--", "./script");
	EXPECT(1, "compared: exit status, stdout, files", "--runs", "20", "--", "./script");
	ATF_CHECK_EQ(0, system("grep -q 'as it was' folder/file"));
	ATF_CHECK_EQ(-1, stat("other", &status));
	EXPECT(1, "its files differ", SHARED, "--only", "*/write/EIO", "--", SUBJECT, "file");
}

SIMPLE_CASE(large_folder)
{
	ATF_REQUIRE_EQ(0, system("truncate -s 65M large"));
	EXPECT(2, "change to a small folder", SHARED, "--", SUBJECT, "twice");
}

/* A segment that another process made meanwhile is not the command's. */
SIMPLE_CASE(of_others)
{
	int stop[2];
	pid_t pid;

	leave_others(0);
	ATF_REQUIRE_EQ(0, pipe(stop));
	ATF_REQUIRE_EQ(0, fcntl(stop[0], F_SETFL, O_NONBLOCK));
	pid = fork();
	ATF_REQUIRE(pid != -1);
	if (pid == 0) {
		char byte;

		close(stop[1]);
		for (int count = 0; read(stop[0], &byte, 1) != 0; count++) {
			int id = shmget(IPC_PRIVATE, 1, 0600);

			shmctl(shmget(IPC_PRIVATE, 1, 0600), IPC_RMID, NULL);
			if (count % 64)
				shmctl(id, IPC_RMID, NULL);
		}
		_exit(0);
	}
	close(stop[0]);
	/* It uses System V itself, in all its runs. */
	EXPECT(0, "No findings", SHARED, "--only", "xsi/ipc/shm/*", "--",
	       built("programs/sysv_server"));
	close(stop[1]);
	ATF_REQUIRE_EQ(pid, waitpid(pid, NULL, 0));
}

/* Nobody asked for it: where no more namespaces can be made, they are done without. */
SIMPLE_CASE(by_itself)
{
	if (!leave_others(CLONE_NEWUSER))
		atf_tc_skip("no namespaces are permitted: the other cases are about that");
	write_file("/proc/sys/user/max_net_namespaces", "0");
	EXPECT(1, "no namespaces (cannot make namespaces", "--only", "*/write/EIO", "--", SUBJECT,
	       "file");
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, leaks);
	ATF_TP_ADD_TC(tp, removal_failed);
	ATF_TP_ADD_TC(tp, programs);
	ATF_TP_ADD_TC(tp, hang);
	ATF_TP_ADD_TC(tp, working_folder);
	ATF_TP_ADD_TC(tp, large_folder);
	ATF_TP_ADD_TC(tp, of_others);
	ATF_TP_ADD_TC(tp, by_itself);
	return atf_no_error();
}
