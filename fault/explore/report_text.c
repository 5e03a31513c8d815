/* The report for a terminal. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report_parts.h"

#define RED "\033[31m"
#define GREEN "\033[32m"
#define YELLOW "\033[33m"
#define BOLD "\033[1m"
#define PLAIN "\033[0m"

struct page {
	struct explore_report *report;
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

/* Writes lines with a margin before each. */
static void put_block(FILE *file, const char *margin, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");

		fprintf(file, "%s%.*s\n", margin, (int)length, text);
		text += length + (text[length] == '\n');
	}
}

static void put_totals(const struct page *page)
{
	const struct exploration *exploration = page->report->exploration;

	fprintf(page->file, "\n%sruns%s  outcome\n", colour(page, BOLD), colour(page, PLAIN));
	for (int i = OUTCOMES - 1; i >= 0; i--) {
		unsigned long runs = exploration->outcomes[i];
		bool bad = outcome_is_bad((enum outcome)i);

		if (runs)
			fprintf(page->file, "%s%4lu  %s%s\n", bad ? colour(page, RED) : "", runs,
				outcome_name((enum outcome)i), bad ? colour(page, PLAIN) : "");
	}
	fprintf(page->file, "%4lu  in all, of %lu planned", exploration->done,
		exploration->planned);
	if (exploration->resumed)
		fprintf(page->file, "; %lu of them from the journal", exploration->resumed);
	fprintf(page->file, "; %.1f s\n", exploration->seconds);
}

static void put_finding(const struct page *page, const struct shown_finding *shown)
{
	const struct finding *finding = shown->finding;
	struct pool pool = {0};

	fprintf(page->file, "    %s%s%s: %s", colour(page, BOLD), shown->error, colour(page, PLAIN),
		report_line(&pool, finding->summary));
	if (finding->runs > 1)
		fprintf(page->file, " (%lu runs)", finding->runs);
	if (!shown->is_new)
		fprintf(page->file, "  %s[known]%s", colour(page, YELLOW), colour(page, PLAIN));
	fputc('\n', page->file);
	if (!finding->is_stable)
		fputs("      not in every run: it depends on timing too\n", page->file);
	put_block(page->file, "      | ", report_block(&pool, finding->evidence));
	fprintf(page->file, "      id      %s\n", shown->id);
	fprintf(page->file, "      replay  %s\n", report_line(&pool, finding->replay));
	pool_free(&pool);
}

/* Headings where the class, or the point, is another than before. */
static void put_findings(const struct page *page)
{
	const struct shown_finding *before = NULL;

	for (size_t i = 0; i < page->report->finding_count; i++) {
		const struct shown_finding *shown = &page->report->findings[i];
		enum outcome outcome = shown->finding->outcome;
		bool same_class = before && before->finding->outcome == outcome;

		if (!same_class)
			fprintf(page->file, "\n%s%s%s%s: %s\n", colour(page, BOLD),
				colour(page, RED), outcome_name(outcome), colour(page, PLAIN),
				outcome_meaning(outcome));
		if (!same_class || strcmp(before->point, shown->point) != 0)
			fprintf(page->file, "\n  %s\n", shown->point);
		put_finding(page, shown);
		before = shown;
	}
}

static void put_fixed_entry(const struct baseline_entry *entry, void *argument)
{
	struct pool pool = {0};

	fprintf(argument, "  %s\n", report_line(&pool, entry->id));
	pool_free(&pool);
}

static void put_fixed(const struct page *page)
{
	char *text = NULL;
	size_t size;
	FILE *list = open_memstream(&text, &size);

	if (!list)
		out_of_memory();
	report_each_known(page->report, FINDING_FIXED, put_fixed_entry, list);
	fclose(list);
	if (size)
		fprintf(page->file, "\n%sFixed: remove from the baseline%s\n%s", colour(page, BOLD),
			colour(page, PLAIN), text);
	free(text);
}

static void put_head(const struct page *page)
{
	const struct exploration *exploration = page->report->exploration;
	const char *remark = report_remark(page->report);
	struct pool *pool = &page->report->pool;

	fprintf(page->file, "%s%s%s%s\n", colour(page, BOLD),
		colour(page, page->report->new_count ? RED : GREEN), report_headline(page->report),
		colour(page, PLAIN));
	fprintf(page->file, "%s\n", report_line(pool, exploration->command));
	fprintf(page->file, "backend %s; %lu calls recorded; compared: %s\n", exploration->backend,
		exploration->calls, report_line(pool, exploration->oracle));
	if (remark)
		fprintf(page->file, "%s.\n", remark);
	put_block(page->file, "note: ", report_block(pool, exploration->notes));
}

void report_text(struct explore_report *report, FILE *file)
{
	struct page page = {report, file, wants_colours(file)};

	put_head(&page);
	put_totals(&page);
	put_findings(&page);
	put_fixed(&page);
}
