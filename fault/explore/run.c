/* All runs, several at a time. */
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include "parts.h"
#include "trace.h"

/* Seconds between two calls of the progress hook. */
static const double progress_period = 0.1;

/* explore_stop() writes there; made at the first exploration, for good. */
static int stop_fd = -1;

/* explore_run() while it does. */
struct running {
	struct explorer *explorer;
	const struct explore_hooks *hooks;
	struct task *tasks; /* one per worker; planned is 0: idle */
	struct pollfd *fds; /* of the workers, then stop_fd */
	unsigned int busy;
	double begin, last_progress;
	char *message;
	size_t size;
};

void explore_stop(void)
{
	int error = errno;
	uint64_t one = 1;

	if (stop_fd != -1 && write(stop_fd, &one, sizeof(one)) == -1)
		errno = error;
	errno = error;
}

static int start_workers(struct running *running)
{
	struct explorer *explorer = running->explorer;
	const struct settings *settings = explorer->exploration.settings;

	/* Without namespaces, two runs would get in each other's way. */
	while (explorer->worker_count < (explorer->is_shared ? 1 : settings->jobs)) {
		struct worker *worker = &explorer->workers[explorer->worker_count];

		if (worker_start(worker, settings, explorer->is_shared, explorer->private,
				 running->message, running->size) == -1)
			return -1;
		explorer->worker_count++;
	}
	for (unsigned int i = 0; i < explorer->worker_count; i++)
		running->fds[i] = (struct pollfd){explorer->workers[i].fd, POLLIN, 0};
	running->fds[explorer->worker_count] = (struct pollfd){stop_fd, POLLIN, 0};
	return 0;
}

/* A run that the journal has: nothing is left to do, unless its log is wanted. */
static int take_known(struct running *running, struct task *task, bool *is_over)
{
	const struct explore_hooks *hooks = running->hooks;
	struct explorer *explorer = running->explorer;
	const struct settings *settings = explorer->exploration.settings;
	struct finding past;
	char *replay;
	int result;

	*is_over = false;
	if (!hooks->known || !hooks->known(task->plan, &past, hooks->argument))
		return 0;
	replay = outcome_is_bad(past.outcome) ? replay_command(settings, task->plan) : NULL;
	if (replay)
		past.replay = replay;
	result = results_add(explorer, &past);
	free(replay);
	explorer->exploration.resumed++;
	task->is_resumed = settings->depth > 1 && task->planned == 1;
	*is_over = !task->is_resumed;
	return result;
}

/* Gives an idle worker the next plan, if there is one. */
static int begin_next(struct running *running, unsigned int i)
{
	struct explorer *explorer = running->explorer;
	const struct exploration *exploration = &explorer->exploration;
	struct task *task = &running->tasks[i];
	char plan[PLAN_SIZE];
	bool is_over = true;

	while (is_over) {
		task->planned = 0;
		if ((exploration->settings->runs > 0 &&
		     exploration->done + running->busy >= exploration->settings->runs) ||
		    schedule_next(explorer->schedule, plan, sizeof(plan)) == -1)
			return 0;
		task_new(task, plan);
		if (take_known(running, task, &is_over) == -1)
			return -1;
	}
	task_prepare(explorer, task, &explorer->workers[i].exchange->job);
	running->busy++;
	return worker_begin(&explorer->workers[i]);
}

/* The failures that may come after the one that was had. */
static int add_second(struct running *running, const struct worker *worker, const struct task *task)
{
	struct explorer *explorer = running->explorer;
	size_t size = worker->exchange->observed.log_size;
	struct recording later;
	char behind[PLAN_SIZE + 8];
	char *log;
	int result;

	if (explorer->exploration.settings->depth < 2 || task->planned != 1 || size == 0 ||
	    task->outcome > OUTCOME_LEAK || task->outcome == OUTCOME_DRIFT)
		return 0;
	log = mmap(NULL, size, PROT_READ, MAP_SHARED, worker->log_fd, 0);
	if (log == MAP_FAILED)
		return -1;
	snprintf(behind, sizeof(behind), "fired %s", task->plan);
	result = recording_read(&later, log, size, explorer->exploration.settings, behind);
	munmap(log, size);
	if (result == 0)
		result = schedule_add(explorer->schedule, task->plan, &later);
	recording_free(&later);
	explorer->exploration.planned = schedule_size(explorer->schedule);
	return result;
}

