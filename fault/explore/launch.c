#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../plan/plan.h"
#include "environment.h"
#include "launch_notify.h"
#include "library.h"
#include "trace.h"

static struct {
	const struct settings *settings;
	const struct isolation *isolation;
	char path[PATH_MAX]; /* of the command */
	int null;	     /* what it reads */
	int gate[2];	     /* it waits there until it is traced */
} launch;

/* Finds the command as a shell would. */
static int find_command(const char *name, char *message, size_t size)
{
	const char *path = getenv("PATH");
	const char *part = path && *path ? path : "/usr/local/bin:/usr/bin:/bin";

	if (strchr(name, '/')) {
		snprintf(launch.path, sizeof(launch.path), "%s", name);
		if (access(launch.path, X_OK) == 0)
			return 0;
		part = "";
	}
	while (*part) {
		int length = (int)strcspn(part, ":");

		snprintf(launch.path, sizeof(launch.path), "%.*s/%s", length, part, name);
		if (access(launch.path, X_OK) == 0)
			return 0;
		part += length + (part[length] == ':');
	}
	snprintf(message, size, "%s: no such program: give its path", name);
	return -1;
}

int launch_prepare(const struct settings *settings, char *message, size_t size)
{
	launch.settings = settings;
	if (find_command(settings->command[0], message, size) == -1)
		return -1;
	if (settings->check && access(settings->check, X_OK) == -1) {
		snprintf(message, size, "%s: %s: --check needs a program", settings->check,
			 strerror(errno));
		return -1;
	}
	if (settings->backend == BACKEND_NOTIFY)
		return launch_notify_prepare(message, size);
	if (library_path())
		return 0;
	snprintf(message, size,
		 "libipcts_fault.so is neither beside this program nor installed: run make, or use "
		 "--backend notify");
	return -1;
}

int launch_begin(const struct isolation *isolation, char *message, size_t size)
{
	size_t length = strlen(launch.path);

	launch.isolation = isolation;
	/* Its folder is elsewhere then, and what it finds beside itself may be above that. */
	if (isolation->is_shared && launch.path[0] != '/' &&
	    length + strlen(isolation->original) + 2 <= sizeof(launch.path)) {
		size_t begin = strlen(isolation->original) + 1;

		memmove(launch.path + begin, launch.path, length + 1);
		memcpy(launch.path, isolation->original, begin - 1);
		launch.path[begin - 1] = '/';
	}
	launch.null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (launch.null == -1 || pipe2(launch.gate, O_CLOEXEC) == -1 ||
	    environment_make(launch.settings->backend, isolation) == -1) {
		snprintf(message, size, "cannot prepare a run: %s", strerror(errno));
		return -1;
	}
	if (launch.settings->backend == BACKEND_NOTIFY)
		return launch_notify_begin(isolation, message, size);
	return 0;
}

/* In the child: what a program finds when it begins. */
static void arrange(int output, int error)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	dup2(launch.null, STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	dup2(error, STDERR_FILENO);
	if (chdir(launch.isolation->working) == -1)
		_exit(127);
}

/* Nobody writes more than one byte to the gate: whoever reads it is traced. */
static void wait_at_gate(void)
{
	char byte;

	while (read(launch.gate[0], &byte, 1) == -1 && errno == EINTR)
		;
}

static int run_preloaded(void *argument)
{
	volatile int *start_error = argument;

	setsid();
	/* No process namespace ends it if we die before it is traced. */
	if (launch.isolation->is_shared)
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	arrange(launch.isolation->output_fd, launch.isolation->error_fd);
	wait_at_gate();
	execve(launch.path, launch.settings->command, environment_of_run());
	*start_error = errno;
	_exit(127);
}

/*
 * In our memory until it executes the command, which a fork would copy first: that
 * is a good part of what a run costs. We only wait meanwhile.
 */
static pid_t start_preloaded(volatile int *start_error)
{
	static _Alignas(16) char stack[65536];

	return clone(run_preloaded, stack + sizeof(stack), CLONE_VM | SIGCHLD, (void *)start_error);
}

/* In the supervisor's child. */
static int run_notified(struct notify *notify, void *argument)
{
	volatile int *start_error = argument;

	arrange(launch.isolation->output_fd, launch.isolation->error_fd);
	launch_notify_tell(getpid());
	wait_at_gate();
	launch_notify_arm();
	*start_error =
		-notify_exec(notify, launch.path, launch.settings->command, environment_of_run());
	return 127;
}

pid_t launch_command(const struct job *job, volatile int *start_error)
{
	pid_t pid;

	environment_set_plan(job->plan);
	if (launch.settings->backend == BACKEND_NOTIFY)
		pid = launch_notify(job, run_notified, start_error);
	else
		pid = start_preloaded(start_error);
	if (pid == -1)
		return -1;
	if (trace_begin(pid) == -1 || write(launch.gate[1], "", 1) != 1) {
		int error = errno;

		kill(pid, SIGKILL);
		errno = error;
		return -1;
	}
	return pid;
}

pid_t launch_check(const char *script, int status, int output)
{
	char text[12];
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	setsid();
	if (launch.isolation->is_shared)
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	arrange(output, output);
	snprintf(text, sizeof(text), "%d", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	setenv("FAULT_STATUS", text, 1);
	snprintf(text, sizeof(text), "%d", WIFSIGNALED(status) ? WTERMSIG(status) : 0);
	setenv("FAULT_SIGNAL", text, 1);
	setenv("FAULT_STDOUT", launch.isolation->standard_output, 1);
	setenv("FAULT_STDERR", launch.isolation->standard_error, 1);
	environment_for_check();
	execl(script, script, (char *)NULL);
	_exit(127);
}
