/* ipcts-report compare: see usage. */
#include "../command.h"

#include <getopt.h>
#include <stdlib.h>

#include "load.h"
#include "model.h"
#include "previous.h"

static const char usage[] =
	"Usage: ipcts-report compare [OPTION]... [LABEL=]DIR...\n"
	"Puts targets side by side: what each of them makes of each requirement. A DIR is\n"
	"the output folder of a run of scripts/conformance, the folder with its databases,\n"
	"or a folder of such folders; its last name is the target's label, unless one is\n"
	"given. Targets that say exactly the same are shown as one.\n"
	"\n"
	"  --format FORMAT     text (default), json, markdown, csv or html\n"
	"  --output FILE       write the format named last to FILE, not to standard output;\n"
	"                      the pair may be repeated, to write several formats at once\n"
	"  --only-differences  show what is not the same for all targets, or changed\n"
	"  --mechanism NAME    compare this mechanism only, or \"fault\", what failing calls\n"
	"                      do; may be repeated\n"
	"  --previous [LABEL=]DIR\n"
	"                      the target's previous run, to show what is new, fixed or no\n"
	"                      longer tested; or a comparison in JSON, or a folder of such\n"
	"                      runs, for the targets with these labels; may be repeated\n"
	"  --no-group          show each target, even if it says the same as another\n"
	"  --help              show this text\n"
	"\n"
	"Exit status: 0 compared, 2 bad usage, nothing that could be compared, or an output\n"
	"that could not be written. A folder that cannot be read is named, the others are\n"
	"compared.\n";

static const char *const format_names[] = {"text", "json", "markdown", "csv", "html", NULL};
static compare_function *const formats[] = {render_compare_text, render_compare_json,
					    render_compare_markdown, render_compare_csv,
					    render_compare_html};

struct options {
	struct outputs outputs;
	struct words mechanisms;
	struct words previous;
	bool only_differences;
	bool single;
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
	case 'm':
		words_add(&options->mechanisms, check_mechanism(optarg));
		break;
	case 'p':
		words_add(&options->previous, optarg);
		break;
	case 'd':
		options->only_differences = true;
		break;
	case 'g':
		options->single = true;
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
		{"mechanism", required_argument, NULL, 'm'},
		{"previous", required_argument, NULL, 'p'},
		{"only-differences", no_argument, NULL, 'd'},
		{"no-group", no_argument, NULL, 'g'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(count, arguments, "", names, NULL)) != -1)
		parse_option(options, option);
	if (optind == count)
		refuse("no folders given", "");
}

static void read_runs(struct groups *groups, struct inputs *inputs, const struct previous *previous)
{
	for (size_t i = 0; i < inputs->count; i++) {
		const struct input *input = &inputs->input[i];
		struct loaded loaded;

		if (load_run(&loaded, inputs, input))
			groups_add(groups, input->label, &loaded.text,
				   previous_find(previous, input->label, inputs->count == 1));
		free(loaded.bytes);
	}
}

static void read_everything(struct groups *groups, struct comparison *comparison,
			    const struct options *options, int count, char **arguments)
{
	struct inputs inputs = {
		.pool = &comparison->pool,
		.problems = &comparison->problems,
		.notes = &comparison->notes,
	};
	struct previous previous = {0};

	for (size_t i = 0; i < options->previous.count; i++)
		previous_add(&previous, groups, &inputs, options->previous.word[i]);
	previous_sort(&previous);
	for (int i = 0; i < count; i++)
		inputs_add(&inputs, arguments[i]);
	inputs_label(&inputs);
	read_runs(groups, &inputs, &previous);
	inputs_free(&inputs);
	previous_free(&previous);
}

static void render(size_t format, const void *subject, FILE *file)
{
	formats[format](subject, file);
}

/* False if there is nothing to compare. */
static bool make(struct comparison *comparison, const struct options *options, int count,
		 char **arguments)
{
	struct comparison_options wanted = {options->mechanisms.word, options->mechanisms.count,
					    options->only_differences};
	struct groups groups;

	groups_start(&groups, &comparison->pool, options->single);
	read_everything(&groups, comparison, options, count, arguments);
	if (groups.count > 0)
		comparison_make(comparison, &groups, &wanted);
	groups_free(&groups);
	comparison_note_uncovered(comparison);
	if (comparison->column_count > 0 && comparison->row_count == 0)
		lines_add(&comparison->problems, &comparison->pool,
			  "no results of the mechanisms that were named");
	return comparison->row_count > 0;
}

int compare_main(int count, char **arguments)
{
	struct options options = {.outputs.names = format_names};
	struct comparison comparison = {0};
	int status = 2;
	bool made;

	parse_options(&options, count, arguments);
	made = make(&comparison, &options, count - optind, arguments + optind);
	print_lines(&comparison.notes);
	print_lines(&comparison.problems);
	if (made && outputs_write(&options.outputs, render, &comparison))
		status = 0;
	comparison_free(&comparison);
	free(options.outputs.pair);
	free(options.mechanisms.word);
	free(options.previous.word);
	return status;
}
