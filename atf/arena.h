/*
 * The memory that a case, its actors and their supervisor share. It outlives
 * any of them, so what was recorded before a SIGKILL is still there.
 *
 * Every record takes a slot of its own by an atomic count: no lock that a
 * killed process could hold for ever.
 */
#ifndef IPCTS_ARENA_H
#define IPCTS_ARENA_H

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/types.h>

#include "case.h"
#include "settings.h"

enum outcome { OUTCOME_PASSED, OUTCOME_SKIPPED, OUTCOME_BROKEN, OUTCOME_FAILED };

enum {
	MAX_RECORDS = 64,
	MAX_OBSERVATIONS = 256,
	MAX_ACTORS = 128,
	MAX_LEDGER = 512,
};

/* Why the case did not simply pass. */
struct record {
	_Atomic int outcome; /* enum outcome; stored last, OUTCOME_PASSED until then */
	char text[1000];     /* one line: "file:line: in ACTOR: call: expected, observed" */
};

struct observation {
	char text[240]; /* "key = value" */
};

enum actor_state { ACTOR_RUNNING, ACTOR_FINISHED, ACTOR_CANCELLED };

/* Another process or thread in a case's scenario (actor.h). */
struct actor {
	char label[32];
	bool is_thread;
	bool is_dismissed; /* its end does not matter to the case any more */
	bool is_collected; /* reaped or joined by its starter */
	bool is_stolen;	   /* the case reaped it itself: its status is not known */
	pid_t starter;	   /* process that started it */
	_Atomic pid_t pid;
	_Atomic pid_t tid;
	_Atomic int state; /* enum actor_state, set by the actor itself */
	int status;	   /* of waitpid(), once collected */
};

enum ledger_kind { LEDGER_PATH, LEDGER_NAME, LEDGER_KEY, LEDGER_MSG, LEDGER_SEM, LEDGER_SHM };

/* An object that the case may have made and must not leave behind. */
struct ledger_entry {
	_Atomic bool is_set;
	enum ledger_kind kind;
	bool is_private; /* of a namespace that ends with the case (private.h) */
	long number;	 /* key or id */
	char name[300];	 /* path or IPC name */
};

struct arena {
	const struct test_case *test;
	const struct variant *variant;
	const struct settings *settings;
	pid_t supervisor;
	char directory[1024];	  /* the one made for this case, absolute; "" if there is none */
	_Atomic bool is_complete; /* the body came to its end, and so did its actors */
	_Atomic bool is_doomed;	  /* there is a record: the verdict is not "passed" */
	_Atomic unsigned record_count;
	_Atomic unsigned observation_count;
	_Atomic unsigned actor_count;
	_Atomic unsigned caught[NSIG]; /* signals, by number (signals.h) */
	_Atomic unsigned ledger_count;
	_Atomic unsigned name_count;
	struct record records[MAX_RECORDS];
	struct observation observations[MAX_OBSERVATIONS];
	struct actor actors[MAX_ACTORS];
	struct ledger_entry ledger[MAX_LEDGER];
};

/* The arena of this process's case; NULL outside of a case. */
extern struct arena *arena;

/* Maps an empty arena and makes it the current one. Exits on failure. */
void arena_create(void);

/*
 * Takes the next slot of a table of max entries; -1 if there is none left.
 */
int arena_take(_Atomic unsigned *count, unsigned max);

/* Makes the text one line of printable characters: it goes into reasons and reports. */
void arena_make_line(char *text);

/*
 * Records an outcome of the case. file NULL: no place in a source, and the
 * same text in whatever actor. What comes after MAX_RECORDS is lost.
 */
void arena_record(enum outcome outcome, const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/*
 * The record that decides the verdict: the first one, the others may be its
 * consequences (an actor skips, and its partner finds it gone). NULL if
 * nothing was recorded.
 */
const struct record *arena_verdict(void);

#endif
