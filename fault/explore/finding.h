/*
 * What one run of the command was: which failures it was given, what came of it,
 * and what shows that.
 */
#ifndef IPCTS_EXPLORE_FINDING_H
#define IPCTS_EXPLORE_FINDING_H

#include <stdbool.h>
#include <stddef.h>

/* The classes; of two that apply, a run has the one that finding_worse() names. */
enum outcome {
	OUTCOME_HANDLED,      /* same exit status and result as without the failure */
	OUTCOME_CLEAN_ERROR,  /* another exit status, not 0, and a message; or SIGPIPE */
	OUTCOME_DRIFT,	      /* the call that was to fail was not made */
	OUTCOME_SILENT_EXIT,  /* another exit status, not 0, without a message */
	OUTCOME_WRONG_OUTPUT, /* exit status 0, another result */
	OUTCOME_LEAK,	      /* something is left that the run without failure does not leave */
	OUTCOME_HANG,	      /* did not end, nor in a second, longer run */
	OUTCOME_SANITIZER,    /* a report of AddressSanitizer or its like */
	OUTCOME_CRASH,	      /* a process of it was killed by a signal that tells of a bug */
	OUTCOMES
};

/*
 * A run. All texts are UTF-8 as far as the command's are, and never NULL; those of
 * a finding that was made with finding_copy() belong to it.
 */
struct finding {
	/*
	 * The id: its plan, as plan.h reads it, entries joined by ',':
	 * "1:1:posix/ipc/mq/send:3=EINTR". --replay takes it.
	 */
	char *id;
	/*
	 * What it has in common with other runs of the same outcome: the id without
	 * K, "1:1:posix/ipc/mq/send=EINTR". A report shows one finding per outcome and
	 * cause; baselines name "OUTCOME:CAUSE" (baseline.h).
	 */
	char *cause;
	enum outcome outcome;
	unsigned long runs; /* how many runs had that outcome and cause */
	/* The outcome was the same whenever the run was repeated. */
	bool is_stable;
	bool has_exited; /* the first process: else, it was killed by a signal or at its end */
	int status;	 /* exit status, or the signal's number */
	double seconds;	 /* what the run took */
	char *summary;	 /* one line, no full stop: "exits with 0, but stdout differs" */
	char *evidence;	 /* some lines, each ended by '\n'; may be empty */
	char *replay;	 /* the shell command that replays it */
};

/* "handled", "clean error", "drift", "silent error exit", "wrong output", "leak" ... */
const char *outcome_name(enum outcome outcome);

/* The same as one word for files and options: "clean-error", "silent-exit" ... */
const char *outcome_word(enum outcome outcome);

/* The outcome of that word, or OUTCOMES if there is none. */
enum outcome outcome_of_word(const char *word);

/* What the outcome means to the author of the command, one sentence. */
const char *outcome_meaning(enum outcome outcome);

/* Whether the outcome is one to report: neither handled, nor a clean error, nor drift. */
bool outcome_is_bad(enum outcome outcome);

/* Copies a run, texts and all. Returns NULL if there is no memory. */
struct finding *finding_copy(const struct finding *run);

/* Frees what finding_copy() returned; NULL is nothing. */
void finding_free(struct finding *finding);

/*
 * The cause of an id. Returns a string that free() frees, or NULL if there is no
 * memory or the id is none.
 */
char *finding_cause(const char *id);

#endif
