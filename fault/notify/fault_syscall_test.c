/* fault-syscall: what its user types, and gets. */
#include <atf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUTPUT_SIZE = 65536 };

static char output[OUTPUT_SIZE];

/* Lets a shell run a command in which $F is the program; keeps its output. Returns its exit status.
 */
static int run(const char *command)
{
	char path[4096], *slash;
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 32);
	size_t size;
	FILE *stream;
	int status;

	ATF_REQUIRE(length > 0);
	path[length] = '\0';
	slash = strrchr(path, '/');
	strcpy(slash, "/fault-syscall");
	ATF_REQUIRE_MSG(access(path, X_OK) == 0, "not built: %s", path);
	setenv("F", path, 1);
	stream = popen(command, "r");
	ATF_REQUIRE(stream != NULL);
	size = fread(output, 1, sizeof(output) - 1, stream);
	output[size] = '\0';
	status = pclose(stream);
	ATF_REQUIRE(WIFEXITED(status));
	if (WEXITSTATUS(status) == 123 && strstr(output, "in this kernel or sandbox"))
		atf_tc_skip("%s", output);
	return WEXITSTATUS(status);
}

static void expect(const char *command, int status, const char *text)
{
	int got = run(command);

	ATF_REQUIRE_MSG(got == status, "%s: exit status %d instead of %d: %s", command, got, status,
			output);
	ATF_REQUIRE_MSG(strstr(output, text), "%s: no \"%s\" in the output: %s", command, text,
			output);
}

ATF_TC_WITHOUT_HEAD(status_of_command);
ATF_TC_BODY(status_of_command, tc)
{
	(void)tc;
	expect("$F -- sh -c 'echo hello; exit 7' 2>&1", 7, "hello\n");
	expect("$F -- sh -c 'kill -9 $$' 2>&1", 137, "");
	expect("$F -- /nowhere/nothing 2>&1", 127, "cannot execute /nowhere/nothing");
	expect("$F -- no-such-command-here 2>&1", 127, "no such command: no-such-command-here");
	expect("$F -- /etc/passwd 2>&1", 126, "cannot execute /etc/passwd");
}

ATF_TC_WITHOUT_HEAD(own_failure);
ATF_TC_BODY(own_failure, tc)
{
	(void)tc;
	expect("$F 2>&1", 125, "no command to run");
	expect("$F --nothing 2>&1", 125, "see fault-syscall --help");
	expect("$F -p 1:1:syscall/openat -- true 2>&1", 125, "not a planned failure");
	expect("$F -p 1:1:syscall/openat:1=EVIL -- true 2>&1", 125, "no error has that name");
	expect("$F -p 1:1:syscall/nocall:1=EIO -- true 2>&1", 125, "no system call has that name");
	expect("$F -p 1:1:posix/ipc/mq/send:1=EIO -- true 2>&1", 125, "not a system call");
	expect("$F -p 1:1:syscall/close:1=EIO -- true 2>&1", 125, "from outside a process");
	expect("$F -p 1:1:syscall/read:1=short -- true 2>&1", 125, "from outside a process");
	expect("$F -c 'enable name=x/y' -- true 2>&1", 125, "no name=syscall/NAME");
	expect("$F -i 'read:kind=thing' -- true 2>&1", 125, "not a condition");
	expect("$F -l /nowhere/log -- true 2>&1", 125, "cannot open the log /nowhere/log");
	expect("$F --static openat=5x -- true 2>&1", 125, "not NAME=ERRNO");
	expect("$F --static openat=EIO -w read -- true 2>&1", 125, "--static does without");
}

ATF_TC_WITHOUT_HEAD(plan);
ATF_TC_BODY(plan, tc)
{
	(void)tc;
	expect("$F -p 1:1:syscall/openat:1=ENFILE -i openat:path=/etc/passwd -- cat /etc/passwd "
	       "2>&1",
	       1, "Too many open files in system");
	expect("echo '1:1:syscall/openat:1=EMFILE # the only one' >plan;"
	       "$F -p @plan -i openat:path=/etc/passwd -- cat /etc/passwd 2>&1",
	       1, "Too many open files");
	expect("IPCTS_FAULT_PLAN=1.1:1:syscall/write:1=ENOSPC "
	       "$F -- sh -c '/bin/echo a; echo $?' 2>&1",
	       0, "No space left");
}

