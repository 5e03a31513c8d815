/* The report for a terminal. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "render.h"

#define RED "\033[31m"
#define GREEN "\033[32m"
#define YELLOW "\033[33m"
#define BOLD "\033[1m"
#define PLAIN "\033[0m"

/* The columns of the summary, in its order. */
static const struct column {
	const char *title;
	int width;
	enum verdict verdict;
} columns[] = {
	{"conforms", 8, VERDICT_CONFORMS},	{"observed", 8, VERDICT_OBSERVED},
	{"deviates", 8, VERDICT_DEVIATES},	{"broken", 6, VERDICT_BROKEN},
	{"known", 5, VERDICT_KNOWN_DEVIATION},	{"unsupported", 11, VERDICT_UNSUPPORTED},
	{"not tested", 10, VERDICT_NOT_TESTED}, {"untested", 8, VERDICT_UNTESTED},
};
#define COLUMNS (sizeof(columns) / sizeof(*columns))

struct page {
	const struct report *report;
	FILE *file;
	bool colours;
};

static bool wants_colours(FILE *file)
{
	const char *no_color = getenv("NO_COLOR");

	return isatty(fileno(file)) && !(no_color && *no_color);
}

static const char *colour(const struct page *page, const char *sequence)
{
	return page->colours ? sequence : "";
}

static void put_title(const struct page *page, const char *title)
{
	fprintf(page->file, "\n%s%s%s\n", colour(page, BOLD), title, colour(page, PLAIN));
}

static const char *colour_of(enum verdict verdict, size_t count)
{
	if (count == 0)
		return PLAIN;
	if (verdict == VERDICT_DEVIATES || verdict == VERDICT_BROKEN)
		return RED;
	return verdict == VERDICT_KNOWN_DEVIATION ? YELLOW : PLAIN;
}

static void put_row(const struct page *page, const char *name, const size_t counts[VERDICTS])
{
	size_t total = 0;

	for (int i = 0; i < VERDICTS; i++)
		total += counts[i];
	fprintf(page->file, "%-16s %6zu", name, total);
	for (size_t i = 0; i < COLUMNS; i++) {
		size_t count = counts[columns[i].verdict];

		fprintf(page->file, "  %s%*zu%s",
			colour(page, colour_of(columns[i].verdict, count)), columns[i].width, count,
			colour(page, PLAIN));
	}
	fputc('\n', page->file);
}

static void put_header(const struct page *page, const char *title)
{
	fprintf(page->file, "\n%s%-16s  total", colour(page, BOLD), title);
	for (size_t i = 0; i < COLUMNS; i++)
		fprintf(page->file, "  %*s", columns[i].width, columns[i].title);
	fprintf(page->file, "%s\n", colour(page, PLAIN));
}

static void put_summary(const struct page *page, const char *title, bool errors)
{
	size_t totals[VERDICTS] = {0}, rows = 0;

	for (size_t i = 0; i < page->report->summary_count; i++) {
		const struct summary *summary = &page->report->summaries[i];
		const size_t *counts = errors ? summary->errors : summary->requirements;

		if (!summary->covered)
			continue;
		if (rows == 0)
			put_header(page, title);
		put_row(page, summary->mechanism, counts);
		for (int j = 0; j < VERDICTS; j++)
			totals[j] += counts[j];
		rows++;
	}
	if (rows > 1)
		put_row(page, "all", totals);
}

static void put_path_row(const struct page *page, const char *name, const char *mechanism)
{
	size_t counts[WAYS + 1], total = report_count_paths(page->report, mechanism, counts);

	if (total == 0)
		return;
	fprintf(page->file, "%-16s %6zu", name, total);
	for (int i = 0; i <= WAYS; i++)
		fprintf(page->file, "  %*zu", (int)strlen(way_words((enum way)i)), counts[i]);
	fputc('\n', page->file);
}

