/*
 * The report for a CI job's summary: short, and below the 60 kB that such
 * pages take whatever the results are.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "markdown_list.h"
#include "render.h"

static void put_command(FILE *file, const struct result *result)
{
	if (report_can_reproduce(result))
		fprintf(file, "  \n  `kyua debug %s:%s`", result->program, result->name);
}

static void put_entry(struct list *list, const struct entry *entry)
{
	const struct requirement *requirement = entry->requirement;
	const struct proof *proof = entry->proofs;
	struct item item;

	if (!begin_item(&item))
		return;
	fprintf(item.file, "- **`%s`** (", requirement->id);
	put_text(item.file, requirement->source);
	fputs("): ", item.file);
	put_text(item.file, requirement->statement);
	fputs("  \n  ", item.file);
	put_text(item.file, entry->reason);
	while (proof && proof->verdict != entry->verdict)
		proof = proof->next;
	if (proof)
		put_command(item.file, proof->result);
	fputc('\n', item.file);
	end_item(list, &item);
}

static void put_other(struct list *list, const struct result *other)
{
	struct item item;

	if (!begin_item(&item))
		return;
	fputs("- ", item.file);
	put_text(item.file, other->program);
	fputc(':', item.file);
	put_text(item.file, other->name);
	fputs(": ", item.file);
	put_text(item.file, other->reason);
	fputc('\n', item.file);
	end_item(list, &item);
}

static void put_verdict(const struct report *report, FILE *file, const char *title,
			enum verdict verdict, size_t room)
{
	struct list list = {file, title, room, 0};

	for (size_t i = 0; i < CATALOGUE_SIZE; i++)
		if (report->entries[i].covered && report->entries[i].verdict == verdict)
			put_entry(&list, &report->entries[i]);
	for (size_t i = 0; i < report->other_count; i++)
		if (report_verdict(report, report->others[i]) == verdict)
			put_other(&list, report->others[i]);
	end_list(&list);
}

static void put_fixed(const struct report *report, FILE *file, size_t room)
{
	struct list list = {file, "Fixed: remove from the baseline", room, 0};
	struct item item;

	for (size_t i = 0; i < report->known_count; i++) {
		if (report->knowns[i].state != KNOWN_FIXED || !begin_item(&item))
			continue;
		fputs("- ", item.file);
		put_text(item.file, report->knowns[i].id);
		fputc('\n', item.file);
		end_item(&list, &item);
	}
	end_list(&list);
}

static void put_profile(const struct report *report, FILE *file, size_t room)
{
	struct list list = {file, "Implementation-defined profile", room, 0};
	struct item item;

	for (size_t i = 0; i < report->observation_count; i++) {
		const struct observation *seen = &report->observations[i];

		if (!begin_item(&item))
			continue;
		fputs("- ", item.file);
		put_text(item.file, seen->id);
		fputs(": ", item.file);
		put_text(item.file, seen->key);
		fputs(" = **", item.file);
		put_text(item.file, seen->value);
		fputs("**\n", item.file);
		end_item(&list, &item);
	}
	end_list(&list);
}

static void put_lines(FILE *file, const char *title, const struct lines *lines, size_t room)
{
	struct list list = {file, title, room, 0};
	struct item item;

	for (size_t i = 0; i < lines->count; i++) {
		if (!begin_item(&item))
			continue;
		fputs("- ", item.file);
		put_text(item.file, lines->line[i]);
		fputc('\n', item.file);
		end_item(&list, &item);
	}
	end_list(&list);
}

static void put_row(FILE *file, const char *name, const size_t counts[VERDICTS])
{
	fprintf(file, "| %s |", name);
	for (int i = VERDICTS - 1; i >= 0; i--)
		fprintf(file, counts[i] ? " %zu |" : " - |", counts[i]);
	fputc('\n', file);
}

static void put_summary(const struct report *report, FILE *file)
{
	fputs("\n| |", file);
	for (int i = VERDICTS - 1; i >= 0; i--)
		fprintf(file, " %s |", verdict_words((enum verdict)i));
	fputs("\n| --- |", file);
	for (int i = 0; i < VERDICTS; i++)
		fputs(" ---: |", file);
	fputc('\n', file);
	for (size_t i = 0; i < report->summary_count; i++) {
		const struct summary *summary = &report->summaries[i];
		char name[100];

		if (!summary->covered)
			continue;
		snprintf(name, sizeof(name), "**%s**%s", summary->mechanism,
			 summary->missing ? " (no results)" : "");
		put_row(file, name, summary->requirements);
		snprintf(name, sizeof(name), "%s, errors", summary->mechanism);
		put_row(file, name, summary->errors);
	}
}

static void put_path_row(const struct report *report, FILE *file, const char *name,
			 const char *mechanism)
{
	size_t counts[WAYS + 1];

	if (report_count_paths(report, mechanism, counts) == 0)
		return;
	fprintf(file, "| **%s** |", name);
	for (int i = 0; i <= WAYS; i++)
		fprintf(file, counts[i] ? " %zu |" : " - |", counts[i]);
	fputc('\n', file);
}

static void put_paths(const struct report *report, FILE *file)
{
	fputs("\n| error paths |", file);
	for (int i = 0; i <= WAYS; i++)
		fprintf(file, " %s |", way_words((enum way)i));
	fputs("\n| --- | ---: | ---: | ---: | ---: |\n", file);
	for (size_t i = 0; i < report->summary_count; i++)
		put_path_row(report, file, report->summaries[i].mechanism,
			     report->summaries[i].mechanism);
	put_path_row(report, file, "other functions", NULL);
}

void render_markdown(const struct report *report, FILE *file)
{
	fprintf(file, "## POSIX IPC conformance: %s\n", report_headline(report));
	put_summary(report, file);
	put_paths(report, file);
	put_verdict(report, file, "New deviations", VERDICT_DEVIATES, 20000);
	put_verdict(report, file, "Broken", VERDICT_BROKEN, 8000);
	put_lines(file, "Problems", &report->problems, 5000);
	put_verdict(report, file, "Known deviations", VERDICT_KNOWN_DEVIATION, 8000);
	put_fixed(report, file, 2000);
	put_profile(report, file, 8000);
	put_lines(file, "Notes", &report->notes, 2000);
}
