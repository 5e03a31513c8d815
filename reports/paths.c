#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lookup.h"
#include "report_parts.h"

/* Of notes that are not in the catalogue; a page is to be read. */
#define MOST_MARKS 20000
#define LONGEST_ERROR 20

static const struct {
	const char *name, *words;
} ways[WAYS + 1] = {
	[WAY_REAL] = {"real", "provoked for real"},
	[WAY_CALL] = {"call", "injected at the call"},
	[WAY_LIBC] = {"libc", "injected below libc"},
	[WAYS] = {"none", "not covered"},
};

const char *way_name(enum way way)
{
	return ways[way].name;
}

const char *way_words(enum way way)
{
	return ways[way].words;
}

enum way way_injected(const char *name)
{
	for (int i = WAY_CALL; i < WAYS; i++)
		if (strcmp(ways[i].name, name) == 0)
			return (enum way)i;
	return WAYS;
}

enum way path_way(const struct error_path *path)
{
	int way = 0;

	while (way < WAYS && path->cases[way] == 0)
		way++;
	return (enum way)way;
}

/* Something that is said of a path; marks of one path are joined. */
struct mark {
	size_t rank; /* of the function: its first entry in the catalogue */
	struct error_path path;
};

struct marks {
	struct mark *mark;
	size_t count, room;
};

static void add_mark(struct marks *marks, size_t rank, const struct error_path *path)
{
	if (marks->count == marks->room) {
		marks->room = marks->room ? 2 * marks->room : 4096;
		marks->mark = array_resize(marks->mark, marks->room, sizeof(*marks->mark));
	}
	marks->mark[marks->count++] = (struct mark){rank, *path};
}

/* The first covered error condition of the function; CATALOGUE_SIZE if there is none. */
static size_t rank_of(const struct report *report, const char *function)
{
	for (size_t i = 0; i < CATALOGUE_SIZE; i++)
		if (report->entries[i].covered && catalogue[i].error &&
		    strcmp(catalogue[i].function, function) == 0)
			return i;
	return CATALOGUE_SIZE;
}

static bool has_run(const struct result *result)
{
	return result->outcome == PASSED || result->outcome == FAILED ||
	       result->outcome == EXPECTED_FAILURE;
}

/* The documented paths, with the cases that provoked them for real. */
static void mark_entries(const struct report *report, struct marks *marks)
{
	for (size_t i = 0; i < CATALOGUE_SIZE; i++) {
		const struct entry *entry = &report->entries[i];
		struct error_path path = {
			.mechanism = catalogue[i].mechanism,
			.function = catalogue[i].function,
			.error = catalogue[i].error,
			.is_documented = true,
			.deviates = entry->verdict == VERDICT_DEVIATES ||
				    entry->verdict == VERDICT_KNOWN_DEVIATION,
		};

		if (!entry->covered || !path.error)
			continue;
		for (const struct proof *proof = entry->proofs; proof; proof = proof->next)
			path.cases[WAY_REAL] += has_run(proof->result);
		add_mark(marks, rank_of(report, path.function), &path);
	}
}

/* "EAGAIN", "E2BIG"; whatever else a note says is none. */
static bool is_error(const char *word, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!isupper((unsigned char)word[i]) && !isdigit((unsigned char)word[i]))
			return false;
	return length > 1 && length < LONGEST_ERROR && *word == 'E';
}

static void mark_note(struct report *report, struct marks *marks, const struct note *note)
{
	enum way way = way_injected(note->key);
	size_t rank = rank_of(report, note->function), length;
	struct error_path path = {.function = note->function};
	const char *rest = note->value, *word;

	if (way == WAYS)
		return;
	if (rank < CATALOGUE_SIZE)
		path.mechanism = catalogue[rank].mechanism;
	path.cases[way] = 1;
	while (marks->count < MOST_MARKS && (word = next_word(&rest, &length))) {
		if (!is_error(word, length))
			continue;
		path.error = pool_printf(&report->results->pool, "%.*s", (int)length, word);
		add_mark(marks, rank, &path);
	}
}

static int compare_marks(const void *first, const void *second)
{
	const struct mark *a = first, *b = second;
	int order = (a->rank > b->rank) - (a->rank < b->rank);

	if (order == 0)
		order = strcmp(a->path.function, b->path.function);
	return order ? order : strcmp(a->path.error, b->path.error);
}

static void join(struct error_path *path, const struct error_path *other)
{
	path->is_documented = path->is_documented || other->is_documented;
	path->deviates = path->deviates || other->deviates;
	for (int i = 0; i < WAYS; i++)
		path->cases[i] += other->cases[i];
}

void report_trace_paths(struct report *report)
{
	struct marks marks = {NULL, 0, 0};

	mark_entries(report, &marks);
	for (size_t i = 0; i < report->sorted_count; i++) {
		const struct result *result = report->sorted[i];

		if (!has_run(result))
			continue;
		for (const struct note *note = result->notes; note; note = note->next)
			if (note->function)
				mark_note(report, &marks, note);
	}
	if (marks.count)
		qsort(marks.mark, marks.count, sizeof(*marks.mark), compare_marks);
	report->paths = array_resize(NULL, marks.count + 1, sizeof(*report->paths));
	for (size_t i = 0; i < marks.count; i++) {
		const struct mark *mark = &marks.mark[i];

		/* Of a report on some mechanisms only, other functions are no part. */
		if (!mark->path.mechanism && !report->covers_faults)
			continue;
		/* The mechanism that the function is first of: one row for each function. */
		if (i > 0 && report->path_count && compare_marks(mark - 1, mark) == 0)
			join(&report->paths[report->path_count - 1], &mark->path);
		else
			report->paths[report->path_count++] = mark->path;
		if (mark->rank < CATALOGUE_SIZE)
			report->paths[report->path_count - 1].mechanism =
				catalogue[mark->rank].mechanism;
	}
	free(marks.mark);
}

static bool is_of(const struct error_path *path, const char *mechanism)
{
	if (!path->mechanism || !mechanism)
		return path->mechanism == mechanism;
	return strcmp(path->mechanism, mechanism) == 0;
}

size_t report_count_paths(const struct report *report, const char *mechanism,
			  size_t counts[WAYS + 1])
{
	size_t sum = 0;

	memset(counts, 0, (WAYS + 1) * sizeof(*counts));
	for (size_t i = 0; i < report->path_count; i++) {
		if (!is_of(&report->paths[i], mechanism))
			continue;
		counts[path_way(&report->paths[i])]++;
		sum++;
	}
	return sum;
}
