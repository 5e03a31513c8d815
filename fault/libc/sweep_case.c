#include "sweep_case.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../notify/notify.h"
#include "known.h"
#include "sweep.h"
#include "world.h"

enum { MOST_SUBJECTS = 64, MOST_KNOWN = 256 };

/* What the process in the other world brings back. */
struct report {
	bool is_skipped, is_complete;
	unsigned int unknown; /* deviations */
	unsigned int seen[MOST_KNOWN];
	struct sweep_result result;
	char message[512];
};

/* A deviation can be looked up only when its libc is known: at the end. */
struct collection {
	struct deviation *deviations;
	size_t count, size;
};

static const char *subject_program;
static atf_tc_t cases[MOST_SUBJECTS];

static void collect(const struct deviation *deviation, void *argument)
{
	struct collection *collection = argument;

	if (collection->count == collection->size) {
		collection->size = collection->size ? 2 * collection->size : 64;
		collection->deviations = realloc(
			collection->deviations, collection->size * sizeof(*collection->deviations));
		if (!collection->deviations)
			abort();
	}
	collection->deviations[collection->count++] = *deviation;
}

static void look_up(struct report *report, const struct collection *collection)
{
	for (size_t i = 0; i < collection->count; i++) {
		const struct deviation *deviation = &collection->deviations[i];
		unsigned int index;
		char call[CALL_TEXT_SIZE];

		deviation_print(deviation, call);
		if (deviation->is_observation) {
			fprintf(stderr, "observed: %s %s: %s\n", deviation->kind, call,
				deviation->text);
			continue;
		}
		index = known_index(report->result.libc, deviation);
		fprintf(stderr, "%s: %s %s: %s\n", index < known_count() ? "known" : "new",
			deviation->kind, call, deviation->text);
		if (index < known_count())
			report->seen[index]++;
		else if (report->unknown++ == 0)
			snprintf(report->message, sizeof(report->message), "%s %s: %s",
				 deviation->kind, call, deviation->text);
	}
}

/* In a process of its own: what the test program writes is not to go to the other /tmp. */
static void sweep_in_other_world(const struct subject *subject, struct report *report)
{
	struct collection collection = {NULL, 0, 0};
	char path[4096];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 64);
	struct sweep *sweep;

	path[length > 0 ? length : 0] = '\0';
	strcpy(strrchr(path, '/') + 1, subject_program);
	report->is_skipped = true;
	if (notify_is_possible(report->message, sizeof(report->message)) != 0)
		return;
	if (access(path, X_OK) != 0) {
		snprintf(report->message, sizeof(report->message), "%s was not built: %s",
			 subject_program, "there is no compiler for it");
		return;
	}
	sweep = sweep_new(path, report->message, sizeof(report->message));
	if (!sweep || world_enter(report->message, sizeof(report->message)) != 0)
		return;
	report->is_skipped = false;
	report->is_complete =
		sweep_subject(sweep, subject, NULL, collect, &collection, &report->result,
			      report->message, sizeof(report->message)) == 0;
	if (report->is_complete)
		look_up(report, &collection);
	free(collection.deviations);
	sweep_free(sweep);
}

static const struct known *missing_known(const struct report *report, const struct subject *subject)
{
	for (unsigned int i = 0; i < known_count(); i++) {
		const struct known *known = known_at(i);

		if (strcmp(known->libc, report->result.libc) == 0 &&
		    strcmp(known->subject, subject->name) == 0 && !report->seen[i] &&
		    !known->is_rare)
			return known;
	}
	return NULL;
}

static const struct known *seen_known(const struct report *report)
{
	for (unsigned int i = 0; i < known_count(); i++) {
		if (report->seen[i])
			return known_at(i);
	}
	return NULL;
}

static void conclude(const struct subject *subject, const struct report *report)
{
	const struct known *known = missing_known(report, subject);

	if (report->is_skipped)
		atf_tc_skip("%s", report->message);
	if (!report->is_complete)
		atf_tc_fail("%s", report->message);
	if (report->unknown)
		atf_tc_fail("%s: %u new deviations of %s: %s", report->result.libc, report->unknown,
			    subject->function, report->message);
	if (report->result.drifted)
		atf_tc_fail("%u runs in which the call that was to fail was not made",
			    report->result.drifted);
	if (known)
		atf_tc_fail("%s: a known deviation does not occur any more: %s %s %s",
			    report->result.libc, known->subject, known->kind, known->calls);
	known = seen_known(report);
	if (known) {
		atf_tc_expect_fail("%s, known: fault/findings/%s.c", report->result.libc,
				   known->finding);
		atf_tc_fail("%s deviates", subject->function);
	}
}

/* For the matrix of error paths in reports (reports/note.h). */
static void note_error_paths(const struct subject *subject, const struct sweep_result *result)
{
	printf("error path: %s: libc =", subject->function);
	for (int error = 1; error < SWEEP_ERRORS; error++) {
		if (result->failed_with[error] && fault_name(error))
			printf(" %s", fault_name(error));
	}
	printf("\n");
}

static void run_case(const atf_tc_t *tc)
{
	const struct subject *subject = subject_named(atf_tc_get_ident(tc));
	struct report *report = mmap(NULL, sizeof(*report), PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status;
	pid_t child;

	ATF_REQUIRE(report != MAP_FAILED);
	ATF_REQUIRE(known_count() <= MOST_KNOWN);
	child = fork();
	ATF_REQUIRE(child >= 0);
	if (child == 0) {
		sweep_in_other_world(subject, report);
		fflush(stderr);
		_exit(0);
	}
	ATF_REQUIRE(waitpid(child, &status, 0) == child);
	ATF_REQUIRE_MSG(status == 0, "the sweep ended with wait status %#x", (unsigned int)status);
	printf("%u system calls, %u runs with one of them failing\n", report->result.calls,
	       report->result.runs);
	note_error_paths(subject, &report->result);
	conclude(subject, report);
}

atf_error_t add_sweep_cases(atf_tp_t *tp, const char *program)
{
	const struct subject *subject;
	char **config = atf_tp_get_config(tp);
	atf_error_t error = atf_no_error();

	subject_program = program;
	for (unsigned int i = 0; (subject = subject_at(i)) && i < MOST_SUBJECTS; i++) {
		error = atf_tc_init(&cases[i], subject->name, NULL, run_case, NULL,
				    (const char *const *)config);
		if (!atf_is_error(error))
			error = atf_tp_add_tc(tp, &cases[i]);
		if (atf_is_error(error))
			break;
	}
	return error;
}
