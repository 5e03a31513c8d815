/*
 * Every call that a right program makes of a failure point fails with every error that
 * is documented for it, one at a time: the program gets over it, or ends with a message
 * and a status, and leaves nothing.
 */
#include <stdio.h>
#include <string.h>

#include "../../notify/calls.h"
#include "../../plan/log.h"
#include "../../points/documented.h"
#include "proof.h"

/* One more than any command (operation) of a system call that has errors of its own. */
enum { COMMANDS = 64, ERRNO_LIMIT = 256 };

/* Of many calls of one thread to one point the first and these are tried. */
static bool is_tried(unsigned long k)
{
	return k <= 3 || k == 5 || k == 8;
}

struct sweep {
	const atf_tc_t *tc;
	enum way way;
	const char *program;
	const struct run *reference;
	unsigned int runs;
	unsigned int drifted;
};

/* Whether a semaphore has to be waited for is not the same in all runs. */
static bool depends_on_timing(const struct call *call)
{
	return strcmp(call->point, "syscall/futex") == 0;
}

static void try_failure(struct sweep *sweep, const struct call *call, int fault)
{
	char plan[CALL_TEXT_SIZE];
	struct run *run;
	enum outcome outcome;

	call_print(call, fault, plan, sizeof(plan));
	run = run_named(sweep->tc, sweep->way, sweep->program, plan, PATIENCE);
	outcome = run_outcome(run, sweep->reference);
	ATF_CHECK_MSG(!outcome_is_bad(outcome), "%s with %s: %s", sweep->program, plan,
		      describe(outcome, run));
	sweep->runs++;
	sweep->drifted += run->drift[0] && !depends_on_timing(call);
	run_free(run);
}

/* The same error comes once for each of its conditions, but is tried once. */
static bool is_first(enum point_index point, const struct documented *error)
{
	const struct documented *other = next_documented(point, NULL);

	while (other != error && other->number != error->number)
		other = next_documented(point, other);
	return other == error;
}

static void try_point(struct sweep *sweep, const struct call *call)
{
	enum point_index point = find_point(call->point);
	const struct documented *error = NULL;

	if (point == POINTS)
		return;
	if (points[point].failure == FAILURE_SHORT)
		try_failure(sweep, call, FAULT_SHORT);
	else
		while ((error = next_documented(point, error)))
			if (is_first(point, error))
				try_failure(sweep, call, error->number);
}

/* The log does not tell the command of a call: the errors of all of them are tried. */
static void try_system_call(struct sweep *sweep, const struct call *call)
{
	const struct system_call *entry = system_call_named(call->point + strlen("syscall/"));
	bool tried[ERRNO_LIMIT] = {false};
	uint64_t arguments[6] = {0};

	if (!entry)
		return;
	for (int i = 0; i < (entry->command == CALL_NO_ARGUMENT ? 1 : COMMANDS); i++) {
		const int *error;

		if (entry->command != CALL_NO_ARGUMENT)
			arguments[entry->command] = (uint64_t)i;
		for (error = system_call_errors(entry, arguments); *error; error++) {
			if (*error < ERRNO_LIMIT && !tried[*error])
				try_failure(sweep, call, *error);
			tried[*error] = true;
		}
	}
}

static void run_sweep(const atf_tc_t *tc, enum way way, const char *program)
{
	struct run *reference = run_reference(tc, way, program);
	struct sweep sweep = {tc, way, program, reference, 0, 0};
	FILE *log = fmemopen(reference->log, strlen(reference->log), "r");
	struct logged line;

	ATF_REQUIRE(log);
	while (log_next(log, &line) == 1)
		if (!is_tried(line.call.k))
			continue;
		else if (way == IN_PROGRAM)
			try_point(&sweep, &line.call);
		else
			try_system_call(&sweep, &line.call);
	fclose(log);
	printf("%s: %u failures, %u of which did not come\n", program, sweep.runs, sweep.drifted);
	ATF_CHECK_MSG(sweep.runs >= 20, "only %u failures were tried", sweep.runs);
	ATF_CHECK_MSG(sweep.drifted * 10 <= sweep.runs, "%u of %u failures did not come",
		      sweep.drifted, sweep.runs);
	run_free(reference);
}

#define SWEEP(name, way, description)                              \
	ATF_TC(name##_##way);                                      \
	ATF_TC_HEAD(name##_##way, tc)                              \
	{                                                          \
		atf_tc_set_md_var(tc, "descr", "%s", description); \
	}                                                          \
	ATF_TC_BODY(name##_##way, tc)                              \
	{                                                          \
		run_sweep(tc, way, #name);                         \
	}
#define PROGRAM(name)                                                    \
	SWEEP(name, IN_PROGRAM, "every failure of every call of " #name) \
	SWEEP(name, BELOW_LIBC, "every failure of every system call of " #name)
#include "programs.def"
#undef PROGRAM

ATF_TP_ADD_TCS(tp)
{
#define PROGRAM(name)                         \
	ATF_TP_ADD_TC(tp, name##_IN_PROGRAM); \
	ATF_TP_ADD_TC(tp, name##_BELOW_LIBC);
#include "programs.def"
#undef PROGRAM
	return atf_no_error();
}
