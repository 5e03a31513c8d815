#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "baseline.h"

/* What the runs say of a line. */
struct observed_line {
	const struct baseline_entry *entry;
	enum outcome outcome;
	const char *cause; /* a part of the entry's id */
	bool is_tried, is_found;
};

struct known_findings {
	struct baseline *baseline;   /* NULL: empty */
	struct observed_line *lines; /* by cause */
	size_t count;
};

static int by_cause(const void *a, const void *b)
{
	return strcmp(((const struct observed_line *)a)->cause,
		      ((const struct observed_line *)b)->cause);
}

/* OUTCOME:CAUSE; an outcome that is no finding is known to nobody. */
static bool read_id(struct observed_line *line)
{
	const char *id = line->entry->id, *colon = strchr(id, ':');
	char word[40];

	if (!colon || (size_t)(colon - id) >= sizeof(word) || !strchr(colon, '='))
		return false;
	memcpy(word, id, (size_t)(colon - id));
	word[colon - id] = '\0';
	line->outcome = outcome_of_word(word);
	line->cause = colon + 1;
	return line->outcome < OUTCOMES && outcome_is_bad(line->outcome);
}

static bool read_lines(struct known_findings *known, const char *path, char *message, size_t size)
{
	const struct baseline_entry *entries = baseline_entries(known->baseline, &known->count);

	known->lines = calloc(known->count + 1, sizeof(*known->lines));
	if (!known->lines) {
		snprintf(message, size, "%s: %s", path, strerror(errno));
		return false;
	}
	for (size_t i = 0; i < known->count; i++) {
		known->lines[i].entry = &entries[i];
		if (read_id(&known->lines[i]))
			continue;
		snprintf(message, size,
			 "%s: %s is not the id of a finding; copy ids from a report of "
			 "fault-explore",
			 path, entries[i].id);
		return false;
	}
	qsort(known->lines, known->count, sizeof(*known->lines), by_cause);
	return true;
}

struct known_findings *known_findings_read(const char *path, char *message, size_t size)
{
	struct known_findings *known = calloc(1, sizeof(*known));

	if (!known) {
		snprintf(message, size, "no memory");
		return NULL;
	}
	if (!path)
		return known;
	known->baseline = baseline_read(path, message, size);
	if (known->baseline && read_lines(known, path, message, size))
		return known;
	known_findings_free(known);
	return NULL;
}

/* The first line of that cause, or NULL. */
static struct observed_line *find_cause(const struct known_findings *known, const char *cause)
{
	struct observed_line wanted = {.cause = cause}, *line;

	if (known->count == 0)
		return NULL;
	line = bsearch(&wanted, known->lines, known->count, sizeof(wanted), by_cause);
	while (line && line > known->lines && strcmp(line[-1].cause, cause) == 0)
		line--;
	return line;
}

void known_findings_add(struct known_findings *known, const struct finding *run)
{
	struct observed_line *line = find_cause(known, run->cause);
	const struct observed_line *end = known->lines + known->count;

	for (; line && line < end && strcmp(line->cause, run->cause) == 0; line++) {
		line->is_tried = line->is_tried || run->outcome != OUTCOME_DRIFT;
		line->is_found = line->is_found || run->outcome == line->outcome;
	}
}

bool is_known_finding(const struct known_findings *known, const struct finding *finding)
{
	const struct observed_line *line = find_cause(known, finding->cause);
	const struct observed_line *end = known->lines + known->count;

	for (; line && line < end && strcmp(line->cause, finding->cause) == 0; line++)
		if (line->outcome == finding->outcome)
			return true;
	return false;
}

size_t count_new_findings(const struct known_findings *known, const struct exploration *exploration)
{
	size_t count = 0;

	for (size_t i = 0; i < exploration->finding_count; i++)
		count += !is_known_finding(known, exploration->findings[i]);
	return count;
}

size_t known_findings_count(const struct known_findings *known)
{
	return known->count;
}

const struct baseline_entry *known_findings_entry(const struct known_findings *known, size_t index,
						  enum known_finding_state *state)
{
	const struct observed_line *line = &known->lines[index];

	*state = line->is_found ? FINDING_STILL : line->is_tried ? FINDING_FIXED : FINDING_UNTRIED;
	return line->entry;
}

int finding_print_id(const struct finding *finding, char *text, size_t size)
{
	return snprintf(text, size, "%s:%s", outcome_word(finding->outcome), finding->cause);
}

void known_findings_free(struct known_findings *known)
{
	if (!known)
		return;
	baseline_free(known->baseline);
	free(known->lines);
	free(known);
}
