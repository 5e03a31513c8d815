/* What the parts of the explorer share; explore.h is what others see. */
#ifndef IPCTS_EXPLORE_PARTS_H
#define IPCTS_EXPLORE_PARTS_H

#include "calls.h"
#include "explore.h"
#include "judge.h"
#include "schedule.h"
#include "worker.h"

/* An exploration, and what it needs. */
struct explorer {
	struct exploration exploration; /* first: the one is found from the other */
	struct worker *workers;
	unsigned int worker_count; /* started */
	bool is_shared;		   /* no namespaces */
	char why_shared[300];	   /* the reason */
	char private[64];	   /* where workers mount what is theirs */
	struct reference reference;
	struct recording recording;
	struct schedule *schedule;
	void *known_findings; /* a tree of tsearch(), by outcome and cause */
	const struct explore_hooks *hooks;
};

/* A plan that is tried as often as it takes to be sure. */
struct task {
	char plan[PLAN_SIZE];
	unsigned int planned; /* failures in it */
	unsigned int attempts;
	unsigned int votes[OUTCOMES];
	bool is_resumed; /* its outcome is known already; only its log is wanted */
	enum outcome outcome;
	struct verdict verdict; /* of the last attempt with that outcome */
	int status;		/* likewise, as from wait() */
	double seconds;
};

/* Begins with a plan. */
void task_new(struct task *task, const char *plan);

/* Fills in the worker's job for the next attempt. */
void task_prepare(const struct explorer *explorer, const struct task *task, struct job *job);

/* Judges an attempt. Returns whether it was the last one. */
bool task_judge(const struct explorer *explorer, struct task *task,
		const struct observed *observed);

/*
 * All attempts, on the first worker. Returns 0, or -1 with one line in message: the
 * worker is gone.
 */
int task_run(struct explorer *explorer, struct task *task, char *message, size_t size);

/*
 * What became of a task, as a finding whose texts live until the next call, but for
 * those of task.
 */
const struct finding *task_finding(const struct explorer *explorer, const struct task *task);

/*
 * The command that repeats the run of a plan. Returns a string that free() frees, or
 * NULL without memory.
 */
char *replay_command(const struct settings *settings, const char *plan);

/* Runs the command without failure. Returns 0, or -1 with one line in message. */
int reference_make(struct explorer *explorer, char *message, size_t size);

/* Adds a run to what is known. Returns 0, or -1 with errno. */
int results_add(struct explorer *explorer, const struct finding *run);

/* Whether a finding of the task's outcome and cause is there, and never was another. */
bool results_know(const struct explorer *explorer, const struct task *task);

/* Makes the table of points, and sorts the findings. */
int results_begin(struct explorer *explorer);
void results_end(struct explorer *explorer);

/*
 * Leaves out of a finding's plan what it does not need, in place, and lowers the K
 * of what is left. Returns 0, or -1 with one line in message.
 */
int minimise(struct explorer *explorer, struct finding *finding, char *message, size_t size);

#endif
