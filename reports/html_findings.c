/* What the reader of the page should know first: deviations, new ones before known ones. */
#include <string.h>

#include "escape.h"
#include "html_parts.h"

static const struct proof *decisive(const struct entry *entry)
{
	const struct proof *proof = entry->proofs;

	while (proof && proof->verdict != entry->verdict)
		proof = proof->next;
	return proof;
}

static void put_command(FILE *file, const struct result *result)
{
	if (report_can_reproduce(result))
		put_markup(file, "<p><small>Reproduce:</small> <code>kyua debug %s:%s</code></p>",
			   result->program, result->name);
}

static void put_entry(FILE *file, const struct entry *entry)
{
	const struct requirement *about = entry->requirement;
	const struct proof *proof = decisive(entry);

	put_markup(file,
		   "<li class=\"%s\"><a class=\"id\" href=\"#%s\">%s</a> <small>%s, %s</small>"
		   "<p>%s</p><p class=\"reason\">%s</p>",
		   verdict_name(entry->verdict), about->id, about->id, level_name(about->level),
		   about->source, about->statement, entry->reason);
	if (proof)
		put_command(file, proof->result);
	fputs("</li>\n", file);
}

static void put_other(FILE *file, const struct result *other, enum verdict verdict)
{
	put_markup(file, "<li class=\"%s\"><code>%s:%s</code><p class=\"reason\">%s</p>",
		   verdict_name(verdict), other->program, other->name, other->reason);
	put_command(file, other);
	fputs("</li>\n", file);
}

static size_t count_others(const struct report *report, enum verdict verdict)
{
	size_t count = 0;

	for (size_t i = 0; i < report->other_count; i++)
		count += report_verdict(report, report->others[i]) == verdict;
	return count;
}

static void put_verdict(const struct report *report, FILE *file, const char *title,
			enum verdict verdict)
{
	size_t count = report_count(report, verdict) + count_others(report, verdict);

	if (count == 0)
		return;
	put_markup(file, "<h2>%s <small class=\"lead\">%zu</small></h2>\n<ul class=\"items\">\n",
		   title, count);
	for (size_t i = 0; i < CATALOGUE_SIZE; i++)
		if (report->entries[i].covered && report->entries[i].verdict == verdict)
			put_entry(file, &report->entries[i]);
	for (size_t i = 0; i < report->other_count; i++)
		if (report_verdict(report, report->others[i]) == verdict)
			put_other(file, report->others[i], verdict);
	fputs("</ul>\n", file);
}

static void put_fixed(const struct report *report, FILE *file)
{
	const char *begin = "<h2>Fixed: remove from the baseline</h2>\n<ul>";
	bool any = false;

	for (size_t i = 0; i < report->known_count; i++) {
		if (report->knowns[i].state != KNOWN_FIXED)
			continue;
		fputs(any ? "" : begin, file);
		any = true;
		put_markup(file, "<li><code>%s</code> <small>%s</small></li>", report->knowns[i].id,
			   report->knowns[i].reason);
	}
	if (any)
		fputs("</ul>\n", file);
}

void html_findings(const struct report *report, FILE *file)
{
	fputs("<section id=\"findings\">\n", file);
	put_verdict(report, file, "New deviations", VERDICT_DEVIATES);
	put_verdict(report, file, "Broken", VERDICT_BROKEN);
	put_verdict(report, file, "Known deviations", VERDICT_KNOWN_DEVIATION);
	put_fixed(report, file);
	fputs("</section>\n", file);
}
