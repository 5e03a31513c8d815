#include "command.h"

#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "report.h"

const char *command_name = "ipcts-report";

_Noreturn void refuse(const char *what, const char *value)
{
	struct pool pool = {0};
	struct lines line = {0};

	lines_add(&line, &pool, "%s: %s%s; see %s --help", command_name, what, value, command_name);
	fprintf(stderr, "%s\n", line.line[0]);
	exit(2);
}

_Noreturn void print_usage(const char *usage)
{
	fputs(usage, stdout);
	exit(fflush(stdout) == 0 ? 0 : 2);
}

void print_lines(const struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		fprintf(stderr, "%s: %s\n", command_name, lines->line[i]);
}

const char *check_mechanism(const char *name)
{
	bool known = strcmp(name, REPORT_FAULTS) == 0;

	for (size_t i = 0; i < CATALOGUE_SIZE && !known; i++)
		known = strcmp(catalogue[i].mechanism, name) == 0;
	if (!known)
		refuse("no such mechanism: ", name);
	return name;
}

void words_add(struct words *words, const char *word)
{
	words->word = array_resize(words->word, words->count + 1, sizeof(*words->word));
	words->word[words->count++] = word;
}

static void add_pair(struct outputs *outputs, size_t format)
{
	outputs->pair = array_resize(outputs->pair, outputs->count + 1, sizeof(*outputs->pair));
	outputs->pair[outputs->count++] = (struct output_pair){format, NULL};
}

void outputs_format(struct outputs *outputs, const char *name)
{
	for (size_t i = 0; outputs->names[i]; i++) {
		if (strcmp(outputs->names[i], name) == 0) {
			add_pair(outputs, i);
			return;
		}
	}
	refuse("no such format: ", name);
}

void outputs_path(struct outputs *outputs, const char *path)
{
	if (outputs->count == 0)
		add_pair(outputs, 0);
	if (outputs->pair[outputs->count - 1].path)
		refuse("no --format before --output ", path);
	outputs->pair[outputs->count - 1].path = path;
}

bool outputs_write(struct outputs *outputs, outputs_render *render, const void *subject)
{
	bool good = true;

	if (outputs->count == 0)
		add_pair(outputs, 0);
	for (size_t i = 0; i < outputs->count; i++) {
		struct output output;

		if (!output_open(&output, outputs->pair[i].path)) {
			good = false;
			continue;
		}
		render(outputs->pair[i].format, subject, output.file);
		good = output_close(&output) && good;
	}
	return good;
}
