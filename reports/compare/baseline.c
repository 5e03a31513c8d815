/* ipcts-report baseline: see usage. */
#include "listing.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "../clean.h"
#include "../command.h"
#include "../output.h"
#include "../summary.h"

#define LONGEST_REASON 300

static const char usage[] =
	"Usage: ipcts-report baseline [OPTION]... RESULT...\n"
	"Writes a baseline: the deviations that the results show, one per line, as\n"
	"\"id | reason | link\". A RESULT is a results database of kyua, or a folder that\n"
	"holds some (*.db).\n"
	"\n"
	"  --reasons FILE  a baseline whose reasons and links are taken for the ids that it\n"
	"                  has; may be repeated, the first one counts. Without one, the\n"
	"                  reason is what the case said.\n"
	"  --output FILE   write to FILE, not to standard output\n"
	"  --help          show this text\n"
	"\n"
	"Exit status: 0 written, 2 bad usage, bad input or an output that could not be\n"
	"written. What is broken is no deviation: a line tells how much of it there is.\n";

static void parse_option(struct listing *listing, const char **path, int option)
{
	char error[1000];
	struct baseline *baseline;

	switch (option) {
	case 'r':
		baseline = baseline_read(optarg, error, sizeof(error));
		if (!baseline)
			refuse("baseline ", error);
		listing->reasons = array_resize(listing->reasons, listing->reason_count + 1,
						sizeof(struct baseline *));
		listing->reasons[listing->reason_count++] = baseline;
		break;
	case 'o':
		*path = optarg;
		break;
	case 'h':
		print_usage(usage);
	default:
		exit(2); /* getopt_long() has said why */
	}
}

static void parse_options(struct listing *listing, const char **path, int count, char **arguments)
{
	static const struct option names[] = {
		{"reasons", required_argument, NULL, 'r'},
		{"output", required_argument, NULL, 'o'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(count, arguments, "", names, NULL)) != -1)
		parse_option(listing, path, option);
	if (optind == count)
		refuse("no results given", "");
}

/* "FILE.c:12: what happened": the line's number is another one soon. */
static const char *skip_place(const char *reason)
{
	const char *colon = strchr(reason, ':'), *digits = colon ? colon + 1 : NULL;
	size_t length = digits ? strspn(digits, "0123456789") : 0;

	if (!length || strncmp(digits + length, ": ", 2) != 0 ||
	    (size_t)(colon - reason) != strcspn(reason, " :"))
		return reason;
	return digits + length + 2;
}

/* One line that can be a field of a baseline. */
static const char *clean_reason(struct pool *pool, const char *reason)
{
	const char *shortened = summary_shorten(pool, skip_place(reason));
	char *text = pool_printf(pool, "%s",
				 clean_line(pool, shortened, strlen(shortened), LONGEST_REASON));

	for (char *bar = text; (bar = strchr(bar, '|'));)
		*bar = '/';
	return text[strspn(text, " ")] ? text : "no reason was given";
}

static void put_line(struct listing *listing, FILE *file, const struct line *line)
{
	const struct baseline_entry *known = listing_reason(listing, line->id);
	const char *reason = known ? known->reason : clean_reason(&listing->pool, line->reason);

	fprintf(file, "%s | %s", line->id, reason);
	if (known && *known->link)
		fprintf(file, " | %s", known->link);
	fputc('\n', file);
}

static const char *fact(const struct report *report, const char *key)
{
	for (size_t i = 0; i < report->fact_count; i++)
		if (strcmp(report->facts[i].key, key) == 0)
			return report->facts[i].value;
	return NULL;
}

static void put_listing(struct listing *listing, FILE *file, const struct report *report)
{
	const char *kernel = fact(report, "kernel.release"), *libc = fact(report, "libc");

	fputs("# Known deviations", file);
	if (kernel && libc)
		fprintf(file, ", seen with %s %s and %s", fact(report, "kernel.name"), kernel,
			libc);
	fputs(".\n# id | reason | link\n", file);
	for (size_t i = 0; i < listing->count; i++)
		put_line(listing, file, &listing->line[i]);
}

static void complain(const struct listing *listing, const struct report *report)
{
	if (report->broken)
		fprintf(stderr, "%s: %zu broken, which no baseline excuses\n", command_name,
			report->broken);
	if (listing->left_out)
		fprintf(stderr, "%s: %zu names of cases cannot be written to a baseline\n",
			command_name, listing->left_out);
}

int baseline_main(int count, char **arguments)
{
	struct listing listing = {0};
	struct results results = {0};
	struct report report;
	struct output output;
	const char *path = NULL;
	int status = 2;

	parse_options(&listing, &path, count, arguments);
	for (int i = optind; i < count; i++)
		results_read(&results, arguments[i]);
	report_make(&report, &results, NULL, NULL, 0);
	print_lines(&results.problems);
	listing_make(&listing, &report);
	complain(&listing, &report);
	/* A baseline of half the results would make the other half's deviations new. */
	if (!results.problems.count && output_open(&output, path)) {
		put_listing(&listing, output.file, &report);
		status = output_close(&output) ? 0 : 2;
	}
	report_free(&report);
	results_free(&results);
	listing_free(&listing);
	return status;
}
