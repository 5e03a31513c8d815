#include "diff.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "load.h"
#include "model.h"

static const struct {
	const char *name, *words;
} kinds[DIFF_KINDS] = {
	[DIFF_NEW] = {"new", "New deviations"},
	[DIFF_FIXED] = {"fixed", "Fixed"},
	[DIFF_LOST] = {"lost", "No longer tested"},
	[DIFF_OBSERVED] = {"observed", "Observed otherwise"},
};

const char *diff_name(enum diff_kind kind)
{
	return kinds[kind].name;
}

const char *diff_words(enum diff_kind kind)
{
	return kinds[kind].words;
}

static void add(struct diff *diff, enum diff_kind kind, struct diff_item item)
{
	struct diff_list *list = &diff->lists[kind];

	if (list->count == list->room) {
		list->room = list->room ? 2 * list->room : 64;
		list->item = array_resize(list->item, list->room, sizeof(*list->item));
	}
	list->item[list->count++] = item;
}

static const char *clean_copy(struct diff *diff, const char *text)
{
	return pool_printf(&diff->pool, "%s", text);
}

/* Of a mechanism without results, every requirement is lost: a line for all of them. */
static void add_lost_mechanisms(struct diff *diff, const struct comparison *comparison)
{
	const struct column *old = &comparison->columns[0], *new = &comparison->columns[1];

	for (size_t i = 0; i < comparison->mechanism_count; i++) {
		const struct mechanism *mechanism = &comparison->mechanisms[i];
		size_t first = mechanism->first_row;

		if (old->cells[first].covered && !new->cells[first].covered)
			add(diff, DIFF_LOST,
			    (struct diff_item){clean_copy(diff, mechanism->name), "tested",
					       "no results of this mechanism", ""});
	}
}

/* Adds what became of the rows of the new run's column. */
static void add_rows(struct diff *diff, const struct comparison *comparison)
{
	static const enum diff_kind of_change[CHANGES] = {
		[CHANGE_NEW] = DIFF_NEW,
		[CHANGE_FIXED] = DIFF_FIXED,
		[CHANGE_LOST] = DIFF_LOST,
	};
	const struct column *old = &comparison->columns[0], *new = &comparison->columns[1];

	for (size_t i = 0; i < comparison->row_count; i++) {
		const struct cell *cell = &new->cells[i], *before = &old->cells[i];

		if (cell->change == CHANGE_NONE || !cell->covered)
			continue;
		add(diff, of_change[cell->change],
		    (struct diff_item){clean_copy(diff, comparison->rows[i].id),
				       verdict_words((enum verdict)before->verdict),
				       cell->covered ? verdict_words((enum verdict)cell->verdict)
						     : "no results of its mechanism",
				       clean_copy(diff, cell->reason)});
	}
}

static void add_observations(struct diff *diff, const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->observation_count; i++) {
		const struct property *seen = &comparison->observations[i];

		if (seen->differs)
			add(diff, DIFF_OBSERVED,
			    (struct diff_item){clean_copy(diff, seen->id),
					       clean_copy(diff, seen->values[0]),
					       clean_copy(diff, seen->values[1]),
					       clean_copy(diff, seen->key)});
	}
}

static bool load(struct diff *diff, struct inputs *inputs, const char *path, struct loaded *loaded)
{
	size_t before = diff->problems.count;

	*loaded = (struct loaded){.bytes = NULL};
	inputs->count = 0;
	inputs_add(inputs, path);
	if (inputs->count == 1 && load_run(loaded, inputs, &inputs->input[0]))
		return true;
	if (diff->problems.count == before)
		lines_add(&diff->problems, &diff->pool,
			  "%s: not the results of one run; give a folder that scripts/conformance "
			  "wrote",
			  path);
	return false;
}

