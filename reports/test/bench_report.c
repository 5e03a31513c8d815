/*
 * How long ipcts-report takes, and how much memory, for many results: makes
 * files of generated cases, renders JSON and HTML at once, prints the figures
 * and fails beyond the limits.
 *
 *	bench_report PROGRAM [FILES [CASES]]
 */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../../cases/catalogue.h"
#include "sample.h"

#define MOST_SECONDS 5.0
#define MOST_MEGABYTES 200.0

extern char **environ;

/* Every requirement in many variants, as a suite with all its variants would have. */
static void write_results(unsigned file, unsigned cases)
{
	char path[40], name[200], program[100];
	sqlite3 *database;

	snprintf(path, sizeof(path), "%04u.db", file);
	database = sample_create(path);
	for (unsigned i = 0; i < cases; i++) {
		const struct requirement *about = &catalogue[(file * cases + i) % CATALOGUE_SIZE];

		snprintf(name, sizeof(name), "%s@variant_%u_%u", about->id, file, i);
		snprintf(program, sizeof(program), "cases/%s/p%u_test", about->mechanism, i / 100);
		sample_add(database,
			   &(struct sample_case){
				   .program = program,
				   .name = name,
				   .requirements = about->id,
				   .type = i % 100 ? "passed" : "failed",
				   .reason = i % 100 ? NULL : "read_test.c:12: expected 1, got 0",
				   .output = i % 10 ? NULL : "reader: blocked in read()\n"});
	}
	sample_finish(database);
}

static double seconds_of(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double seconds_since(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

/* Renders the results in the current directory; true if that kept within the limits. */
static int measure(const char *program, unsigned files, unsigned cases)
{
	char *arguments[] = {(char *)program, "--format", "json", "--output",
			     "out.json",      "--format", "html", "--output",
			     "out.html",      ".",	  NULL};
	struct timespec start;
	struct rusage usage;
	double seconds, megabytes;
	int status;
	pid_t pid;

	clock_gettime(CLOCK_MONOTONIC, &start);
	if (posix_spawn(&pid, program, NULL, NULL, arguments, environ) != 0 ||
	    wait4(pid, &status, 0, &usage) != pid) {
		perror(program);
		return 0;
	}
	seconds = seconds_since(&start);
	megabytes = (double)usage.ru_maxrss / 1024;
	printf("ipcts-report, %u files of %u cases, JSON and HTML: %.2f s (limit %.0f), of which "
	       "%.2f s processor time, %.0f MB (limit %.0f)\n",
	       files, cases, seconds, MOST_SECONDS,
	       seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime), megabytes, MOST_MEGABYTES);
	return WIFEXITED(status) && WEXITSTATUS(status) == 1 && seconds < MOST_SECONDS &&
	       megabytes < MOST_MEGABYTES;
}

static void remove_files(unsigned files)
{
	char path[40];

	for (unsigned i = 0; i < files; i++) {
		snprintf(path, sizeof(path), "%04u.db", i);
		remove(path);
	}
	remove("out.json");
	remove("out.html");
}

int main(int count, char **arguments)
{
	unsigned files = count > 2 ? (unsigned)strtoul(arguments[2], NULL, 10) : 100;
	unsigned cases = count > 3 ? (unsigned)strtoul(arguments[3], NULL, 10) : 2000;
	const char *parent = getenv("TMPDIR");
	char directory[4096];
	char *program = count > 1 ? realpath(arguments[1], NULL) : NULL;
	int good;

	snprintf(directory, sizeof(directory), "%s/ipcts-bench-XXXXXX", parent ? parent : "/tmp");
	if (!program || !mkdtemp(directory) || chdir(directory) != 0) {
		fputs("usage: bench_report PROGRAM [FILES [CASES]]\n", stderr);
		return 2;
	}
	for (unsigned i = 0; i < files; i++)
		write_results(i, cases);
	good = measure(program, files, cases);
	remove_files(files);
	rmdir(directory);
	free(program);
	return !good;
}
