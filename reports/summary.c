/* Writes a summary, see summary.h. */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "render.h"
#include "sha256.h"
#include "summary.h"

static bool has_results(const struct summary *summary)
{
	return summary->covered && !summary->missing;
}

static bool has_results_of(const struct report *report, const char *mechanism)
{
	for (size_t i = 0; i < report->summary_count; i++)
		if (strcmp(report->summaries[i].mechanism, mechanism) == 0)
			return has_results(&report->summaries[i]);
	return false;
}

static bool is_said(const struct report *report, const struct entry *entry)
{
	return entry->covered && entry->verdict != VERDICT_UNTESTED &&
	       has_results_of(report, entry->requirement->mechanism);
}

/* The figure at text, its length; 0: there is none. *passing: it is another each time. */
static size_t figure_at(const char *text, bool *passing)
{
	static const char digits[] = "0123456789", hexadecimal[] = "0123456789abcdefABCDEF";
	size_t length;

	if (strncmp(text, "0x", 2) == 0) {
		length = strspn(text + 2, hexadecimal);
		*passing = length >= 6;
		return length + 2;
	}
	length = strspn(text, digits);
	*passing = length >= 7;
	if (length && text[length] == '.' && isdigit((unsigned char)text[length + 1])) {
		length += 1 + strspn(text + length + 1, digits);
		*passing = true;
	}
	return length;
}

const char *summary_shorten(struct pool *pool, const char *text)
{
	char *shortened = pool_alloc(pool, strlen(text) + 1);
	char *end = shortened;

	while (*text) {
		bool passing = false;
		size_t length = figure_at(text, &passing);

		if (passing)
			*end++ = '#';
		else
			end = mempcpy(end, text, length ? length : 1);
		text += length ? length : 1;
	}
	return shortened;
}

static const char *shorten(const struct report *report, const char *text)
{
	return summary_shorten(&report->results->pool, text);
}

static void put_results(const struct report *report, FILE *file)
{
	fprintf(file, "catalogue\t%s\n", summary_catalogue());
	for (size_t i = 0; i < report->summary_count; i++)
		if (has_results(&report->summaries[i]))
			fprintf(file, "mechanism\t%s\n", report->summaries[i].mechanism);
	for (size_t i = 0; i < CATALOGUE_SIZE; i++) {
		const struct entry *entry = &report->entries[i];

		if (is_said(report, entry))
			fprintf(file, "requirement\t%s\t%s\t%s\n", entry->requirement->id,
				verdict_name(entry->verdict), shorten(report, entry->reason));
	}
	for (size_t i = 0; i < report->other_count; i++)
		fprintf(file, "case\t%s:%s\t%s\t%s\n", report->others[i]->program,
			report->others[i]->name,
			verdict_name(report_verdict(report, report->others[i])),
			shorten(report, report->others[i]->reason));
	for (size_t i = 0; i < report->observation_count; i++)
		fprintf(file, "observation\t%s\t%s\t%s\n", report->observations[i].id,
			report->observations[i].key, report->observations[i].value);
}

static void put_duration(FILE *file, const char *prefix, const char *id, double seconds)
{
	if (seconds >= 0.0005)
		fprintf(file, "duration\t%s%s%s\t%.3f\n", prefix, *prefix ? ":" : "", id, seconds);
}

/* The whole reason, where summary_shorten() lost something. */
static void put_reason(const struct report *report, FILE *file, const char *prefix, const char *id,
		       const char *reason)
{
	if (strcmp(shorten(report, reason), reason) != 0)
		fprintf(file, "reason\t%s%s%s\t%s\n", prefix, *prefix ? ":" : "", id, reason);
}

static void put_run(const struct report *report, FILE *file)
{
	const struct results *results = report->results;

	for (size_t i = 0; i < results->file_count; i++)
		fprintf(file, "shard\t%s\t%" PRId64 "\n", results->files[i].name,
			results->files[i].size);
	for (size_t i = 0; i < report->input_problems; i++)
		fprintf(file, "problem\t%s\n", report->problems.line[i]);
	for (size_t i = 0; i < report->fact_count; i++)
		fprintf(file, "fact\t%s\t%s\n", report->facts[i].key, report->facts[i].value);
	for (size_t i = 0; i < CATALOGUE_SIZE; i++)
		if (is_said(report, &report->entries[i]))
			put_duration(file, "", report->entries[i].requirement->id,
				     report->entries[i].seconds);
	for (size_t i = 0; i < report->other_count; i++)
		put_duration(file, report->others[i]->program, report->others[i]->name,
			     report->others[i]->seconds);
	for (size_t i = 0; i < CATALOGUE_SIZE; i++)
		if (is_said(report, &report->entries[i]))
			put_reason(report, file, "", report->entries[i].requirement->id,
				   report->entries[i].reason);
	for (size_t i = 0; i < report->other_count; i++)
		put_reason(report, file, report->others[i]->program, report->others[i]->name,
			   report->others[i]->reason);
}

/* The results are written to memory first: their fingerprint comes before them. */
void render_summary(const struct report *report, FILE *file)
{
	char fingerprint[SHA256_HEX_SIZE];
	char *text = NULL;
	size_t size;
	FILE *memory = open_memstream(&text, &size);

	if (!memory)
		out_of_memory();
	put_results(report, memory);
	if (fclose(memory) != 0)
		out_of_memory();
	sha256_hex(text, size, fingerprint);
	fprintf(file, "ipcts-summary\t1\nfingerprint\t%s\n", fingerprint);
	put_run(report, file);
	fputs("results\n", file);
	fwrite(text, 1, size, file);
	free(text);
}

const char *summary_catalogue(void)
{
	static char digest[SHA256_HEX_SIZE];
	char *text = NULL;
	size_t size;
	FILE *memory;

	if (*digest)
		return digest;
	memory = open_memstream(&text, &size);
	if (!memory)
		out_of_memory();
	for (size_t i = 0; i < CATALOGUE_SIZE; i++)
		fprintf(memory, "%s\t%s\n", catalogue[i].id, level_name(catalogue[i].level));
	if (fclose(memory) != 0)
		out_of_memory();
	sha256_hex(text, size, digest);
	free(text);
	return digest;
}
