#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "parts.h"
#include "quote.h"

/* How long a run may take, in terms of that without failure; and the least, in seconds. */
static const double usual_factor = 10, least_timeout = 0.5;
/* The second run of what looks like a hang. */
static const double second_factor = 5;
/* How long children may outlive the first process, in seconds; the second time. */
static const double first_grace = 0.2, second_grace = 1.5;

enum { MAX_ATTEMPTS = 3 };

void task_new(struct task *task, const char *plan)
{
	memset(task, 0, sizeof(*task));
	snprintf(task->plan, sizeof(task->plan), "%s", plan);
	task->planned = *plan != '\0';
	for (; *plan; plan++)
		task->planned += *plan == ',';
}

void task_prepare(const struct explorer *explorer, const struct task *task, struct job *job)
{
	const struct settings *settings = explorer->exploration.settings;
	const struct observed *usual = &explorer->reference.observed;

	memcpy(job->plan, task->plan, sizeof(job->plan));
	job->timeout = settings->timeout;
	if (job->timeout <= 0) {
		job->timeout = usual_factor * explorer->exploration.reference_seconds;
		if (job->timeout < least_timeout)
			job->timeout = least_timeout;
	}
	if (task->attempts > 0)
		job->timeout *= second_factor;
	job->grace = (task->attempts > 0 ? second_grace : first_grace) +
		     4 * (usual->last_seconds - usual->seconds);
	job->wants_log = settings->depth > 1 && task->planned == 1;
}

/* What most attempts have come to; where all differ, the best of it. */
static bool is_decided(const struct task *task, enum outcome last)
{
	if (task->is_resumed || task->attempts == MAX_ATTEMPTS || task->votes[last] > 1)
		return true;
	/* A transfer that cannot be short will not be the next time. */
	if (last == OUTCOME_DRIFT)
		return strstr(task->plan, "=short") != NULL;
	return task->attempts == 1 && !outcome_is_bad(last);
}

/*
 * A message cannot be written if that is what fails: then the program is not to blame.
 * Only below libc does the log tell where a write() was to.
 */
static void consider_message(const struct explorer *explorer, const struct task *task,
			     const struct observed *observed, struct verdict *verdict)
{
	const char *second = strchr(task->plan, ',');
	size_t used = strlen(verdict->evidence);

	if (verdict->outcome != OUTCOME_SILENT_EXIT || !second || !strstr(second, "/write"))
		return;
	if (observed->lost_messages > 0)
		verdict->outcome = OUTCOME_CLEAN_ERROR;
	else if (explorer->exploration.settings->backend == BACKEND_PRELOAD)
		snprintf(verdict->evidence + used, sizeof(verdict->evidence) - used,
			 "low confidence: what failed second may have been the message\n");
}

bool task_judge(const struct explorer *explorer, struct task *task, const struct observed *observed)
{
	struct verdict verdict;
	enum outcome last;

	judge(&explorer->reference, observed, task->planned, &verdict);
	consider_message(explorer, task, observed, &verdict);
	last = verdict.outcome;
	task->attempts++;
	/* Only the second, longer run tells a hang; so if it ends, the first was none. */
	if (task->attempts == 2 && last != OUTCOME_HANG && task->votes[OUTCOME_HANG]) {
		task->votes[OUTCOME_HANG] = 0;
		if (!outcome_is_bad(last))
			task->votes[last]++;
	}
	task->votes[last]++;
	if (task->attempts == 1 || task->votes[last] > task->votes[task->outcome] ||
	    (last <= task->outcome && task->votes[last] == task->votes[task->outcome])) {
		task->outcome = last;
		task->verdict = verdict;
		task->status = observed->status;
		task->seconds = observed->seconds > 0 ? observed->seconds : observed->last_seconds;
	}
	/* Of what is known for certain already, one run more is enough; but for a hang. */
	if (task->attempts == 1 && last != OUTCOME_HANG && outcome_is_bad(last) &&
	    results_know(explorer, task))
		return true;
	return is_decided(task, last);
}

int task_run(struct explorer *explorer, struct task *task, char *message, size_t size)
{
	struct worker *worker = &explorer->workers[0];

	do {
		task_prepare(explorer, task, &worker->exchange->job);
		if (worker_begin(worker) == -1 || worker_end(worker) == -1) {
			snprintf(message, size, "%.280s",
				 worker->exchange->message[0] ? worker->exchange->message
							      : "a worker has died");
			return -1;
		}
	} while (!task_judge(explorer, task, &worker->exchange->observed));
	return 0;
}

/* The command that repeats the run. */
char *replay_command(const struct settings *settings, const char *plan)
{
	char id[PLAN_SIZE];
	char *const self[] = {(char *)settings->self, NULL};
	char *const replay[] = {"--replay", id, "--", NULL};
	char *text;

	snprintf(id, sizeof(id), "%s", plan);
	text = quote_words(NULL, self);
	text = text ? quote_words(text, settings->options) : NULL;
	text = text ? quote_words(text, replay) : NULL;
	return text ? quote_words(text, settings->command) : NULL;
}

const struct finding *task_finding(const struct explorer *explorer, const struct task *task)
{
	static struct finding finding;
	static char empty[] = "";
	bool is_bad = outcome_is_bad(task->outcome);

	if (finding.cause != empty)
		free(finding.cause);
	if (finding.replay != empty)
		free(finding.replay);
	finding = (struct finding){
		.id = (char *)task->plan,
		.cause = finding_cause(task->plan),
		.outcome = task->outcome,
		.runs = 1,
		.is_stable = task->votes[task->outcome] == task->attempts || !is_bad,
		.has_exited = task->outcome != OUTCOME_HANG && WIFEXITED(task->status),
		.seconds = task->seconds,
		.summary = (char *)task->verdict.summary,
		.evidence = (char *)task->verdict.evidence,
		.replay =
			is_bad ? replay_command(explorer->exploration.settings, task->plan) : NULL,
	};
	finding.status = finding.has_exited	     ? WEXITSTATUS(task->status)
			 : WIFSIGNALED(task->status) ? WTERMSIG(task->status)
						     : 0;
	if (!finding.cause)
		finding.cause = empty;
	if (!finding.replay)
		finding.replay = empty;
	return &finding;
}
