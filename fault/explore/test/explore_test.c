/* What the explorer does besides telling bugs apart (programs_test.c). */
#include <atf-c.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "explorer.h"

SIMPLE_CASE(descriptor_leak)
{
	EXPECT(1, "open descriptors instead of", "--only", "*/EBADF", "--", SUBJECT, "descriptor");
	EXPECT(1, "leak: process 1 ends with", "--replay", "1:1:posix/io/fcntl/setfd:1=EBADF", "--",
	       SUBJECT, "descriptor");
	EXPECT(1, "not without the failure:\n4 pipe\n", "--replay",
	       "1:1:posix/io/fcntl/setfd:1=EBADF", "--", SUBJECT, "descriptor");
}

SIMPLE_CASE(second_failure)
{
	EXPECT(0, "No findings", "--only", "*/EI*", "--", SUBJECT, "twice");
	EXPECT(1, "crash: ", "--depth", "2", "--", SUBJECT, "twice");
	EXPECT(1, "crash: ", "--replay",
	       "1:1:posix/io/rw/write:1=EIO,1:1:posix/io/rw/write:2=EINTR", "--", SUBJECT, "twice");
}

/* Only of what comes after the first one, and the first call of each point there. */
SIMPLE_CASE(second_failures_planned)
{
	EXPECT(1, "   6  in all, of 6 planned", "--depth", "2", "--only", "*/write/E[IF]*", "--",
	       SUBJECT, "again");
	EXPECT(0, "   6  in all, of 6 planned", "--depth", "2", "--only", "*/E[IF]*", "--", SUBJECT,
	       "writes", "3");
}

SIMPLE_CASE(uneven_calls)
{
	bool is_told = false;
	char *report;

	/* By chance, the first run is the one with the fewest. */
	for (int trial = 0; trial < 40 && !is_told; trial++) {
		ATF_CHECK_EQ(0, explorer_run((char *[]){"--only", "*/fcntl/*/EBADF", "--runs", "1",
							"--", SUBJECT, "uneven", NULL},
					     &report));
		is_told = strstr(report, "calls are not made in every run: they are left alone");
		free(report);
	}
	ATF_CHECK(is_told);
}

SIMPLE_CASE(minimal_plan)
{
	EXPECT(1, "\n1:1:posix/io/fcntl/setfd:1=EBADF\n", "--minimise", "--replay",
	       "1:1:posix/io/fcntl/setfd:2=EBADF,1:1:posix/io/oc/close:1=EINTR", "--", SUBJECT,
	       "descriptor");
}

SIMPLE_CASE(files_are_compared)
{
	EXPECT(1, "its files differ", "--only", "*/write/EIO", "--", SUBJECT, "file");
	ATF_CHECK_EQ(-1, access("result", F_OK));
}

SIMPLE_CASE(check_script)
{
	FILE *script = fopen("check", "w");

	ATF_REQUIRE(script != NULL);
	fputs("#!/bin/sh\n[ -s result ] || echo nothing written\n[ -s result ]\n", script);
	fclose(script);
	ATF_REQUIRE_EQ(0, chmod("check", 0755));
	EXPECT(1, "nothing written", "--check", "./check", "--only", "*/write/EIO", "--", SUBJECT,
	       "file");
}

SIMPLE_CASE(drift)
{
	EXPECT(0, "drift: the failure did not take place", "--replay",
	       "1:1:posix/ipc/mq/send:1=EINTR", "--", SUBJECT, "twice");
	EXPECT(0, "drift: 1 of 2 failures took place", "--replay",
	       "1:1:posix/io/rw/write:1=EIO,1:1:posix/io/rw/write:9=EIO", "--", SUBJECT, "twice");
	/* The call is made, but with such arguments it cannot fail so. */
	EXPECT(0, "drift: another call failed than planned", "--backend", "notify", "--replay",
	       "1:1:syscall/write:1=ENOENT", "--", SUBJECT, "twice");
}

SIMPLE_CASE(killed_without_message)
{
	EXPECT(1, "silent error exit: is killed by SIGTERM", "--replay",
	       "1:1:posix/io/rw/write:1=EIO", "--", SUBJECT, "killed");
}

