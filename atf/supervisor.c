#include "supervisor.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "actor.h"
#include "arena.h"
#include "blocked.h"
#include "check.h"
#include "clock.h"
#include "directory.h"
#include "explain.h"
#include "leaks.h"
#include "needs.h"
#include "process.h"

/* How long a case may go on after one of its actors recorded a failure, in seconds. */
#define AFTERLIFE 1.0

/* Signals and limits as a program would find them; kyua's are its own affair. */
static void reset_process(void)
{
	struct rlimit no_core = {0, 0};
	sigset_t none;
	int number;

	for (number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setrlimit(RLIMIT_CORE, &no_core);
	umask(022);
	descriptors_reset();
}

/* A preloaded library may want to know when the body runs (fault/deviants does). */
static void tell_preloaded(const char *name)
{
	void (*hook)(void);

	*(void **)&hook = dlsym(RTLD_DEFAULT, name);
	if (hook)
		hook();
}

static void __attribute__((noreturn)) run_case(const struct test_case *test)
{
	const struct requirement *const *r;
	pid_t pid = getpid();

	follow_parent(SIGKILL);
	if (getppid() != arena->supervisor)
		_exit(EXIT_FAILURE);
	sharpen_timers();
	/* kill(0) means the case and its actors. */
	setpgid(0, 0);
	reset_process();
	for (r = test->proves; *r; r++)
		need_level((*r)->level);
	tell_preloaded("ipcts_body_begins");
	test->body();
	if (getpid() != pid)
		check_failed(HERE, "a child of the case came to the end of its body");
	actors_collect();
	tell_preloaded("ipcts_body_ends");
	arena->is_complete = true;
	leaks_check_process();
	fflush(stdout);
	_exit(EXIT_SUCCESS);
}

/* The states of those that are still there, after the record of a hang. */
static void record_hang(pid_t pid)
{
	char states[600];
	char state[80];
	size_t used;
	unsigned i;

	blocked_describe(pid, pid, state, sizeof(state));
	used = (size_t)snprintf(states, sizeof(states), "case: %s", state);
	for (i = 0; i < arena->actor_count && i < MAX_ACTORS && used < sizeof(states); i++) {
		const struct actor *actor = &arena->actors[i];

		if (actor->is_collected)
			continue;
		blocked_describe(actor->pid, actor->tid ? actor->tid : actor->pid, state,
				 sizeof(state));
		used += (size_t)snprintf(states + used, sizeof(states) - used, "; actor %s: %s",
					 actor->label, state);
	}
	arena_record(OUTCOME_FAILED, arena->test->file, arena->test->line,
		     "hang: expected to finish, observed after %g s: %s",
		     arena->settings->deadline * arena->settings->time_scale, states);
}

/* How a case ended that did not come to the end of its body, or crashed after it. */
static void record_end(int status)
{
	const struct test_case *test = arena->test;

	if ((arena->is_complete && status == 0) || arena_verdict())
		return;
	if (WIFSIGNALED(status))
		arena_record(OUTCOME_FAILED, test->file, test->line,
			     "expected to finish, observed killed by %s",
			     signal_name(WTERMSIG(status)));
	else
		arena_record(OUTCOME_FAILED, test->file, test->line,
			     "expected to finish, observed exit by itself with status %d",
			     WEXITSTATUS(status));
}

/* Waits for SIGCHLD, or for the signal that says that nobody wants the result. */
static bool await_signal(const sigset_t *signals, double seconds)
{
	struct timespec t = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};

	return sigtimedwait(signals, NULL, &t) == SIGTERM;
}

/* Until when a case may go on. */
struct limits {
	double deadline;
	double doom; /* after a failure; 0: there was none */
};

/* Waits for a moment; returns whether the case is to be ended, and records why. */
static bool is_to_be_ended(pid_t pid, struct limits *limits, const sigset_t *signals)
{
	if (now() > limits->deadline) {
		record_hang(pid);
		return true;
	}
	if (arena->is_doomed && limits->doom == 0)
		limits->doom = now() + AFTERLIFE * arena->settings->time_scale;
	if (limits->doom != 0 && now() > limits->doom)
		return true;
	if (!await_signal(signals, 0.2))
		return false;
	arena_record(OUTCOME_BROKEN, NULL, 0, "interrupted");
	return true;
}

/*
 * Returns once the case's process is gone: by itself, or killed because its
 * time was over, because it went on too long after a failure, or because the
 * program above was killed.
 */
static void watch(pid_t pid, const sigset_t *signals)
{
	const struct settings *settings = arena->settings;
	struct limits limits = {now() + settings->deadline * settings->time_scale, 0};
	int status = 0;

	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (!is_to_be_ended(pid, &limits, signals))
			continue;
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
		return;
	}
	record_end(status);
}

/* What is to be done after a case, however it ended. */
static void clean_up(const char *name)
{
	leaks_clean_up();
	leave_directory();
	explain_observations();
	explain_records(name);
	fflush(stdout);
}

static void run_watched(const sigset_t *signals)
{
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0)
		run_case(arena->test);
	if (pid == -1)
		arena_record(OUTCOME_BROKEN, NULL, 0, "fork: %s", strerror(errno));
	else
		watch(pid, signals);
}

/* The life of the supervisor's process. */
static void __attribute__((noreturn)) run_supervisor(pid_t program, const char *name)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGCHLD);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	setsid();
	adopt_orphans();
	follow_parent(SIGTERM);
	if (getppid() != program)
		_exit(EXIT_FAILURE);
	arena->supervisor = getpid();
	if (enter_directory())
		run_watched(&signals);
	clean_up(name);
	_exit(EXIT_SUCCESS);
}

/* The supervisor was killed: its orphans, and its work, are ours. */
static void stand_in(const char *name)
{
	int home = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	arena_record(OUTCOME_BROKEN, NULL, 0, "the supervisor of the case was killed");
	arena->is_complete = false;
	/* Where that fails, clean_up() sees it, and leaves files alone. */
	if (*arena->directory && chdir(arena->directory) == -1)
		perror(arena->directory);
	clean_up(name);
	if (home != -1 && fchdir(home) == 0)
		close(home);
}

void supervise(const struct test_case *test, const struct variant *variant,
	       const struct settings *settings, const char *name)
{
	pid_t program = getpid();
	pid_t pid;
	int status = 0;

	arena_create();
	arena->test = test;
	arena->variant = variant;
	arena->settings = settings;
	/* An ignored one is inherited, and there would be nothing to wait for. */
	signal(SIGCHLD, SIG_DFL);
	adopt_orphans();
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		run_supervisor(program, name);
	if (pid == -1) {
		arena_record(OUTCOME_BROKEN, NULL, 0, "fork: %s", strerror(errno));
		return;
	}
	while (waitpid(pid, &status, 0) == -1 && errno == EINTR)
		continue;
	if (status != 0)
		stand_in(name);
}
