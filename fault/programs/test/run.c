#include "run.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../../plan/log.h"
#include "world.h"

/* One run, as the processes that make it know it. */
struct order {
	const char *path;
	const struct backend *backend;
	const char *plan;
	double seconds;
	int output;
	int errors;
	struct run *run; /* shared by them */
};

static void set_environment(const struct order *order)
{
	setenv("TMPDIR", WORLD_FOLDER, 1);
	setenv("LC_ALL", "C", 1);
	setenv(PLAN_VARIABLE, order->plan, 1);
	setenv(LOG_VARIABLE, WORLD_LOG, 1);
	if (order->backend->library)
		setenv("LD_PRELOAD", order->backend->library, 1);
	/* For programs built with AddressSanitizer: the preload library comes before it. */
	setenv("ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0", 1);
}

static void execute(const struct order *order)
{
	/* Of futex(), waiting alone is documented to fail; how glibc waits has this name. */
	char *supervised[] = {(char *)order->backend->supervisor,
			      (char *)"--watch=all",
			      (char *)"--if=futex:command=FUTEX_WAIT_BITSET",
			      (char *)"--",
			      (char *)order->path,
			      NULL};
	char *alone[] = {(char *)order->path, NULL};
	char **arguments = order->backend->supervisor ? supervised : alone;
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setsid();
	if (!freopen("/dev/null", "r", stdin) || dup2(order->output, STDOUT_FILENO) == -1 ||
	    dup2(order->errors, STDERR_FILENO) == -1)
		_exit(127);
	set_environment(order);
	execv(arguments[0], arguments);
	_exit(127);
}

/* Awaits the end of pid, the other children's by the way. Returns whether it came in time. */
static bool await_end(pid_t pid, double seconds, int *status)
{
	struct timespec begin, now;
	double left = seconds;
	sigset_t child;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	clock_gettime(CLOCK_MONOTONIC, &begin);
	while (left > 0) {
		struct timespec wait = {(time_t)left, (long)((left - (double)(time_t)left) * 1e9)};
		int ended_status;
		pid_t ended;

		while ((ended = waitpid(-1, &ended_status, WNOHANG)) > 0)
			if (ended == pid) {
				*status = ended_status;
				return true;
			}
		sigtimedwait(&child, NULL, &wait);
		clock_gettime(CLOCK_MONOTONIC, &now);
		left = seconds - (double)(now.tv_sec - begin.tv_sec) -
		       (double)(now.tv_nsec - begin.tv_nsec) / 1e9;
	}
	return false;
}

static void read_back(int fd, char *text)
{
	ssize_t size = pread(fd, text, RUN_TEXT_SIZE - 1, 0);

	text[size > 0 ? size : 0] = '\0';
}

static void tell_drift(const struct call *call, int fault, const char *reason, void *argument)
{
	char *text = argument;
	size_t used = strlen(text);
	char address[CALL_TEXT_SIZE];

	call_print(call, fault, address, sizeof(address));
	snprintf(text + used, RUN_TEXT_SIZE - used, "%s: %s\n", address, reason);
}

static void read_log(const struct order *order)
{
	struct run *run = order->run;
	FILE *log = fopen(WORLD_LOG, "r");
	struct plan *plan = plan_read(order->plan, run->broken, sizeof(run->broken));

	if (!log || !plan) {
		if (!log)
			snprintf(run->broken, sizeof(run->broken), "the program left no log");
		return;
	}
	run->log[fread(run->log, 1, sizeof(run->log) - 1, log)] = '\0';
	rewind(log);
	if (log_drift(log, plan, tell_drift, run->drift) == -1)
		snprintf(run->drift, sizeof(run->drift), "the log cannot be read\n");
	fclose(log);
	plan_free(plan);
}

/* The first process of the world: all that loses its parent becomes its child. */
static void be_first(const struct order *order)
{
	struct run *run = order->run;
	sigset_t child;
	pid_t pid;

	if (world_furnish(run->broken, sizeof(run->broken)) == -1)
		return;
	run->is_isolated = true;
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	pid = fork();
	if (pid == 0)
		execute(order);
	run->has_ended = await_end(pid, order->seconds, &run->status);
	if (run->has_ended)
		while (waitpid(-1, NULL, WNOHANG) > 0)
			;
	world_look(run->left, sizeof(run->left));
	if (run->has_ended && waitpid(-1, NULL, WNOHANG) == 0)
		strncat(run->left, "a child\n", sizeof(run->left) - strlen(run->left) - 1);
	read_back(order->output, run->output);
	read_back(order->errors, run->errors);
	read_log(order);
}

static void be_outside(const struct order *order)
{
	struct run *run = order->run;
	pid_t first;

	if (world_enter(run->broken, sizeof(run->broken)) == -1)
		return;
	first = fork();
	if (first == 0) {
		be_first(order);
		_exit(0);
	}
	waitpid(first, NULL, 0);
}

struct run *run_program(const char *path, const struct backend *backend, const char *plan,
			double seconds)
{
	struct order order = {path, backend, plan, seconds, -1, -1, NULL};
	pid_t pid;

	order.run = mmap(NULL, sizeof(*order.run), PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (order.run == MAP_FAILED)
		return NULL;
	order.output = memfd_create("output", MFD_CLOEXEC);
	order.errors = memfd_create("errors", MFD_CLOEXEC);
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		be_outside(&order);
		_exit(0);
	}
	waitpid(pid, NULL, 0);
	close(order.output);
	close(order.errors);
	return order.run;
}

void run_free(struct run *run)
{
	munmap(run, sizeof(*run));
}

enum outcome run_outcome(const struct run *run, const struct run *reference)
{
	bool is_same =
		run->status == reference->status && strcmp(run->output, reference->output) == 0;

	if (strstr(run->errors, "runtime error:") || strstr(run->errors, "Sanitizer:"))
		return OUTCOME_SANITIZER;
	/* The programs say so of their children, none of which may die of a signal. */
	if (WIFSIGNALED(run->status) || strstr(run->errors, "was killed by signal"))
		return OUTCOME_CRASH;
	if (!run->has_ended)
		return OUTCOME_HANG;
	if (run->left[0])
		return OUTCOME_LEAK;
	if (is_same)
		return OUTCOME_HANDLED;
	if (run->status == 0)
		return OUTCOME_WRONG_OUTPUT;
	return run->errors[0] ? OUTCOME_CLEAN_ERROR : OUTCOME_SILENT_EXIT;
}