/* The two runs are the columns of a comparison; the old one is the new one's previous. */
static bool compare_runs(struct diff *diff, const char *old, const char *new)
{
	struct comparison_options options = {NULL, 0, false};
	struct comparison comparison = {0};
	struct groups groups;
	struct inputs inputs = {&diff->pool, &diff->problems, &diff->notes, NULL, 0, 0};
	struct loaded first, second = {.bytes = NULL};
	bool good;

	groups_start(&groups, &comparison.pool, true);
	good = load(diff, &inputs, old, &first) && load(diff, &inputs, new, &second);
	if (good) {
		groups_add(&groups, "old", &first.text, NULL);
		groups_add(&groups, "new", &second.text, groups_said(&groups, &first.text));
		comparison_make(&comparison, &groups, &options);
		add_rows(diff, &comparison);
		add_lost_mechanisms(diff, &comparison);
		add_observations(diff, &comparison);
		for (size_t i = 0; i < comparison.notes.count; i++)
			lines_add(&diff->notes, &diff->pool, "%s", comparison.notes.line[i]);
	}
	free(first.bytes);
	free(second.bytes);
	groups_free(&groups);
	inputs_free(&inputs);
	comparison_free(&comparison);
	return good;
}

static bool is_new(enum verdict verdict)
{
	return verdict == VERDICT_DEVIATES || verdict == VERDICT_BROKEN;
}

static void add_new(struct diff *diff, const char *id, enum verdict verdict, const char *reason)
{
	if (is_new(verdict))
		add(diff, DIFF_NEW,
		    (struct diff_item){clean_copy(diff, id), "not in the baseline",
				       verdict_words(verdict), clean_copy(diff, reason)});
}

/* What a report with that baseline says. */
static void add_report(struct diff *diff, const struct report *report)
{
	for (size_t i = 0; i < CATALOGUE_SIZE; i++)
		add_new(diff, report->entries[i].requirement->id, report->entries[i].verdict,
			report->entries[i].reason);
	for (size_t i = 0; i < report->other_count; i++)
		add_new(diff, report->others[i]->name, report_verdict(report, report->others[i]),
			report->others[i]->reason);
	for (size_t i = 0; i < report->known_count; i++) {
		const struct known *known = &report->knowns[i];
		struct diff_item item = {clean_copy(diff, known->id), "in the baseline",
					 known->state == KNOWN_FIXED ? "conforms" : "not tested",
					 clean_copy(diff, known->reason)};

		if (known->state != KNOWN_STILL)
			add(diff, known->state == KNOWN_FIXED ? DIFF_FIXED : DIFF_LOST, item);
	}
}

static bool compare_baseline(struct diff *diff, const char *old, const char *new)
{
	char error[1000];
	struct baseline *baseline = baseline_read(old, error, sizeof(error));
	struct results results = {0};
	struct report report;
	struct stat status;
	char *path = pool_printf(&diff->pool, "%s/results", new);
	bool good;

	if (!baseline) {
		lines_add(&diff->problems, &diff->pool, "baseline %s", error);
		return false;
	}
	results_read(&results, stat(path, &status) == 0 ? path : new);
	for (size_t i = 0; i < results.problems.count; i++)
		lines_add(&diff->problems, &diff->pool, "%s", results.problems.line[i]);
	report_make(&report, &results, baseline, NULL, 0);
	good = results.count > 0;
	if (good)
		add_report(diff, &report);
	report_free(&report);
	results_free(&results);
	baseline_free(baseline);
	return good;
}

bool diff_read(struct diff *diff, const char *old, const char *new)
{
	struct stat status;

	if (stat(old, &status) == 0 && !S_ISDIR(status.st_mode))
		return compare_baseline(diff, old, new);
	return compare_runs(diff, old, new);
}

void diff_free(struct diff *diff)
{
	for (int i = 0; i < DIFF_KINDS; i++)
		free(diff->lists[i].item);
	lines_free(&diff->problems);
	lines_free(&diff->notes);
	pool_free(&diff->pool);
}
