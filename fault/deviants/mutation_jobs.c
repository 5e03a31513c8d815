#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mutation.h"

enum { MAX_JOBS = 1000 };

/*
 * A hang is the normal way for many a deviant to be noticed: a tenth of the
 * usual limits is enough here, where the same cases pass without a deviant.
 */
#define TIME_SCALE "time_scale=0.1"

/* A program that runs a case. */
struct job {
	pid_t pid; /* 0: none */
	struct run *run;
};

static char directory[PATH_MAX];

static void make_directory(void)
{
	const char *parent = getenv("TMPDIR");

	if (directory[0])
		return;
	snprintf(directory, sizeof(directory), "%s/ipcts-mutation.XXXXXX",
		 parent && *parent ? parent : "/tmp");
	if (!mkdtemp(directory))
		give_up("%s: %s: set TMPDIR", directory, strerror(errno));
}

static void result_path(int slot, char *path, size_t size)
{
	snprintf(path, size, "%s/%d", directory, slot);
}

void remove_results(void)
{
	char path[PATH_MAX + 20];
	int slot;

	if (!directory[0])
		return;
	for (slot = 0; slot < MAX_JOBS; slot++) {
		result_path(slot, path, sizeof(path));
		unlink(path);
	}
	rmdir(directory);
}

static void __attribute__((noreturn))
execute(const struct run *run, const char *library, const char *path)
{
	const struct known_case *known = run->known;
	int null = open("/dev/null", O_RDWR);

	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	if (run->deviant) {
#ifdef CLONE_NEWIPC
		/* A deviant may lie about an id, and nobody could remove that object. */
		unshare(CLONE_NEWIPC);
#endif
		setenv("LD_PRELOAD", library, 1);
		setenv("IPCTS_DEVIANT", run->deviant, 1);
	}
	execl(known->program, known->program, "-r", path, "-v", TIME_SCALE, known->name,
	      (char *)NULL);
	_exit(EXIT_FAILURE);
}

/* The result file holds one line: "passed", "failed: reason", ... */
static enum case_result read_result(const char *path)
{
	char text[20] = "";
	FILE *file = fopen(path, "r");

	if (file) {
		if (!fgets(text, sizeof(text), file))
			text[0] = '\0';
		fclose(file);
	}
	if (strncmp(text, "passed", 6) == 0)
		return CASE_PASSED;
	if (strncmp(text, "skipped", 7) == 0)
		return CASE_SKIPPED;
	return strncmp(text, "failed", 6) == 0 ? CASE_FAILED : CASE_BROKEN;
}

static volatile sig_atomic_t stop_signal;

static void note_stop(int number)
{
	stop_signal = number;
}

void stop_on_signals(void)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action = {.sa_handler = note_stop};
	size_t i;

	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		sigaction(signals[i], &action, NULL);
}

/* The cases under way clean up after themselves when their programs end. */
static void __attribute__((noreturn)) stop(const struct job *slots, int jobs)
{
	int slot;

	for (slot = 0; slot < jobs; slot++)
		if (slots[slot].pid != 0)
			kill(slots[slot].pid, SIGTERM);
	while (waitpid(-1, NULL, 0) != -1 || errno == EINTR)
		continue;
	exit(128 + stop_signal);
}

static void start(struct job *job, int slot, struct run *run, const char *library)
{
	char path[PATH_MAX + 20];

	result_path(slot, path, sizeof(path));
	unlink(path);
	job->run = run;
	job->pid = fork();
	if (job->pid == -1)
		give_up("fork: %s", strerror(errno));
	if (job->pid == 0)
		execute(run, library, path);
}

static void finish(struct job *job, int slot)
{
	char path[PATH_MAX + 20];

	result_path(slot, path, sizeof(path));
	job->run->result = read_result(path);
	job->run->is_done = true;
	job->pid = 0;
}

void run_cases(struct run *runs, size_t count, int jobs, const char *library, void (*done)(void))
{
	static struct job slots[MAX_JOBS];
	size_t started = 0;
	size_t ended = 0;
	int slot;

	make_directory();
	while (ended < count) {
		pid_t pid;

		for (slot = 0; slot < jobs && started < count; slot++)
			if (slots[slot].pid == 0)
				start(&slots[slot], slot, &runs[started++], library);
		pid = stop_signal ? -1 : waitpid(-1, NULL, 0);
		if (stop_signal)
			stop(slots, jobs);
		for (slot = 0; slot < jobs && slots[slot].pid != pid; slot++)
			continue;
		if (slot == jobs)
			continue;
		finish(&slots[slot], slot);
		ended++;
		if (done)
			done();
	}
}
