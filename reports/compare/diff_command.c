/* ipcts-report diff: see usage. */
#include "../command.h"

#include <getopt.h>
#include <stdlib.h>

#include "diff.h"

static const char usage[] =
	"Usage: ipcts-report diff [OPTION]... OLD NEW\n"
	"Says what changed from one run to another: new deviations, fixed ones, requirements\n"
	"that are no longer tested, and observations. OLD and NEW are output folders of\n"
	"scripts/conformance, or the folders with their databases; OLD may be a baseline.\n"
	"\n"
	"  --format FORMAT  text (default), json or markdown\n"
	"  --output FILE    write the format named last to FILE, not to standard output;\n"
	"                   the pair may be repeated, to write several formats at once\n"
	"  --help           show this text\n"
	"\n"
	"Exit status: 0 no new deviation, 1 at least one, 2 bad usage, input that could not\n"
	"be read, or an output that could not be written.\n";

static const char *const format_names[] = {"text", "json", "markdown", NULL};
static diff_function *const formats[] = {render_diff_text, render_diff_json, render_diff_markdown};

static void parse_option(struct outputs *outputs, int option)
{
	switch (option) {
	case 'f':
		outputs_format(outputs, optarg);
		break;
	case 'o':
		outputs_path(outputs, optarg);
		break;
	case 'h':
		print_usage(usage);
	default:
		exit(2); /* getopt_long() has said why */
	}
}

static void parse_options(struct outputs *outputs, int count, char **arguments)
{
	static const struct option names[] = {
		{"format", required_argument, NULL, 'f'},
		{"output", required_argument, NULL, 'o'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(count, arguments, "", names, NULL)) != -1)
		parse_option(outputs, option);
	if (count - optind != 2)
		refuse("give two runs: OLD NEW", "");
}

static void render(size_t format, const void *subject, FILE *file)
{
	formats[format](subject, file);
}

int diff_main(int count, char **arguments)
{
	struct outputs outputs = {.names = format_names};
	struct diff diff = {0};
	int status = 2;
	bool good;

	parse_options(&outputs, count, arguments);
	good = diff_read(&diff, arguments[optind], arguments[optind + 1]);
	print_lines(&diff.notes);
	print_lines(&diff.problems);
	if (good && outputs_write(&outputs, render, &diff) && diff.problems.count == 0)
		status = diff.lists[DIFF_NEW].count > 0;
	diff_free(&diff);
	free(outputs.pair);
	return status;
}
