/*
 * Corrupts results databases, SHARD.died files and summaries, and reads them as
 * ipcts-report would, in all formats, in this process: built with sanitizers, any
 * memory error ends it.
 *
 *	fuzz_results [COUNT [SEED]]
 *
 * They run in children, so that a crash or a hang is counted, its seed printed,
 * and the next one tried; "fuzz_results 1 SEED" repeats it.
 */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../compare/listing.h"
#include "../compare/load.h"
#include "../compare/model.h"
#include "../render.h"
#include "hostile.h"

#define PER_CHILD 100
#define SECONDS_PER_READING 60

static void render_all(const struct report *report)
{
	static render_function *const formats[] = {render_text,	    render_json, render_junit,
						   render_markdown, render_html, render_summary};
	FILE *nowhere = fopen("/dev/null", "w");

	for (size_t i = 0; nowhere && i < sizeof(formats) / sizeof(*formats); i++)
		formats[i](report, nowhere);
	if (nowhere)
		fclose(nowhere);
}

/* Returns the summary of the results, to be freed. */
static char *read_and_render(const char *path, size_t *size)
{
	struct results results = {0};
	struct listing listing = {0};
	struct report report;
	char *summary = NULL;
	FILE *file = open_memstream(&summary, size);

	results_read(&results, path);
	report_make(&report, &results, NULL, NULL, 0);
	render_all(&report);
	listing_make(&listing, &report);
	if (file) {
		render_summary(&report, file);
		fclose(file);
	}
	listing_free(&listing);
	report_free(&report);
	results_free(&results);
	return summary;
}

static void render_comparison(const struct comparison *comparison)
{
	static compare_function *const formats[] = {render_compare_text, render_compare_json,
						    render_compare_markdown, render_compare_csv,
						    render_compare_html};
	FILE *nowhere = fopen("/dev/null", "w");

	for (size_t i = 0; nowhere && i < sizeof(formats) / sizeof(*formats); i++)
		formats[i](comparison, nowhere);
	if (nowhere)
		fclose(nowhere);
}

/* The folder is put beside itself, and is its own previous run. */
static void compare_and_render(const char *folder)
{
	struct comparison_options options = {NULL, 0, false};
	struct comparison comparison = {0};
	struct inputs inputs = {
		&comparison.pool, &comparison.problems, &comparison.notes, NULL, 0, 0};
	struct loaded loaded;
	struct groups groups;

	groups_start(&groups, &comparison.pool, true);
	inputs_add(&inputs, folder);
	if (inputs.count > 0 && load_run(&loaded, &inputs, &inputs.input[0])) {
		groups_add(&groups, "a", &loaded.text, NULL);
		groups_add(&groups, "b", &loaded.text, groups_said(&groups, &loaded.text));
		free(loaded.bytes);
		comparison_make(&comparison, &groups, &options);
		comparison_note_uncovered(&comparison);
		render_comparison(&comparison);
	}
	groups_free(&groups);
	inputs_free(&inputs);
	comparison_free(&comparison);
}

static void try_one(uint64_t seed)
{
	static const char folder[] = "fuzz", shard[] = "fuzz.db", died[] = "fuzz.died";
	size_t size, unused;
	char *summary;

	hostile_database(shard, seed);
	alarm(SECONDS_PER_READING);
	summary = read_and_render(shard, &size);
	hostile_died(died, seed);
	free(read_and_render(died, &unused));
	if (summary) {
		hostile_summary("fuzz/" SUMMARY_NAME, summary, size, seed);
		compare_and_render(folder);
	}
	free(summary);
	alarm(0);
	remove(shard);
	remove(died);
}

/* In a child: the corruptions from first to before end; *next is the one it is at. */
static void try_some(uint64_t seed, size_t first, size_t end, volatile size_t *next)
{
	for (*next = first; *next < end; ++*next)
		try_one(seed + *next);
}

/* Returns how a child that tries them ended. */
static int try_in_child(uint64_t seed, size_t first, size_t end, volatile size_t *next)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		try_some(seed, first, end, next);
		exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child) {
		perror("fuzz_results");
		exit(3);
	}
	return status;
}

static int fuzz(uint64_t seed, size_t count)
{
	volatile size_t *next = mmap(NULL, sizeof(*next), PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	size_t crashes = 0, hangs = 0;

	for (size_t first = 0; first < count; first = *next) {
		size_t end = first + PER_CHILD < count ? first + PER_CHILD : count;
		int status = try_in_child(seed, first, end, next);

		if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
			continue;
		if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
			hangs++;
		else
			crashes++;
		printf("seed %llu\n", (unsigned long long)(seed + *next));
		++*next;
	}
	printf("%zu corrupted databases, %zu crashes, %zu hangs\n", count, crashes, hangs);
	return crashes || hangs;
}

int main(int count, char **arguments)
{
	size_t times = count > 1 ? strtoul(arguments[1], NULL, 10) : 10000;
	uint64_t seed = count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
	const char *parent = getenv("TMPDIR");
	char directory[4096];
	int failed;

	snprintf(directory, sizeof(directory), "%s/ipcts-fuzz-XXXXXX", parent ? parent : "/tmp");
	if (!mkdtemp(directory) || chdir(directory) != 0 || mkdir("fuzz", 0700) != 0) {
		perror(directory);
		return 3;
	}
	setlinebuf(stdout);
	failed = fuzz(seed, times);
	remove("fuzz.db");
	remove("fuzz.db-journal");
	remove("fuzz.died");
	remove("fuzz/" SUMMARY_NAME);
	rmdir("fuzz");
	rmdir(directory);
	return failed;
}
