#include "trace.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "shared.h"
#include "tracees.h"
#include "whereabouts.h"

/* One run. */
struct run {
	pid_t first;
	bool has_ended; /* the first process */
	bool is_ending; /* the rest is being killed */
	double begin, limit;
	const struct job *job;
	const struct isolation *isolation;
	struct observed *observed;
};

static sigset_t child_signal;

static void note_child(int number)
{
	(void)number;
}

void trace_prepare(void)
{
	struct sigaction action = {.sa_handler = note_child};

	/* The first process of a namespace gets no signal that it does not catch. */
	sigaction(SIGCHLD, &action, NULL);
	sigemptyset(&child_signal);
	sigaddset(&child_signal, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child_signal, NULL);
}

double trace_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int trace_begin(pid_t pid)
{
	if (ptrace(PTRACE_SEIZE, pid, NULL,
		   PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
			   PTRACE_O_TRACEEXIT | PTRACE_O_EXITKILL) == -1)
		return -1;
	tracees_clear();
	return tracees_add(pid, 0, false);
}

static void note_leaving(const struct run *run, const struct tracee *tracee, int status)
{
	struct observed *observed = run->observed;
	struct leaving *leaving;

	if (run->isolation->is_shared && !tracee->is_thread)
		shared_note_process(tracee->pid);
	if (run->is_ending || tracee->is_thread || observed->leaving_count == LEAVING_SIZE)
		return;
	leaving = &observed->leaving[observed->leaving_count++];
	memcpy(leaving->process, tracee->process, sizeof(leaving->process));
	leaving->status = status;
	whereabouts_open(tracee->pid, run->isolation->private, leaving);
}

/* A stop that is an event of ptrace(). */
static void on_event(const struct run *run, pid_t pid, int event)
{
	unsigned long message = 0;
	struct tracee *tracee = tracees_find(pid);

	if (event == PTRACE_EVENT_STOP)
		return;
	ptrace(PTRACE_GETEVENTMSG, pid, NULL, &message);
	if (event == PTRACE_EVENT_EXIT) {
		if (tracee)
			note_leaving(run, tracee, (int)message);
		return;
	}
	/* One that is made while all are being killed. */
	if (run->is_ending)
		kill((pid_t)message, SIGKILL);
	tracees_add((pid_t)message, pid,
		    event == PTRACE_EVENT_CLONE && whereabouts_is_thread((pid_t)message));
}

static bool is_stop_signal(int number)
{
	return number == SIGSTOP || number == SIGTSTP || number == SIGTTIN || number == SIGTTOU;
}

static void on_stop(const struct run *run, pid_t pid, int status)
{
	int event = status >> 16;
	int number = WSTOPSIG(status);

	if (event == PTRACE_EVENT_STOP && is_stop_signal(number)) {
		ptrace(PTRACE_LISTEN, pid, NULL, NULL);
		return;
	}
	if (event != 0) {
		on_event(run, pid, event);
		number = 0;
	}
	ptrace(PTRACE_CONT, pid, NULL, (unsigned long)number);
}

static void on_end(struct run *run, pid_t pid, int status)
{
	double now = trace_now();

	tracees_remove(pid);
	run->observed->last_seconds = now - run->begin;
	if (pid != run->first)
		return;
	run->has_ended = true;
	run->observed->status = status;
	run->observed->seconds = now - run->begin;
	run->limit = now + run->job->grace;
}

static void on_change(struct run *run, pid_t pid, int status)
{
	if (WIFSTOPPED(status))
		on_stop(run, pid, status);
	else
		on_end(run, pid, status);
}

/* Returns false at the limit. */
static bool await_change(const struct run *run)
{
	double left = run->limit - trace_now();
	struct timespec time = {.tv_sec = (time_t)left};

	if (left <= 0)
		return false;
	time.tv_nsec = (long)((left - (double)time.tv_sec) * 1e9);
	return sigtimedwait(&child_signal, NULL, &time) == SIGCHLD || errno == EINTR;
}

static void kill_one(pid_t pid)
{
	kill(pid, SIGKILL);
}

/* All who are left. Where others can be seen, only those that are ours. */
static void end_all(struct run *run)
{
	pid_t pid;
	int status;

	run->is_ending = true;
	if (run->isolation->is_shared) {
		tracees_each(shared_note_process);
		tracees_each(kill_one);
	} else {
		kill(-1, SIGKILL);
	}
	while ((pid = waitpid(-1, &status, __WALL)) != -1 || errno == EINTR) {
		if (pid > 0)
			on_change(run, pid, status);
	}
}

void trace_run(pid_t first, const struct job *job, const struct isolation *isolation, double begin,
	       struct observed *observed)
{
	struct run run = {.first = first,
			  .begin = begin,
			  .limit = begin + job->timeout,
			  .job = job,
			  .isolation = isolation,
			  .observed = observed};
	pid_t pid;
	int status;

	for (;;) {
		while ((pid = waitpid(-1, &status, __WALL | WNOHANG)) > 0)
			on_change(&run, pid, status);
		if (pid == -1 && errno == ECHILD)
			return;
		if (await_change(&run))
			continue;
		observed->is_timed_out = !run.has_ended;
		tracees_describe(observed->children, sizeof(observed->children));
		end_all(&run);
		return;
	}
}
