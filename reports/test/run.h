/* Runs ipcts-report as a user would, and looks at what it said. */
#ifndef IPCTS_RUN_H
#define IPCTS_RUN_H

#include <atf-c.h>
#include <jansson.h>

#include "sample.h"

/* Where the program is, seen from the folder of the test program's Kyuafile. */
#ifndef REPORT_PROGRAM
#error "define REPORT_PROGRAM"
#endif

/* What a run left. The texts end with a NUL, which they hold nowhere else. */
struct run {
	int status; /* 128 + the signal, if one ended it */
	char *output;
	char *errors;
};

/* Runs the program with these arguments (up to 19), the last one NULL. */
struct run run_report(const atf_tc_t *tc, ...) __attribute__((sentinel));

/* Runs it with --format json and these arguments, and parses what it says. */
json_t *run_json(const atf_tc_t *tc, int status, ...) __attribute__((sentinel));

/* The verdict of the requirement or error condition of that id. */
const char *verdict_of(json_t *report, const char *id);

/* The whole entry of that id. */
json_t *entry_of(json_t *report, const char *id);

/* How many lines text has. */
size_t count_lines(const char *text);

/* The content of a file, *size bytes of it and a NUL. */
char *read_whole(const char *path, size_t *size);

/* Makes a file that holds text. */
void write_file(const char *path, const char *text);

/* Makes a database with that one case. */
void write_sample(const char *path, const struct sample_case *result);

/* A path seen from the folder of the Kyuafile. */
const char *in_source(const atf_tc_t *tc, const char *path);

#endif
