/*
 * A file that appears complete or not at all: written under a temporary name
 * in the same directory, and renamed when everything is on the disk.
 */
#ifndef IPCTS_OUTPUT_H
#define IPCTS_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

struct output {
	const char *path; /* NULL: standard output */
	char *temporary;  /* NULL: written in place, path is no regular file */
	FILE *file;
};

/* Opens the output; false, after one line on standard error, if it cannot. */
bool output_open(struct output *output, const char *path);

/*
 * Completes the output. If anything could not be written, says so in one line
 * on standard error, removes the temporary file and returns false.
 */
bool output_close(struct output *output);

#endif
