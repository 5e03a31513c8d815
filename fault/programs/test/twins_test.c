/*
 * For each bug of bugs.def: its twin does without failure what its program does, shows
 * the bug with that failure, and the program with the same failure does not.
 */
#include <limits.h>
#include <stdio.h>

#include "../../../atf/sanitizer.h"
#include "proof.h"

struct twin {
	const char *program;
	const char *name;
	enum outcome outcome;
	const char *call;
};

/* A sanitizer, where the whole project is built with one, is there before the signal. */
enum { EXPECTED_CRASH = IPCTS_SANITIZED ? OUTCOME_SANITIZER : OUTCOME_CRASH };

static enum outcome expected_of(const struct twin *twin)
{
	return twin->outcome == OUTCOME_CRASH ? (enum outcome)EXPECTED_CRASH : twin->outcome;
}

static void check_same(const char *program, const struct run *run, const struct run *reference)
{
	ATF_CHECK_MSG(run_outcome(run, reference) == OUTCOME_HANDLED, "%s without failure: %s",
		      program, describe(run_outcome(run, reference), run));
}

static void check_twin(const atf_tc_t *tc, const struct twin *twin, const struct run *reference)
{
	char program[80];
	struct run *run;
	enum outcome outcome;

	snprintf(program, sizeof(program), "%s.%s", twin->program, twin->name);
	run = run_reference(tc, IN_PROGRAM, program);
	check_same(program, run, reference);
	run_free(run);
	run = run_named(tc, IN_PROGRAM, program, twin->call,
			twin->outcome == OUTCOME_HANG ? HANG_PATIENCE : PATIENCE);
	outcome = run_outcome(run, reference);
	ATF_CHECK_MSG(outcome == expected_of(twin), "%s with %s is not %s: %s", program, twin->call,
		      outcome_name(expected_of(twin)), describe(outcome, run));
	ATF_CHECK_MSG(!run->drift[0], "%s: %s", program, run->drift);
	run_free(run);
}

static void check_program(const atf_tc_t *tc, const struct twin *twin, const struct run *reference)
{
	struct run *run = run_named(tc, IN_PROGRAM, twin->program, twin->call, PATIENCE);
	enum outcome outcome = run_outcome(run, reference);

	ATF_CHECK_MSG(!outcome_is_bad(outcome), "%s with %s: %s", twin->program, twin->call,
		      describe(outcome, run));
	ATF_CHECK_MSG(!run->drift[0], "%s: %s", twin->program, run->drift);
	run_free(run);
}

static void prove(const atf_tc_t *tc, const struct twin *twin)
{
	struct run *reference = run_reference(tc, IN_PROGRAM, twin->program);

	check_twin(tc, twin, reference);
	check_program(tc, twin, reference);
	run_free(reference);
}

/* How often text occurs in the files of the folder that the Kyuafile's is in. */
static unsigned int count_in_sources(const atf_tc_t *tc, const char *text)
{
	char command[PATH_MAX + 200];
	unsigned int count = 0;
	FILE *stream;

	snprintf(command, sizeof(command),
		 "cat '%s'/../*.[ch] | tr -d '\\n\\t ' | grep -o '%s' | wc -l",
		 atf_tc_get_config_var(tc, "srcdir"), text);
	stream = popen(command, "r");
	ATF_REQUIRE(stream);
	ATF_REQUIRE_EQ(fscanf(stream, "%u", &count), 1);
	ATF_REQUIRE_EQ(pclose(stream), 0);
	return count;
}

ATF_TC(one_place);
ATF_TC_HEAD(one_place, tc)
{
	atf_tc_set_md_var(tc, "descr", "a twin differs from its program in one place");
}
ATF_TC_BODY(one_place, tc)
{
	static const struct twin twins[] = {
#define BUG(program, name, outcome, call, description) {#program, #name, OUTCOME_##outcome, call},
#include "../bugs.def"
#undef BUG
	};

	for (size_t i = 0; i < sizeof(twins) / sizeof(*twins); i++) {
		char text[100];
		unsigned int count;

		snprintf(text, sizeof(text), "BUGGY(%s,%s)", twins[i].program, twins[i].name);
		count = count_in_sources(tc, text);
		ATF_CHECK_MSG(count == 1, "%s is there %u times", text, count);
	}
}

#define BUG(program, name, outcome, call, description)                                     \
	ATF_TC(program##_##name);                                                          \
	ATF_TC_HEAD(program##_##name, tc)                                                  \
	{                                                                                  \
		atf_tc_set_md_var(tc, "descr", "%s", description);                         \
	}                                                                                  \
	ATF_TC_BODY(program##_##name, tc)                                                  \
	{                                                                                  \
		prove(tc, &(const struct twin){#program, #name, OUTCOME_##outcome, call}); \
	}
#include "../bugs.def"
#undef BUG

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, one_place);
#define BUG(program, name, ...) ATF_TP_ADD_TC(tp, program##_##name);
#include "../bugs.def"
#undef BUG
	return atf_no_error();
}
