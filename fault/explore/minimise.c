/* The simplest plan that has the same outcome. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../plan/call.h"
#include "parts.h"

/* A lower K is looked for among so many. */
enum { MAX_TRIALS = 16 };

static void set_text(char **text, const char *value)
{
	char *copy = strdup(value);

	if (!copy)
		return;
	free(*text);
	*text = copy;
}

/* Tries a plan; keeps it if it has the same outcome. Returns -1 if the worker is gone. */
static int try_plan(struct explorer *explorer, struct finding *finding, const char *plan,
		    bool *is_same, char *message, size_t size)
{
	const struct finding *run;
	struct task task;

	task_new(&task, plan);
	if (task_run(explorer, &task, message, size) == -1)
		return -1;
	*is_same = task.outcome == finding->outcome;
	if (!*is_same)
		return 0;
	run = task_finding(explorer, &task);
	set_text(&finding->id, run->id);
	set_text(&finding->summary, run->summary);
	set_text(&finding->evidence, run->evidence);
	set_text(&finding->replay, run->replay);
	finding->is_stable = run->is_stable;
	finding->has_exited = run->has_exited;
	finding->status = run->status;
	finding->seconds = run->seconds;
	return 0;
}

/* Tries it without each of its failures. */
static int drop_failures(struct explorer *explorer, struct finding *finding, char *message,
			 size_t size)
{
	char plan[PLAN_SIZE];
	bool is_same = true;

	while (is_same && strchr(finding->id, ',')) {
		const char *comma = strchr(finding->id, ',');

		snprintf(plan, sizeof(plan), "%s", comma + 1);
		if (try_plan(explorer, finding, plan, &is_same, message, size) == -1)
			return -1;
		if (is_same)
			continue;
		snprintf(plan, sizeof(plan), "%.*s", (int)(comma - finding->id), finding->id);
		if (try_plan(explorer, finding, plan, &is_same, message, size) == -1)
			return -1;
	}
	return 0;
}

/* Tries the first calls of a plan of one failure, until one will do. */
static int lower_k(struct explorer *explorer, struct finding *finding, char *message, size_t size)
{
	const char *equals = strchr(finding->id, '=');
	char plan[PLAN_SIZE];
	unsigned long k;
	struct call call;
	bool is_same = false;
	int fault;

	if (!equals || strchr(finding->id, ',') || call_parse(finding->id, equals, &call) == -1)
		return 0;
	fault = fault_number(equals + 1, strlen(equals + 1));
	k = call.k;
	for (call.k = 1; call.k < k && call.k <= MAX_TRIALS && !is_same; call.k++) {
		call_print(&call, fault, plan, sizeof(plan));
		if (try_plan(explorer, finding, plan, &is_same, message, size) == -1)
			return -1;
	}
	return 0;
}

int minimise(struct explorer *explorer, struct finding *finding, char *message, size_t size)
{
	char *cause;

	if (drop_failures(explorer, finding, message, size) == -1 ||
	    lower_k(explorer, finding, message, size) == -1)
		return -1;
	cause = finding_cause(finding->id);
	if (cause) {
		free(finding->cause);
		finding->cause = cause;
	}
	return 0;
}
