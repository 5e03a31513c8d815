/*
 * A trial: one run of a subject (subjects/subject.h), by hand or by kyua, in a
 * directory of its own, looked at from outside.
 */
#ifndef IPCTS_TRIAL_H
#define IPCTS_TRIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "../ipcts.h"

enum { MAX_SUBJECTS = 64, MAX_SETTINGS = 8 };

/* What a subject says about itself. */
struct subject {
	char name[64];
	char verdict[24];
	char reason[300];	/* regular expression */
};

struct trial {
	char directory[400];	/* absolute */
	char program[400];	/* what is executed */
	const char *result_file;	/* NULL: "result" in the directory */
	const char *temporary;	/* TMPDIR; NULL: "tmp" in the directory */
	const char *settings[MAX_SETTINGS];	/* "name=value", ... NULL */
	bool as_user;		/* nobody runs it, if we are root */
	bool no_stdout;
	pid_t pid;
	int output_fd;
	int status;		/* as of waitpid() */
	char result[1200];	/* the first line of the result file, "" without one */
	char output[20000];	/* the beginning of both streams */
};

/* Finds the programs; before anything else. */
void find_subjects(void);

/* What the program knows; returns the count. */
size_t list_subjects(const char *program, struct subject subjects[MAX_SUBJECTS]);

/* A trial of the program, to be changed and then started. */
struct trial new_trial(const char *program);

/* Starts the subject by hand, or all subjects by kyua with that parallelism. */
void start_trial(struct trial *trial, const char *subject);
void start_kyua(struct trial *trial, const char *parallelism);

/* Waits until every process that holds the trial's output is gone. */
void finish_trial(struct trial *trial);

/* The number that the subject announced behind a word; waits for it. */
pid_t await_announced(const struct trial *trial, const char *word);

/* verdict, and reason by the regular expression, are those of the result line. */
void expect_verdict(const char *result, const char *verdict, const char *reason);

/* What the subject announced, its processes and its files are gone. */
void expect_nothing_left(const struct trial *trial);

/* Finds "program:subject  ->  result" in kyua's output; NULL: none. */
const char *kyua_result(const struct trial *trial, const char *subject, char *line, size_t size);

/* Writes a file in the trial's directory; returns its path, valid until the next call. */
const char *write_trial_file(const struct trial *trial, const char *name, const char *text);

#endif
