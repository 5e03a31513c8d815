#include "launch_notify.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FIU_ENABLE
#include <fiu.h>

#include "../notify/calls.h"
#include "../notify/possible.h"
#include "../plan/log.h"
#include "../plan/plan.h"
#include "outputs.h"
#include "removal.h"

static struct notify *notify;
static int log_fd;
static int told[2];	  /* the supervisor's child tells its id there */
static bool wants_errors; /* the log is read by the planner */
static bool *is_armed;	  /* in shared memory: calls count, since the command begins */

int launch_notify_prepare(char *message, size_t size)
{
	return notify_is_possible(message, size);
}

/* Whether the call may be what tells the user of an error. */
static bool is_message(const struct notify_call *made)
{
	return (made->number == SYS_write || made->number == SYS_writev) &&
	       (int)made->arguments[0] == STDERR_FILENO;
}

/* The errors that the call may meet with its arguments, a comma between: for the planner. */
static void write_errors(const struct notify_call *made, char *text, size_t size)
{
	const struct system_call *call = system_call_numbered(made->number);
	const int *error = call ? system_call_errors(call, made->arguments) : NULL;
	const char *between = "";
	size_t used = 0;

	for (; error && *error; error++) {
		const char *name = fault_name(*error);

		if (!name || !notify_is_possible_error(made, *error))
			continue;
		used += (size_t)snprintf(text + used, size - used, "%s%s", between, name);
		between = ",";
	}
}

static bool suits(const struct notify_call *made)
{
	const struct system_call *call = system_call_numbered(made->number);
	const int *error = call ? system_call_errors(call, made->arguments) : NULL;

	while (error && *error && *error != made->fault)
		error++;
	return error && *error;
}

static void log_notified(const struct notify_call *made, void *argument)
{
	char detail[300] = "", removed[256];

	(void)argument;
	if (made->fault == FAULT_NONE) {
		if (wants_errors)
			write_errors(made, detail, sizeof(detail));
	} else if (!suits(made)) {
		/* The k-th call may be another one this time, which cannot fail so. */
		snprintf(detail, sizeof(detail), LOG_UNSUITABLE);
	} else if (is_message(made)) {
		snprintf(detail, sizeof(detail), LOG_MESSAGE);
	} else if (removal_describe(made, removed, sizeof(removed))) {
		snprintf(detail, sizeof(detail), LOG_KEEPS "%s", removed);
	}
	log_call(log_fd, &made->call, made->fault, *detail ? detail : NULL);
}

int launch_notify_begin(const struct isolation *isolation, char *message, size_t size)
{
	struct notify_settings settings = {.tell = log_notified};
	int *watched = calloc(system_call_count(), sizeof(*watched));

	is_armed = mmap(NULL, sizeof(*is_armed), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
			-1, 0);
	if (!watched || is_armed == MAP_FAILED) {
		snprintf(message, size, "cannot prepare a run: %s", strerror(errno));
		free(watched);
		return -1;
	}
	for (size_t i = 0; i < system_call_count(); i++) {
		if (system_call_at(i)->number >= 0)
			watched[settings.count++] = system_call_at(i)->number;
	}
	log_fd = isolation->log_fd;
	settings.watched = watched;
	settings.is_armed = is_armed;
	notify = notify_new(&settings, message, size);
	free(watched);
	return notify ? 0 : -1;
}

void launch_notify_tell(pid_t pid)
{
	if (write(told[1], &pid, sizeof(pid)) != sizeof(pid))
		_exit(127);
	close(told[1]);
}

void launch_notify_arm(void)
{
	*is_armed = true;
}

/* The supervisor: a process of its own, since our own children are the tracer's. */
static void __attribute__((noreturn))
supervise(const char *text, int (*run)(struct notify *notify, void *argument),
	  volatile int *start_error)
{
	char message[300] = "";
	struct plan *plan;
	sigset_t none;
	pid_t failed = -1;

	setsid();
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	fiu_init(0);
	plan = plan_read(text, message, sizeof(message));
	if (plan && plan_enable(plan) == 0 &&
	    notify_start(notify, run, (void *)start_error, message, sizeof(message)) != -1) {
		close(told[1]);
		_exit(notify_serve(notify, -1) >= 0 ? 0 : 1);
	}
	dprintf(STDERR_FILENO, "fault-explore: %s\n", message);
	*start_error = EPERM;
	launch_notify_tell(failed);
	_exit(1);
}

pid_t launch_notify(const struct job *job, int (*run)(struct notify *notify, void *argument),
		    volatile int *start_error)
{
	pid_t supervisor, pid;
	ssize_t got;

	if (pipe2(told, O_CLOEXEC) == -1)
		return -1;
	*is_armed = false;
	wants_errors = job->wants_log;
	supervisor = fork();
	if (supervisor == 0)
		supervise(job->plan, run, start_error);
	/* Ours closed, the end of the pipe tells if the supervisor dies. */
	close(told[1]);
	do
		got = supervisor == -1 ? -1 : read(told[0], &pid, sizeof(pid));
	while (got == -1 && supervisor != -1 && errno == EINTR);
	close(told[0]);
	if (got == (ssize_t)sizeof(pid) && pid != -1)
		return pid;
	errno = EPERM;
	return -1;
}
