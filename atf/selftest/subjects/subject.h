/*
 * A subject: a deliberately bad (or good) case that the self-test runs, to see
 * the harness judge it. What the judgement has to be stands beside it:
 *
 *	SUBJECT(aborts, "failed", "observed killed by SIGABRT$")
 *
 * name, verdict, and an extended regular expression that the reason matches.
 */
#ifndef IPCTS_SUBJECT_H
#define IPCTS_SUBJECT_H

#include "../../ipcts.h"

/* A catalogue of our own, for the cases that prove a requirement. */
static const struct requirement selftest_rule = {
	.id = "selftest.rule",
	.mechanism = "selftest",
	.function = "rule()",
	.level = LEVEL_SHALL,
	.source = "nowhere",
	.statement = "The first rule.",
};

static const struct requirement selftest_other_rule = {
	.id = "selftest.other_rule",
	.mechanism = "selftest",
	.function = "rule()",
	.level = LEVEL_SHALL,
	.source = "nowhere",
	.statement = "The other rule.",
};

#define REQUIREMENT_OF(id) (&id)

#define SUBJECT(symbol, verdict, reason) CASE_NAMED(symbol, #symbol, verdict "|" reason)

/*
 * Tells the self-test of something that must not outlive the case: "shm /name",
 * "mq /name", "sem /name", "sysv_msg ID", "sysv_sem ID", "sysv_shm ID",
 * "process PID"; or, "ready", that it is time to interfere.
 */
void announce(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Starts a process that loses its parent, and lives in a session of its own, for ever. */
void start_daemon(void);

/* Leaves one of every kind of object behind, a daemon included. */
void litter(void);

#endif
