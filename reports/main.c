/*
 * ipcts-report: what the results of kyua runs say of the catalogue.
 *
 * Exit status: 0 conforming, or nothing beyond the baseline; 1 new deviations
 * or broken cases; 2 bad usage, bad input or an output that was not written.
 */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "render.h"

static const char usage[] =
	"Usage: ipcts-report [OPTION]... RESULT...\n"
	"       ipcts-report compare|baseline|diff ...\n"
	"Says which requirements the results of kyua runs show to be met. A RESULT is a\n"
	"results database of kyua, or a folder that holds some (*.db).\n"
	"\n"
	"  --format FORMAT   text (default), json, junit, markdown, html, or summary, which\n"
	"                    is small and what compare reads\n"
	"  --output FILE     write the format named last to FILE, not to standard output;\n"
	"                    the pair may be repeated, to write several formats at once\n"
	"  --baseline FILE   known deviations, one per line: id | reason | link\n"
	"  --mechanism NAME  report this mechanism only, or \"fault\", what failing calls do;\n"
	"                    may be repeated\n"
	"  --help            show this text\n"
	"\n"
	"\"ipcts-report compare --help\" tells how to put targets side by side, \"baseline\"\n"
	"how to write a baseline, \"diff\" how to see what is new.\n"
	"\n"
	"Exit status: 0 conforming, or nothing beyond the baseline; 1 new deviations or\n"
	"broken cases; 2 bad usage, bad input or an output that could not be written.\n";

static const char *const format_names[] = {"text", "json",    "junit", "markdown",
					   "html", "summary", NULL};
static render_function *const formats[] = {render_text,	    render_json, render_junit,
					   render_markdown, render_html, render_summary};

static const struct subcommand {
	const char *name, *command;
	int (*main)(int count, char **arguments);
} subcommands[] = {
	{"compare", "ipcts-report compare", compare_main},
	{"baseline", "ipcts-report baseline", baseline_main},
	{"diff", "ipcts-report diff", diff_main},
};

struct options {
	struct outputs outputs;
	struct words mechanisms;
	const char *baseline;
};

static void parse_option(struct options *options, int option)
{
	switch (option) {
	case 'f':
		outputs_format(&options->outputs, optarg);
		break;
	case 'o':
		outputs_path(&options->outputs, optarg);
		break;
	case 'b':
		options->baseline = optarg;
		break;
	case 'm':
		words_add(&options->mechanisms, check_mechanism(optarg));
		break;
	case 'h':
		print_usage(usage);
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
}

static struct baseline *read_baseline(const char *path)
{
	char error[1000];
	struct baseline *baseline = baseline_read(path, error, sizeof(error));

	if (!baseline)
		refuse("baseline ", error);
	return baseline;
}

static void render(size_t format, const void *subject, FILE *file)
{
	formats[format](subject, file);
}

static int report_main(int count, char **arguments)
{
	struct options options = {.outputs.names = format_names};
	struct baseline *baseline = NULL;
	struct results results = {0};
	struct report report;
	int status;

	parse_options(&options, count, arguments);
	if (options.baseline)
		baseline = read_baseline(options.baseline);
	for (int i = optind; i < count; i++)
		results_read(&results, arguments[i]);
	report_make(&report, &results, baseline, options.mechanisms.word, options.mechanisms.count);
	print_lines(&report.notes);
	print_lines(&report.problems);
	status = report_status(&report);
	if (!outputs_write(&options.outputs, render, &report))
		status = 2;
	report_free(&report);
	results_free(&results);
	baseline_free(baseline);
	free(options.outputs.pair);
	free(options.mechanisms.word);
	return status;
}

int main(int count, char **arguments)
{
	for (size_t i = 0; count > 1 && i < sizeof(subcommands) / sizeof(*subcommands); i++) {
		if (strcmp(arguments[1], subcommands[i].name) == 0) {
			command_name = subcommands[i].command;
			return subcommands[i].main(count - 1, arguments + 1);
		}
	}
	return report_main(count, arguments);
}
