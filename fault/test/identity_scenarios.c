/* Which call it is: process, thread and count, over fork, exec and what starts programs. */
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scenario.h"

extern char **environ;

#define DUP "posix/io/fd/dup"

static void await_children(void)
{
	int status;

	while (wait(&status) > 0)
		CHECK(status == 0);
}

static const char *own_path(void)
{
	static char path[4096];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);

	CHECK(length > 0);
	path[length] = '\0';
	return path;
}

SCENARIO(the_kth_call_fails, "--fail " DUP "=EMFILE@2 --log log")
{
	CHECK(dup(1) >= 0);
	CHECK_FAILS(dup(1), EMFILE);
	CHECK(dup(1) >= 0);
	CHECK_LOG("/dup", "call 1:1:" DUP ":1", "fired 1:1:" DUP ":2=EMFILE", "call 1:1:" DUP ":3");
}

SCENARIO(children_are_numbered, "--fail 1.2:1:" DUP ":1=EMFILE --fail 1.1.1:1:" DUP ":1=EINTR "
				"--fail posix/proc/fork=EAGAIN@2 --any-error --log log")
{
	int status;

	if (fork() == 0) {
		CHECK(dup(1) >= 0);
		if (fork() == 0) {
			CHECK_FAILS(dup(1), EINTR);
			_exit(0);
		}
		await_children();
		_exit(0);
	}
	CHECK(wait(&status) > 0 && status == 0);
	CHECK_FAILS(fork(), EAGAIN);
	if (fork() == 0) {
		CHECK_FAILS(dup(1), EMFILE);
		_exit(0);
	}
	await_children();
	CHECK_LOG("/dup", "call 1.1:1:" DUP ":1", "fired 1.1.1:1:" DUP ":1=EINTR",
		  "fired 1.2:1:" DUP ":1=EMFILE");
}

static void *call_dup(void *argument)
{
	*(int *)argument = dup(1);
	return NULL;
}

SCENARIO(threads_are_numbered, "--fail 1:3:" DUP ":1=EMFILE --fail posix/thread/create=EAGAIN@3 "
			       "--log log --control ./control")
{
	pthread_attr_t attributes;
	pthread_t thread;
	int results[3], i;

	/* One that cannot be made has no number. */
	CHECK(pthread_attr_init(&attributes) == 0);
	CHECK(pthread_attr_setstacksize(&attributes, (size_t)1 << (sizeof(long) * 6 - 1)) == 0);
	CHECK(pthread_create(&thread, &attributes, call_dup, &results[0]) == EAGAIN);
	for (i = 0; i < 3; i++) {
		int error = pthread_create(&thread, NULL, call_dup, &results[i]);

		CHECK(error == (i == 1 ? EAGAIN : 0));
		if (error == 0)
			CHECK(pthread_join(thread, NULL) == 0);
	}
	CHECK(results[0] >= 0 && results[2] == -1);
	CHECK_LOG("/dup", "call 1:2:" DUP ":1", "fired 1:3:" DUP ":1=EMFILE");
}

SCENARIO(exec_goes_on_counting, "--fail " DUP "=EMFILE@2 --fail 1.2:1:" DUP ":1=EINTR --any-error")
{
	CHECK(dup(1) >= 0);
	if (fork() == 0)
		_exit(0);
	await_children();
	execl(own_path(), "subject", "second_half", (char *)NULL);
	CHECK(!"executed");
}

SCENARIO(second_half, "--fail " DUP "=EMFILE@1 --fail 1.1:1:" DUP ":1=EINTR --any-error")
{
	CHECK_FAILS(dup(1), EMFILE);
	if (fork() == 0) {
		CHECK_FAILS(dup(1), EINTR);
		_exit(0);
	}
	await_children();
}

SCENARIO(started_programs_are_numbered,
	 "--log log --fail 1.1:1:" DUP ":1=EMFILE --fail 1.2:1:" DUP ":1=EMFILE "
	 "--fail 1.3.1:1:" DUP ":1=EMFILE --fail 1.4.1:1:" DUP ":1=EMFILE --fail 1.5:1:" DUP
	 ":1=EMFILE")
{
	char *arguments[] = {"subject", "calls_dup_in_vain", NULL};
	char command[5000];
	const char *path = own_path();
	pid_t pid;

	CHECK(posix_spawn(&pid, "nothing", NULL, NULL, arguments, environ) == ENOENT);
	CHECK(posix_spawn(&pid, path, NULL, NULL, arguments, environ) == 0);
	await_children();
	pid = vfork();
	if (pid == 0) {
		execv(path, arguments);
		_exit(1);
	}
	await_children();
	/* The ":" keeps the shell, whose child it is then. */
	snprintf(command, sizeof(command), "%s calls_dup_in_vain || exit; :", path);
	CHECK(system(command) == 0);
	CHECK(pclose(popen(command, "r")) == 0);
	if (fork() == 0) {
		execve(path, arguments, environ);
		_exit(1);
	}
	await_children();
	CHECK_LOG("/dup:", "fired 1.1:1:" DUP ":1=EMFILE", "fired 1.2:1:" DUP ":1=EMFILE",
		  "fired 1.3.1:1:" DUP ":1=EMFILE", "fired 1.4.1:1:" DUP ":1=EMFILE",
		  "fired 1.5:1:" DUP ":1=EMFILE");
}

SCENARIO(calls_dup_in_vain, "--fail " DUP "=EMFILE")
{
	CHECK_FAILS(dup(1), EMFILE);
}

SCENARIO(the_log_is_kept_when_the_program_closes_all, "--log log")
{
	int fd;

	for (fd = 3; fd < 2000; fd++)
		close(fd);
	CHECK(dup(1) >= 0);
	CHECK_LOG("/dup:", "call 1:1:" DUP ":1");
}

/* The plan has 1000 calls of each. */
#define EACH_ITS_ERROR                                                                     \
	"for k in $(seq 1000); do echo 1:2:" DUP ":$k=EMFILE; echo 1:3:" DUP ":$k=EBADF; " \
	"done >plan; $RUN --plan plan --"

static void *check_errors(void *argument)
{
	const int error = *(int *)argument;
	int i;

	for (i = 0; i < 1000; i++)
		CHECK_FAILS(dup(1), error);
	return NULL;
}

SCENARIO_BY(threads_at_once_fail_each_with_its_error, EACH_ITS_ERROR)
{
	int errors[] = {EMFILE, EBADF}, i;
	pthread_t threads[2];

	for (i = 0; i < 2; i++)
		CHECK(pthread_create(&threads[i], NULL, check_errors, &errors[i]) == 0);
	for (i = 0; i < 2; i++)
		CHECK(pthread_join(threads[i], NULL) == 0);
}

SCENARIO(calls_dup, "")
{
	CHECK(dup(1) >= 0);
}

/* It was made, and became another program, without the C library. */
SCENARIO(who_was_not_announced_is_nobody, "--log log")
{
	const char *path = own_path();
	char *arguments[] = {"subject", "calls_dup", NULL};

	if (syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) == 0) {
		syscall(SYS_execve, path, arguments, environ);
		_exit(1);
	}
	await_children();
	CHECK_LOG("/dup:", "call 0:1:" DUP ":1");
}
