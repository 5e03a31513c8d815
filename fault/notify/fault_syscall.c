/*
 * fault-syscall: runs a command under the supervisor of system calls.
 */
#include <errno.h>
#include <fiu-control.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define FIU_ENABLE
#include <fiu.h>

#include "../plan/log.h"
#include "../plan/plan.h"
#include "log_buffer.h"
#include "notify.h"
#include "options.h"

extern char **environ;

struct run {
	struct options options;
	const char *path; /* of the command */
	struct log_buffer *log;
	long strange; /* calls that failed though they were not planned */
};

static void tell(const struct notify_call *made, void *argument)
{
	struct run *run = argument;
	char detail[160];

	if (made->fault != FAULT_NONE) {
		const struct planned *planned = plan_find(run->options.plan, &made->call);

		run->strange += !planned || planned->fault != made->fault;
		snprintf(detail, sizeof(detail), "(%#llx, %#llx, %#llx, %#llx, %#llx, %#llx)",
			 (unsigned long long)made->arguments[0],
			 (unsigned long long)made->arguments[1],
			 (unsigned long long)made->arguments[2],
			 (unsigned long long)made->arguments[3],
			 (unsigned long long)made->arguments[4],
			 (unsigned long long)made->arguments[5]);
	}
	log_buffer_add(run->log, &made->call, made->fault,
		       made->fault == FAULT_NONE ? NULL : detail);
}

static bool is_executable(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

/* Looks for the command in PATH, as a shell does. */
static char *find_command(const char *name)
{
	const char *directory = getenv("PATH");
	char *path;

	if (strchr(name, '/'))
		return strdup(name);
	for (; directory && *directory; directory += *directory == ':') {
		size_t length = strcspn(directory, ":");

		if (asprintf(&path, "%.*s%s%s", (int)length, directory, length ? "/" : "", name) <
		    0)
			return NULL;
		if (is_executable(path))
			return path;
		free(path);
		directory += length;
	}
	return NULL;
}

/* In the target. All that it says passes by the filter, or is not counted. */
static int execute(struct notify *notify, void *argument)
{
	struct run *run = argument;
	int error = notify_exec(notify, run->path, run->options.command, environ);

	dprintf(STDERR_FILENO, "fault-syscall: cannot execute %s: %s\n", run->path,
		strerror(-error));
	return error == -ENOENT ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTED;
}

static int exit_status(int status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* The signals that a terminal or a caller sends to end it all: the command decides. */
static volatile pid_t target;

static void forward(int number)
{
	if (target > 0)
		kill(target, number);
}

static void handle_signals(void)
{
	struct sigaction action = {.sa_handler = forward, .sa_flags = SA_RESTART};

	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGQUIT, &action, NULL);
}

/* Planned calls that were not made. Returns how many. */
static long tell_drift(const struct run *run)
{
	const struct plan *plan = run->options.plan;
	char text[CALL_TEXT_SIZE];
	long count = 0;

	for (size_t i = 0; i < plan_count(plan); i++) {
		const struct planned *planned = plan_entry(plan, i);

		if (planned->fired)
			continue;
		call_print(&planned->call, planned->fault, text, sizeof(text));
		fprintf(stderr, "fault-syscall: planned, but the call was not made: %s\n", text);
		count++;
	}
	return count;
}

static int supervise(struct run *run)
{
	struct notify_settings settings = {.watched = run->options.watched,
					   .count = run->options.watched_count,
					   .counts_loader = run->options.counts_loader,
					   .conditions = run->options.conditions,
					   .tell = tell,
					   .argument = run};
	char message[512];
	struct notify *notify;
	int status;
	long drift;

	if (notify_is_possible(message, sizeof(message)) != 0)
		die(EXIT_NO_SUPERVISOR, "%s", message);
	notify = notify_new(&settings, message, sizeof(message));
	if (!notify)
		die(EXIT_OWN_FAILURE, "%s", message);
	target = notify_start(notify, execute, run, message, sizeof(message));
	if (target < 0)
		die(EXIT_NO_SUPERVISOR, "%s", message);
	handle_signals();
	if (!notify_is_killable(notify))
		fputs("fault-syscall: this Linux is older than 5.19: a signal that is caught makes "
		      "a watched call count twice\n",
		      stderr);
	status = notify_serve(notify, -1);
	if (status == NOTIFY_FAILED) {
		int error = errno;

		notify_end(notify);
		die(EXIT_OWN_FAILURE, "cannot go on: %s", strerror(error));
	}
	notify_free(notify);
	if (log_buffer_close(run->log) != 0)
		die(EXIT_OWN_FAILURE, "cannot write the log: %s", strerror(errno));
	drift = tell_drift(run) + run->strange;
	return run->options.is_strict && drift ? EXIT_DRIFT : exit_status(status);
}

/* Without a supervisor: this process becomes the command. */
static int fail_statically(struct run *run)
{
	const uint64_t pass = 0x6970637473; /* the filter lets this one execve() through */
	struct sock_fprog filter;
	int error = filter_can_fail();

	if (!error)
		error = filter_failing(run->options.failing, run->options.failing_count, pass,
				       &filter);
	if (!error)
		error = filter_install(&filter, 0, NULL);
	if (error)
		die(EXIT_NO_SUPERVISOR,
		    "no filters of system calls in this kernel or sandbox "
		    "(%s): use the preload library",
		    strerror(-error));
	syscall(SYS_execve, run->path, run->options.command, environ, 0L, 0L, pass);
	error = errno;
	fprintf(stderr, "fault-syscall: cannot execute %s: %s\n", run->path, strerror(error));
	return error == ENOENT ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTED;
}

int main(int argc, char *argv[])
{
	struct run run = {.strange = 0};

	fiu_init(0);
	options_read(&run.options, argc, argv);
	run.path = find_command(*run.options.command);
	if (!run.path)
		die(EXIT_NOT_FOUND, "no such command: %s", *run.options.command);
	if (run.options.failing_count)
		return fail_statically(&run);
	if (plan_enable(run.options.plan) != 0)
		die(EXIT_OWN_FAILURE, "libfiu does not take the plan: no memory");
	if (run.options.control && fiu_rc_fifo(run.options.control) != 0)
		die(EXIT_OWN_FAILURE, "cannot make the FIFO %s-%d: %s", run.options.control,
		    (int)getpid(), strerror(errno));
	run.log = log_buffer_open(run.options.log);
	if (!run.log)
		die(EXIT_OWN_FAILURE, "cannot open the log %s: %s", run.options.log,
		    strerror(errno));
	return supervise(&run);
}