static int take_result(struct running *running, unsigned int i)
{
	struct explorer *explorer = running->explorer;
	struct worker *worker = &explorer->workers[i];
	struct task *task = &running->tasks[i];
	const struct finding *run;

	if (worker_end(worker) == -1)
		return -1;
	if (!task_judge(explorer, task, &worker->exchange->observed)) {
		task_prepare(explorer, task, &worker->exchange->job);
		return worker_begin(worker);
	}
	running->busy--;
	if (add_second(running, worker, task) == -1)
		return -1;
	if (!task->is_resumed) {
		run = task_finding(explorer, task);
		if (results_add(explorer, run) == -1)
			return -1;
		if (running->hooks->done)
			running->hooks->done(run, running->hooks->argument);
	}
	task->planned = 0;
	return 0;
}

static void tell_progress(struct running *running)
{
	struct exploration *exploration = &running->explorer->exploration;
	double now = trace_now();
	unsigned long made = exploration->done - exploration->resumed;
	unsigned long left = exploration->planned - exploration->done;
	double seconds_left = -1;

	exploration->seconds = now - running->begin;
	if (!running->hooks->progress || now - running->last_progress < progress_period)
		return;
	running->last_progress = now;
	if (made > 0 && exploration->planned >= exploration->done)
		seconds_left = exploration->seconds / (double)made * (double)left;
	if (exploration->settings->budget > 0 &&
	    seconds_left > exploration->settings->budget - exploration->seconds)
		seconds_left = exploration->settings->budget - exploration->seconds;
	running->hooks->progress(exploration, seconds_left, running->hooks->argument);
}

static int wait_for_results(struct running *running)
{
	struct explorer *explorer = running->explorer;
	unsigned int count = explorer->worker_count;
	int timeout = running->hooks->progress ? (int)(progress_period * 1000) : 1000;

	if (poll(running->fds, count + 1, timeout) == -1)
		return errno == EINTR ? 0 : -1;
	if (running->fds[count].revents)
		explorer->exploration.is_interrupted = true;
	for (unsigned int i = 0; i < count; i++) {
		if (running->fds[i].revents && take_result(running, i) == -1)
			return -1;
	}
	tell_progress(running);
	return 0;
}

static int run_all(struct running *running)
{
	struct exploration *exploration = &running->explorer->exploration;
	unsigned int count = running->explorer->worker_count;

	while (!exploration->is_interrupted) {
		if (exploration->settings->budget > 0 &&
		    trace_now() - running->begin >= exploration->settings->budget)
			exploration->is_exhausted = true;
		for (unsigned int i = 0; i < count && !exploration->is_exhausted; i++) {
			if (running->tasks[i].planned == 0 && begin_next(running, i) == -1)
				return -1;
		}
		if (running->busy == 0)
			break;
		if (wait_for_results(running) == -1)
			return -1;
	}
	exploration->seconds = trace_now() - running->begin;
	if (!exploration->is_interrupted && exploration->done < exploration->planned)
		exploration->is_exhausted = true;
	return 0;
}

/* Why it cannot go on. */
static void explain(struct running *running)
{
	const struct explorer *explorer = running->explorer;

	if (running->message[0])
		return;
	snprintf(running->message, running->size, "%s", strerror(errno));
	for (unsigned int i = 0; i < explorer->worker_count; i++) {
		if (explorer->workers[i].exchange->message[0])
			snprintf(running->message, running->size, "%.280s",
				 explorer->workers[i].exchange->message);
	}
}

int explore_run(struct exploration *exploration, const struct explore_hooks *hooks, char *message,
		size_t size)
{
	struct explorer *explorer = (struct explorer *)exploration;
	unsigned int jobs = exploration->settings->jobs;
	struct running running = {.explorer = explorer,
				  .hooks = hooks,
				  .begin = trace_now(),
				  .message = message,
				  .size = size};
	int result = -1;

	message[0] = '\0';
	if (stop_fd == -1)
		stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	running.tasks = calloc(jobs, sizeof(*running.tasks));
	running.fds = calloc(jobs + 1, sizeof(*running.fds));
	explorer->schedule = schedule_new(&explorer->recording, exploration->settings);
	if (running.tasks && running.fds && explorer->schedule && start_workers(&running) == 0) {
		exploration->planned = schedule_size(explorer->schedule);
		result = run_all(&running);
	}
	if (result == 0 && exploration->settings->minimise && !exploration->is_interrupted) {
		for (size_t i = 0; i < exploration->finding_count && result == 0; i++)
			result = minimise(explorer, exploration->findings[i], message, size);
	}
	if (result == -1)
		explain(&running);
	results_end(explorer);
	free(running.tasks);
	free(running.fds);
	return result;
}