ATF_TC_WITHOUT_HEAD(log);
ATF_TC_BODY(log, tc)
{
	(void)tc;
	expect("$F -w write,pipe2 -p 1:1:syscall/write:2=EIO -l - -- "
	       "sh -c 'echo a; echo b' 2>&1 >/dev/null",
	       1, "call 1:1:syscall/write:1\nfired 1:1:syscall/write:2=EIO (0x1, ");
	expect("$F -w write -l log -- sh -c 'echo a; echo b' >/dev/null && cat log", 0,
	       "call 1:1:syscall/write:1\ncall 1:1:syscall/write:2\n");
	expect("$F -w write -l /dev/full -- echo a 2>&1", 125,
	       "cannot write the log: No space left");
}

ATF_TC_WITHOUT_HEAD(drift);
ATF_TC_BODY(drift, tc)
{
	(void)tc;
	expect("$F -p 1:1:syscall/write:9=EIO -- true 2>&1", 0,
	       "planned, but the call was not made: 1:1:syscall/write:9=EIO");
	expect("$F --strict -p 1:1:syscall/write:9=EIO -- true 2>&1", 122, "was not made");
	expect("$F --strict -p 1:1:syscall/write:1=EIO -- echo a 2>&1", 1, "Input/output error");
}

ATF_TC_WITHOUT_HEAD(libfiu_commands);
ATF_TC_BODY(libfiu_commands, tc)
{
	(void)tc;
	expect("$F -c 'enable name=syscall/write,failinfo=28' -- "
	       "sh -c 'echo a >/dev/null' 2>&1; echo done",
	       0, "done");
	expect("$F -c 'enable name=syscall/write,failinfo=28' -l - -- "
	       "sh -c 'echo a >/dev/null' 2>&1",
	       1, "fired 1:1:syscall/write:1=ENOSPC");
	expect("$F -c 'enable name=syscall/pipe2' -l - -- sh -c 'true | true' 2>&1", 2,
	       "fired 1:1:syscall/pipe2:1=EMFILE");
}

/* A kernel or a sandbox without user notification, and the way out. */
ATF_TC_WITHOUT_HEAD(no_notification);
ATF_TC_BODY(no_notification, tc)
{
	(void)tc;
	run("$F --static seccomp=ENOSYS -- \"$F\" -- true >message 2>&1; echo $? >status");
	expect("cat message status", 0, "123\n");
	expect("cat message", 0, "no user notification of system calls in this kernel or sandbox");
}

ATF_TC_WITHOUT_HEAD(static_failure);
ATF_TC_BODY(static_failure, tc)
{
	(void)tc;
	expect("$F --static pipe2=EMFILE -- sh -c 'true | true' 2>&1", 2, "Pipe call failed");
	expect("$F --static execve=EACCES -- sh -c 'exec true' 2>&1", 126, "Permission denied");
}

ATF_TC_WITHOUT_HEAD(another_supervisor);
ATF_TC_BODY(another_supervisor, tc)
{
	(void)tc;
	expect("$F -- \"$F\" -- true 2>&1", 123, "another supervisor of system calls");
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, status_of_command);
	ATF_TP_ADD_TC(tp, own_failure);
	ATF_TP_ADD_TC(tp, plan);
	ATF_TP_ADD_TC(tp, log);
	ATF_TP_ADD_TC(tp, drift);
	ATF_TP_ADD_TC(tp, libfiu_commands);
	ATF_TP_ADD_TC(tp, no_notification);
	ATF_TP_ADD_TC(tp, static_failure);
	ATF_TP_ADD_TC(tp, another_supervisor);
	return atf_no_error();
}
