/*
 * A worker that signals drive: a real-time signal brings a job in its value, SIGTERM
 * the end. It awaits them, blocked, by sigwaitinfo(), and answers through a pipe.
 */
#include <sched.h>
#include <stdbool.h>

#include "crew.h"

enum { JOBS = 8, ATTEMPTS = 1000 };

struct worker {
	int answers[2];
	sigset_t signals; /* SIGRTMIN and SIGTERM */
	struct crew crew; /* the one process */
};

static int work(void *argument)
{
	struct worker *worker = argument;
	siginfo_t info;

	shut(&worker->answers[0]);
	for (;;) {
		long answer;

		if (sigwaitinfo(&worker->signals, &info) == -1) {
			if (errno != EINTR) {
				report(errno, "sigwaitinfo");
				return EXIT_FAILURE;
			}
			if (!BUGGY(signal_worker, wait_unchecked))
				continue;
		}
		if (info.si_signo == SIGTERM)
			return EXIT_SUCCESS;
		answer = (long)info.si_value.sival_int * info.si_value.sival_int;
		if (write_whole(worker->answers[1], &answer, sizeof(answer)) == -1) {
			report(errno, "worker: write");
			return EXIT_FAILURE;
		}
	}
}

/* The queue of signals may be full for a while: of others, for ours is empty. */
static int queue_job(pid_t pid, int number)
{
	for (int i = 0; i < ATTEMPTS; i++) {
		if (sigqueue(pid, SIGRTMIN, (union sigval){.sival_int = number}) == 0 ||
		    BUGGY(signal_worker, queue_full))
			return 0;
		if (errno != EAGAIN)
			break;
		(void)sched_yield();
	}
	report(errno, "sigqueue");
	return -1;
}

static int run_jobs(const struct worker *worker)
{
	long sum = 0;

	for (int i = 1; i <= JOBS; i++) {
		long answer;
		ssize_t size;

		if (queue_job(worker->crew.members[0], i) == -1)
			return -1;
		size = read_whole(worker->answers[0], &answer, sizeof(answer));
		if (size != (ssize_t)sizeof(answer)) {
			report(size == -1 ? errno : 0, "no answer from the worker");
			return -1;
		}
		sum = sum * 10 + answer;
	}
	return say("%d jobs, sum %ld\n", JOBS, sum);
}

/* Before the worker is started, or a signal might end it before it waits for signals. */
static int block_signals(struct worker *worker)
{
	sigemptyset(&worker->signals);
	if (sigaddset(&worker->signals, SIGRTMIN) == 0 &&
	    sigaddset(&worker->signals, SIGTERM) == 0 &&
	    sigprocmask(SIG_BLOCK, &worker->signals, NULL) == 0)
		return 0;
	report(errno, "sigprocmask");
	return -1;
}

static int stop_worker(struct worker *worker)
{
	if (kill(worker->crew.members[0], SIGTERM) == -1 && !BUGGY(signal_worker, stop_unchecked)) {
		report(errno, "kill");
		crew_dismiss(&worker->crew);
		return -1;
	}
	return crew_await(&worker->crew, true);
}

static int employ_worker(struct worker *worker)
{
	int result;

	if (crew_start(&worker->crew, work, worker) == -1)
		return -1;
	/* The worker's is then the only one: if it ends, so does the pipe. */
	if (!BUGGY(signal_worker, write_end_kept))
		shut(&worker->answers[1]);
	result = run_jobs(worker);
	if (result == 0)
		return stop_worker(worker);
	if (!BUGGY(signal_worker, worker_left))
		crew_dismiss(&worker->crew);
	return -1;
}

int main(void)
{
	struct worker worker = {.crew = {.size = 0}};
	int result;

	if (ignore_sigpipe() == -1 || block_signals(&worker) == -1)
		return EXIT_FAILURE;
	if (pipe(worker.answers) == -1) {
		if (!BUGGY(signal_worker, silent_exit))
			report(errno, "pipe");
		return EXIT_FAILURE;
	}
	result = employ_worker(&worker);
	shut(&worker.answers[0]);
	shut(&worker.answers[1]);
	return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
