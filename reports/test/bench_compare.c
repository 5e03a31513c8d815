/*
 * How long ipcts-report compare takes, and how much memory, for the results of many
 * machines: simulates their folders from a summary, compares them, prints the figures
 * and fails beyond the limits, or if they grow faster than the number of folders.
 *
 *	bench_compare PROGRAM [SUMMARY]
 *
 * Without a summary, one is made of generated cases, one for each requirement.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../../cases/catalogue.h"
#include "sample.h"
#include "simulate.h"

#define MOST_SECONDS 10.0
#define MOST_MEGABYTES 500.0

/* Ten times as many folders may take so many times as long. */
#define MOST_GROWTH 13.0

extern char **environ;

static const unsigned sizes[] = {100, 300, 1000};
#define SIZES (sizeof(sizes) / sizeof(*sizes))

static void folder_of(char *path, size_t size, unsigned number)
{
	snprintf(path, size, "fleet/node-%05u", number);
}

/* Runs the program; its complaints go nowhere. Returns the seconds, or -1 if it failed. */
static double run(char *const arguments[], struct rusage *usage)
{
	posix_spawn_file_actions_t actions;
	struct timespec start, end;
	int status = -1;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	clock_gettime(CLOCK_MONOTONIC, &start);
	if (posix_spawn(&pid, arguments[0], &actions, NULL, arguments, environ) != 0 ||
	    wait4(pid, &status, 0, usage) != pid)
		perror(arguments[0]);
	clock_gettime(CLOCK_MONOTONIC, &end);
	posix_spawn_file_actions_destroy(&actions);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return -1;
	return (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
}

/* A case for each requirement, and one in 50 that fails. */
static void write_database(void)
{
	sqlite3 *database = sample_create("one.db");

	for (size_t i = 0; i < CATALOGUE_SIZE; i++) {
		char program[100], output[200];

		snprintf(program, sizeof(program), "cases/%s/p_test", catalogue[i].mechanism);
		snprintf(output, sizeof(output), "observation: %s: value = %zu\nfact: f%zu = %zu\n",
			 catalogue[i].id, i, i % 60, i % 60);
		sample_add(database, &(struct sample_case){
					     .program = program,
					     .name = catalogue[i].id,
					     .requirements = catalogue[i].id,
					     .type = i % 50 ? "passed" : "failed",
					     .reason = i % 50 ? NULL : "p_test.c:12: expected 1",
					     .output = i % 5 ? NULL : output,
				     });
	}
	sample_add(database, &(struct sample_case){.program = "cases/environment/facts_test",
						   .name = "facts",
						   .output = "fact: kernel.release = 6.18\n"});
	sample_finish(database);
}

static char *make_summary(const char *program)
{
	char *arguments[] = {(char *)program, "--format", "summary", "--output",
			     "one.tsv",	      "one.db",	  NULL};
	struct rusage usage;

	write_database();
	run(arguments, &usage); /* exit status 1: it has deviations */
	remove("one.db");
	return "one.tsv";
}

static char *read_text(const char *path)
{
	FILE *file = fopen(path, "r");
	struct stat status;
	char *text = NULL;

	if (file && fstat(fileno(file), &status) == 0 &&
	    (text = calloc(1, (size_t)status.st_size + 1)) &&
	    fread(text, 1, (size_t)status.st_size, file) != (size_t)status.st_size)
		text[0] = '\0';
	if (!text || !*text) {
		perror(path);
		exit(2);
	}
	fclose(file);
	return text;
}

static double seconds_of(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

/*
 * Compares the folders that are there; true if that kept within the limits. The time is
 * that of the processor: others may keep the machine busy.
 */
static int measure(const char *program, unsigned count, int each, double *seconds)
{
	char *grouped[] = {(char *)program, "compare",	"--format", "json",
			   "--output",	    "out.json", "--format", "html",
			   "--output",	    "out.html", "fleet",    NULL};
	char *shown[] = {(char *)program, "compare",  "--no-group", "--format", "json",
			 "--output",	  "out.json", "fleet",	    NULL};
	struct rusage usage = {0};
	double megabytes, wall = run(each ? shown : grouped, &usage);

	*seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
	megabytes = (double)usage.ru_maxrss / 1024;
	printf("ipcts-report compare, %4u folders of %d entries, %s: %.2f s processor time (limit "
	       "%.0f), %.2f s, %.0f MB (limit %.0f)\n",
	       count, (int)CATALOGUE_SIZE, each ? "each shown, JSON" : "JSON and HTML", *seconds,
	       MOST_SECONDS, wall, megabytes, MOST_MEGABYTES);
	return wall >= 0 && *seconds < MOST_SECONDS && megabytes < MOST_MEGABYTES;
}

static int measure_all(const char *program, const char *summary)
{
	double seconds[SIZES] = {0}, shown;
	unsigned made = 0;
	char folder[100];
	int good = 1;

	for (size_t i = 0; i < SIZES; i++) {
		for (; made < sizes[i]; made++) {
			folder_of(folder, sizeof(folder), made);
			simulate_machine(folder, made, summary);
		}
		good = measure(program, sizes[i], 0, &seconds[i]) && good;
	}
	good = measure(program, sizes[SIZES - 1], 1, &shown) && good;
	printf("%u times the folders: %.1f times the time (limit %.0f)\n",
	       sizes[SIZES - 1] / sizes[0], seconds[SIZES - 1] / seconds[0], MOST_GROWTH);
	for (unsigned i = 0; i < made; i++) {
		folder_of(folder, sizeof(folder), i);
		simulate_remove(folder, summary);
	}
	return good && seconds[SIZES - 1] < MOST_GROWTH * seconds[0];
}

int main(int count, char **arguments)
{
	const char *parent = getenv("TMPDIR");
	char *program = count > 1 ? realpath(arguments[1], NULL) : NULL;
	char *given = count > 2 ? realpath(arguments[2], NULL) : NULL;
	char directory[4096], *summary;
	int good;

	snprintf(directory, sizeof(directory), "%s/ipcts-bench-XXXXXX", parent ? parent : "/tmp");
	if (!program || (count > 2 && !given) || !mkdtemp(directory) || chdir(directory) != 0 ||
	    mkdir("fleet", 0700) != 0) {
		fputs("usage: bench_compare PROGRAM [SUMMARY]\n", stderr);
		return 2;
	}
	summary = read_text(given ? given : make_summary(program));
	good = measure_all(program, summary);
	remove("one.tsv");
	remove("out.json");
	remove("out.html");
	rmdir("fleet");
	rmdir(directory);
	free(summary);
	free(given);
	free(program);
	return !good;
}