/* The reader of a report sees that this is no success to begin with. */
SIMPLE_CASE(usual_status)
{
	EXPECT(0, "note: without any failure, it exits with 3\n", "--only", "*/write/EIO", "--",
	       "sh", "-c", "echo a; exit 3");
}

/* What takes its time is none: a longer run, of every one, tells. */
SIMPLE_CASE(slow_is_no_hang)
{
	EXPECT(0, "No findings", "--timeout", "0.3", "--only", "*/write/E[IF]*", "--", SUBJECT,
	       "slow");
}

/* Each hang is confirmed, though one of the same cause was. */
SIMPLE_CASE(each_hang_is_confirmed)
{
	EXPECT(1, "   1  clean error", "--timeout", "0.3", "--only", "*/write/EIO", "--jobs", "1",
	       "--", SUBJECT, "stuck");
}

/* What a run leaves is not there in the next one. */
SIMPLE_CASE(runs_begin_alike)
{
	static const char *const cases[] = {"shm", "sem", "msg", "shmget", "temporary"};

	EXPECT(0, "compared: exit status, stdout, files", "--only", "*/EIO", "--", SUBJECT,
	       "writes", "3");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *report;

		ATF_CHECK_EQ(1, explorer_run((char *[]){"--format", "json", "--jobs", "1", "--only",
							"*/E[AI]*", "--", SUBJECT, "leave",
							(char *)cases[i], NULL},
					     &report));
		ATF_CHECK_MSG(strstr(report, "\"outcome\":\"leak\""), "%s", report);
		ATF_CHECK_MSG(!strstr(report, "and more"), "%s", report);
		ATF_CHECK_MSG(!strstr(report, "\"status\":2"), "%s", report);
		free(report);
	}
}

/* A message that could not be written is the failure's fault; other silence is not. */
SIMPLE_CASE(lost_message)
{
	static char second[] = "1:1:syscall/write:1=EIO,1:1:syscall/write:2=EIO";

	EXPECT(0, "clean error: exits with 4", "--backend", "notify", "--replay", second, "--",
	       SUBJECT, "message");
	EXPECT(1, "silent error exit: exits with 1", "--backend", "notify", "--replay", second,
	       "--", SUBJECT, "mute");
	EXPECT(1, "low confidence", "--replay",
	       "1:1:posix/io/rw/write:1=EIO,1:1:posix/io/rw/write:2=EIO", "--", SUBJECT, "message");
}

SIMPLE_CASE(wrong_use)
{
	EXPECT(2, "which command?", "--jobs", "1");
	EXPECT(2, "no such program", "--", "no-such-program");
	EXPECT(2, "preload or notify", "--backend", "strace", "--", "true");
	EXPECT(2, "PROCESS:THREAD:POINT:K=ERROR", "--replay", "nonsense", "--", SUBJECT, "twice");
	EXPECT(2, "--resume needs", "--resume", "--", "true");
	EXPECT(2, "is killed by SIGTERM", "--", "sh", "-c", "kill -TERM $$");
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, descriptor_leak);
	ATF_TP_ADD_TC(tp, second_failure);
	ATF_TP_ADD_TC(tp, second_failures_planned);
	ATF_TP_ADD_TC(tp, uneven_calls);
	ATF_TP_ADD_TC(tp, minimal_plan);
	ATF_TP_ADD_TC(tp, files_are_compared);
	ATF_TP_ADD_TC(tp, check_script);
	ATF_TP_ADD_TC(tp, drift);
	ATF_TP_ADD_TC(tp, killed_without_message);
	ATF_TP_ADD_TC(tp, usual_status);
	ATF_TP_ADD_TC(tp, slow_is_no_hang);
	ATF_TP_ADD_TC(tp, each_hang_is_confirmed);
	ATF_TP_ADD_TC(tp, runs_begin_alike);
	ATF_TP_ADD_TC(tp, lost_message);
	ATF_TP_ADD_TC(tp, wrong_use);
	return atf_no_error();
}
