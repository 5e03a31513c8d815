/*
 * A trial: one run of a subject (subjects/subject.h), by hand or by kyua, in a
 * directory of its own, looked at from outside.
 *
 *	directory/log		what the subject announces
 *	directory/tmp		TMPDIR
 *	directory/home		the working directory, with somebody's files in it
 *	directory/result	the result file
 */
#ifndef IPCTS_TRIAL_H
#define IPCTS_TRIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "../ipcts.h"

enum { MAX_SUBJECTS = 64, MAX_SETTINGS = 8 };

/* How long a trial may take, in seconds, on a very busy machine. */
#define TRIAL_LIMIT 25.0

/* What a subject says about itself; one that proves a requirement is to pass. */
struct subject {
	char name[64];
	char verdict[24];
	char reason[300]; /* regular expression */
};

struct trial {
	char directory[400];		    /* absolute */
	char program[400];		    /* what is executed */
	const char *result_file;	    /* NULL: that in the directory */
	const char *temporary;		    /* TMPDIR; NULL: that in the directory */
	const char *settings[MAX_SETTINGS]; /* "name=value", ... NULL */
	bool as_user;			    /* nobody runs it, if we are root */
	bool no_stdout;
	bool is_disturbed; /* signals, descriptors and the umask are not as usual */
	bool has_terminal; /* its streams are a terminal of its own */
	pid_t pid;
	int output_fd;
	int status;	    /* as of waitpid() */
	char result[1200];  /* the first line of the result file, "" without one */
	char output[20000]; /* the beginning of both streams */
};

/* Finds the programs, and isolates the trials. Before anything else. */
void begin_trials(void);

/*
 * Goes where no object that a subject leaves can outlive the self-test: into
 * private namespaces, if that is permitted (isolation.c); whether it was.
 */
void isolate(void);
bool is_isolated(void);

/* What the program knows; returns the count. */
size_t list_subjects(const char *program, struct subject subjects[MAX_SUBJECTS]);

/* A trial of the program, to be changed and then started. */
struct trial new_trial(const char *program);

/* The path of something in the trial's directory; valid until the next call. */
const char *path_in(const struct trial *trial, const char *name);

/* Writes a file there. */
void write_file_in(const struct trial *trial, const char *name, const char *text);

/* Starts the subject by hand; what is run is argv, in the end. */
void start_trial(struct trial *trial, const char *subject);
void start_command(struct trial *trial, char **argv);

/* Waits until every process that holds the trial's output is gone. */
void finish_trial(struct trial *trial);

/* The number that the subject announced behind a word; waits for it. */
pid_t await_announced(const struct trial *trial, const char *word);

/* verdict, and reason by the regular expression, are those of the result line. */
void expect_verdict(const char *result, const char *verdict, const char *reason);

/* The regular expression is found in the output. */
void expect_output(const struct trial *trial, const char *regex);

/* By kyua (kyua.c). */

/* Adds a program, under a name of its own, to those that kyua is to run. */
void add_program(const struct trial *trial, const char *program, const char *name);
void start_kyua(struct trial *trial, const char *parallelism);

/* Finds "name:subject  ->  result" in kyua's output, and copies the result. */
void kyua_result(const struct trial *trial, const char *name, const char *subject, char *result,
		 size_t size);

/* What is left (leftovers.c). */

/* Makes the files that must survive the trial. */
void plant_files(const struct trial *trial);

/*
 * What the subject announced, its processes and its files are gone, and
 * nobody else's are; now, or after a while when the supervisor was not waited for.
 */
void expect_nothing_left(const struct trial *trial);
void await_nothing_left(const struct trial *trial);

/* Kills the processes that the subject announced. */
void kill_announced(const struct trial *trial);

#endif
