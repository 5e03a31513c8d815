/* What is known of the runs so far: counts, and one finding per outcome and cause. */
#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "../plan/call.h"
#include "parts.h"

static int compare_findings(const void *left, const void *right)
{
	const struct finding *a = left;
	const struct finding *b = right;

	if (a->outcome != b->outcome)
		return a->outcome > b->outcome ? -1 : 1;
	return strcmp(a->cause, b->cause);
}

static int compare_entries(const void *left, const void *right)
{
	return compare_findings(*(struct finding *const *)left, *(struct finding *const *)right);
}

static int compare_points(const void *left, const void *right)
{
	const struct explored_point *a = left;
	const struct explored_point *b = right;

	return strcmp(a->point, b->point);
}

int results_begin(struct explorer *explorer)
{
	struct exploration *exploration = &explorer->exploration;
	const struct recording *recording = &explorer->recording;

	exploration->points = calloc(recording->count + 1, sizeof(*exploration->points));
	if (!exploration->points)
		return -1;
	for (size_t i = 0; i < recording->count; i++) {
		const struct recorded *call = &recording->calls[i];
		char *name = strndup(call->point, call->point_length);
		struct explored_point *point = exploration->points;

		if (!name)
			return -1;
		while (point < exploration->points + exploration->point_count &&
		       strcmp(point->point, name) != 0)
			point++;
		if (point == exploration->points + exploration->point_count) {
			point->point = name;
			exploration->point_count++;
		} else {
			free(name);
		}
		point->calls++;
	}
	qsort(exploration->points, exploration->point_count, sizeof(*exploration->points),
	      compare_points);
	return 0;
}

static struct explored_point *point_of(const struct exploration *exploration, const char *id)
{
	struct call call;
	struct explored_point key = {0};
	const char *end = strchr(id, '=');

	if (!end || call_parse(id, end, &call) == -1 || exploration->point_count == 0)
		return NULL;
	key.point = call.point;
	return bsearch(&key, exploration->points, exploration->point_count, sizeof(key),
		       compare_points);
}

/* Whether that id is easier to understand: shorter, or the same with a lower K. */
static bool is_simpler(const char *id, const char *than)
{
	size_t a = strlen(id), b = strlen(than);

	return a < b || (a == b && strcmp(id, than) < 0);
}

static int add_finding(struct explorer *explorer, const struct finding *run)
{
	struct exploration *exploration = &explorer->exploration;
	struct finding **found, **findings, *copy;

	found = tfind(run, &explorer->known_findings, compare_findings);
	if (found && !is_simpler(run->id, (*found)->id)) {
		(*found)->runs++;
		return 0;
	}
	copy = finding_copy(run);
	if (!copy)
		return -1;
	if (found) {
		struct finding *former = *found;
		size_t i = 0;

		copy->runs = former->runs + 1;
		while (exploration->findings[i] != former)
			i++;
		*found = copy;
		exploration->findings[i] = copy;
		finding_free(former);
		return 0;
	}
	findings = realloc(exploration->findings,
			   (exploration->finding_count + 1) * sizeof(*findings));
	if (!findings || !tsearch(copy, &explorer->known_findings, compare_findings)) {
		exploration->findings = findings ? findings : exploration->findings;
		finding_free(copy);
		return -1;
	}
	copy->runs = 1;
	exploration->findings = findings;
	findings[exploration->finding_count++] = copy;
	return 0;
}

bool results_know(const struct explorer *explorer, const struct task *task)
{
	struct finding key = {.outcome = task->outcome, .cause = finding_cause(task->plan)};
	struct finding **found = NULL;

	if (key.cause)
		found = tfind(&key, (void *const *)&explorer->known_findings, compare_findings);
	free(key.cause);
	return found && (*found)->is_stable;
}

int results_add(struct explorer *explorer, const struct finding *run)
{
	struct exploration *exploration = &explorer->exploration;
	struct explored_point *point = point_of(exploration, run->id);

	exploration->done++;
	exploration->outcomes[run->outcome]++;
	if (point) {
		point->runs++;
		point->outcomes[run->outcome]++;
	}
	return outcome_is_bad(run->outcome) ? add_finding(explorer, run) : 0;
}

/* Two that were not the same before they were minimised. */
static void merge(struct exploration *exploration)
{
	size_t kept = 0;

	for (size_t i = 1; i < exploration->finding_count; i++) {
		struct finding *last = exploration->findings[kept];
		struct finding *finding = exploration->findings[i];

		if (compare_findings(last, finding) != 0) {
			exploration->findings[++kept] = finding;
			continue;
		}
		last->runs += finding->runs;
		finding_free(finding);
	}
	exploration->finding_count = kept + 1;
}

static void forget(void *finding)
{
	(void)finding;
}

void results_end(struct explorer *explorer)
{
	struct exploration *exploration = &explorer->exploration;

	tdestroy(explorer->known_findings, forget);
	explorer->known_findings = NULL;
	if (exploration->finding_count == 0)
		return;
	qsort(exploration->findings, exploration->finding_count, sizeof(*exploration->findings),
	      compare_entries);
	merge(exploration);
}