/* Function and error, each pair once: in how many ways programs have met it. */
static void put_paths(const struct page *page)
{
	if (page->report->path_count == 0)
		return;
	fprintf(page->file, "\n%s%-16s  total", colour(page, BOLD), "error paths");
	for (int i = 0; i <= WAYS; i++)
		fprintf(page->file, "  %s", way_words((enum way)i));
	fprintf(page->file, "%s\n", colour(page, PLAIN));
	for (size_t i = 0; i < page->report->summary_count; i++)
		put_path_row(page, page->report->summaries[i].mechanism,
			     page->report->summaries[i].mechanism);
	put_path_row(page, "other functions", NULL);
}

static void put_field(const struct page *page, const char *name, const char *value)
{
	if (*value)
		fprintf(page->file, "    %-10s %s\n", name, value);
}

static void put_command(const struct page *page, const struct result *result)
{
	if (report_can_reproduce(result))
		fprintf(page->file, "    %-10s kyua debug %s:%s\n", "reproduce", result->program,
			result->name);
	else
		fprintf(page->file, "    %-10s %s:%s\n", "case", result->program, result->name);
}

static void put_entry(const struct page *page, const struct entry *entry)
{
	const struct requirement *requirement = entry->requirement;

	fprintf(page->file, "  %s%s%s  (%s, %s)\n", colour(page, colour_of(entry->verdict, 1)),
		requirement->id, colour(page, PLAIN), level_name(requirement->level),
		requirement->source);
	put_field(page, "clause", requirement->statement);
	put_field(page, "reason", entry->reason);
	for (const struct proof *proof = entry->proofs; proof; proof = proof->next) {
		if (proof->verdict != entry->verdict)
			continue;
		if (strcmp(proof->result->reason, entry->reason) != 0)
			put_field(page, "case says", proof->result->reason);
		put_command(page, proof->result);
	}
}

static void put_others(const struct page *page, enum verdict verdict)
{
	for (size_t i = 0; i < page->report->other_count; i++) {
		const struct result *other = page->report->others[i];

		if (report_verdict(page->report, other) != verdict)
			continue;
		fprintf(page->file, "  %s%s:%s%s\n", colour(page, colour_of(verdict, 1)),
			other->program, other->name, colour(page, PLAIN));
		put_field(page, "reason", other->reason);
		put_command(page, other);
	}
}

static bool has_other(const struct report *report, enum verdict verdict)
{
	for (size_t i = 0; i < report->other_count; i++)
		if (report_verdict(report, report->others[i]) == verdict)
			return true;
	return false;
}

static void put_verdict(const struct page *page, const char *title, enum verdict verdict)
{
	if (report_count(page->report, verdict) == 0 && !has_other(page->report, verdict))
		return;
	put_title(page, title);
	for (size_t i = 0; i < CATALOGUE_SIZE; i++) {
		const struct entry *entry = &page->report->entries[i];

		if (entry->covered && entry->verdict == verdict)
			put_entry(page, entry);
	}
	put_others(page, verdict);
}

static void put_fixed(const struct page *page)
{
	const char *title = "Fixed: remove from the baseline";

	for (size_t i = 0; i < page->report->known_count; i++) {
		if (page->report->knowns[i].state != KNOWN_FIXED)
			continue;
		if (title)
			put_title(page, title);
		title = NULL;
		fprintf(page->file, "  %s\n", page->report->knowns[i].id);
	}
}

static void put_lines(const struct page *page, const char *title, const struct lines *lines)
{
	if (lines->count)
		put_title(page, title);
	for (size_t i = 0; i < lines->count; i++)
		fprintf(page->file, "  %s\n", lines->line[i]);
}

void render_text(const struct report *report, FILE *file)
{
	struct page page = {report, file, wants_colours(file)};
	int status = report_status(report);

	fprintf(file, "%s%s%s%s\n", colour(&page, BOLD), colour(&page, status ? RED : GREEN),
		report_headline(report), colour(&page, PLAIN));
	put_summary(&page, "requirements", false);
	put_summary(&page, "error conditions", true);
	put_paths(&page);
	put_verdict(&page, "New deviations", VERDICT_DEVIATES);
	put_verdict(&page, "Broken", VERDICT_BROKEN);
	put_verdict(&page, "Known deviations", VERDICT_KNOWN_DEVIATION);
	put_fixed(&page);
	put_lines(&page, "Notes", &report->notes);
	put_lines(&page, "Problems", &report->problems);
}
