/*
 * ipcts-report: what the results of kyua runs say of the catalogue.
 *
 * Exit status: 0 conforming, or nothing beyond the baseline; 1 new deviations
 * or broken cases; 2 bad usage, bad input or an output that was not written.
 */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "lookup.h"
#include "output.h"
#include "render.h"

static const char usage[] =
	"Usage: ipcts-report [OPTION]... RESULT...\n"
	"Says which requirements the results of kyua runs show to be met. A RESULT is a\n"
	"results database of kyua, or a folder that holds some (*.db).\n"
	"\n"
	"  --format FORMAT   text (default), json, junit, markdown or html\n"
	"  --output FILE     write the format named last to FILE, not to standard output;\n"
	"                    the pair may be repeated, to write several formats at once\n"
	"  --baseline FILE   known deviations, one per line: id | reason | link\n"
	"  --mechanism NAME  report this mechanism only, or \"fault\", what failing calls do;\n"
	"                    may be repeated\n"
	"  --help            show this text\n"
	"\n"
	"Exit status: 0 conforming, or nothing beyond the baseline; 1 new deviations or\n"
	"broken cases; 2 bad usage, bad input or an output that could not be written.\n";

static const struct format {
	const char *name;
	render_function *render;
} formats[] = {
	{"text", render_text},	       {"json", render_json}, {"junit", render_junit},
	{"markdown", render_markdown}, {"html", render_html},
};

/* A format to write and where; path NULL: to standard output. */
struct target {
	const struct format *format;
	const char *path;
};

struct options {
	struct target *targets;
	size_t target_count;
	const char **mechanisms;
	size_t mechanism_count;
	const char *baseline;
};

_Noreturn static void refuse(const char *what, const char *value)
{
	struct pool pool = {0};
	struct lines line = {0};

	lines_add(&line, &pool, "ipcts-report: %s%s; see ipcts-report --help", what, value);
	fprintf(stderr, "%s\n", line.line[0]);
	exit(2);
}

static const struct format *find_format(const char *name)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	refuse("no such format: ", name);
}

static void add_target(struct options *options, const struct format *format)
{
	options->targets = array_resize(options->targets, options->target_count + 1,
					sizeof(*options->targets));
	options->targets[options->target_count++] = (struct target){format, NULL};
}

/* Belongs to the --format before it; without one, to the text. */
static void set_path(struct options *options, const char *path)
{
	if (options->target_count == 0)
		add_target(options, &formats[0]);
	if (options->targets[options->target_count - 1].path)
		refuse("no --format before --output ", path);
	options->targets[options->target_count - 1].path = path;
}

static void add_mechanism(struct options *options, const char *name)
{
	bool known = strcmp(name, REPORT_FAULTS) == 0;

	for (size_t i = 0; i < CATALOGUE_SIZE && !known; i++)
		known = strcmp(catalogue[i].mechanism, name) == 0;
	if (!known)
		refuse("no such mechanism: ", name);
	options->mechanisms = array_resize(options->mechanisms, options->mechanism_count + 1,
					   sizeof(*options->mechanisms));
	options->mechanisms[options->mechanism_count++] = name;
}

static void parse_option(struct options *options, int option)
{
	switch (option) {
	case 'f':
		add_target(options, find_format(optarg));
		break;
	case 'o':
		set_path(options, optarg);
		break;
	case 'b':
		options->baseline = optarg;
		break;
	case 'm':
		add_mechanism(options, optarg);
		break;
	case 'h':
		fputs(usage, stdout);
		exit(fflush(stdout) == 0 ? 0 : 2);
	default:
		exit(2); /* getopt_long() has said why */
	}
}

static void parse_options(struct options *options, int count, char **arguments)
{
	static const struct option names[] = {
		{"format", required_argument, NULL, 'f'},
		{"output", required_argument, NULL, 'o'},
		{"baseline", required_argument, NULL, 'b'},
		{"mechanism", required_argument, NULL, 'm'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(count, arguments, "", names, NULL)) != -1)
		parse_option(options, option);
	if (optind == count)
		refuse("no results given", "");
	if (options->target_count == 0)
		add_target(options, &formats[0]);
}

static struct baseline *read_baseline(const char *path)
{
	char error[1000];
	struct baseline *baseline = baseline_read(path, error, sizeof(error));

	if (!baseline)
		refuse("baseline ", error);
	return baseline;
}

static bool write_target(const struct report *report, const struct target *target)
{
	struct output output;

	if (!output_open(&output, target->path))
		return false;
	target->format->render(report, output.file);
	return output_close(&output);
}

static void print_lines(const struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		fprintf(stderr, "ipcts-report: %s\n", lines->line[i]);
}

int main(int count, char **arguments)
{
	struct options options = {0};
	struct baseline *baseline = NULL;
	struct results results = {0};
	struct report report;
	int status;

	parse_options(&options, count, arguments);
	if (options.baseline)
		baseline = read_baseline(options.baseline);
	for (int i = optind; i < count; i++)
		results_read(&results, arguments[i]);
	report_make(&report, &results, baseline, options.mechanisms, options.mechanism_count);
	print_lines(&report.notes);
	print_lines(&report.problems);
	status = report_status(&report);
	for (size_t i = 0; i < options.target_count; i++)
		if (!write_target(&report, &options.targets[i]))
			status = 2;
	report_free(&report);
	results_free(&results);
	baseline_free(baseline);
	free(options.targets);
	free(options.mechanisms);
	return status;
}
