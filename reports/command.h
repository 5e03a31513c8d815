/* What the program and its subcommands share: complaints, and formats with their files. */
#ifndef IPCTS_COMMAND_H
#define IPCTS_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "lines.h"

/* The command whose --help tells more: "ipcts-report", unless a subcommand says otherwise. */
extern const char *command_name;

/* Says in one line what is wrong with the command line, and exits with status 2. */
_Noreturn void refuse(const char *what, const char *value);

/* Prints the text of --help and exits. */
_Noreturn void print_usage(const char *usage);

/* Prints each line on standard error. */
void print_lines(const struct lines *lines);

/* Refuses what is neither a mechanism of the catalogue nor REPORT_FAULTS. */
const char *check_mechanism(const char *name);

/* A list of words, such as the values of an option that may be repeated. */
struct words {
	const char **word;
	size_t count;
};

void words_add(struct words *words, const char *word);

/* The formats to write, and where: pairs of --format and --output. */
struct outputs {
	const char *const *names; /* of all formats, the usual one first; the last is NULL */
	struct output_pair {
		size_t format;	  /* index of names */
		const char *path; /* NULL: to standard output */
	} * pair;
	size_t count;
};

/* --format NAME; refuses one that is none of the names. */
void outputs_format(struct outputs *outputs, const char *name);

/* --output PATH: of the format named last, or of the usual one if none is. */
void outputs_path(struct outputs *outputs, const char *path);

/* Writes the subject in the format with that index. */
typedef void outputs_render(size_t format, const void *subject, FILE *file);

/*
 * Writes all of them; the usual format to standard output if none was named. False,
 * after a line on standard error, if any could not be written.
 */
bool outputs_write(struct outputs *outputs, outputs_render *render, const void *subject);

/* The subcommands: like main(), the first argument is their name. */
int compare_main(int count, char **arguments);
int baseline_main(int count, char **arguments);
int diff_main(int count, char **arguments);

#endif
