/*
 * Corrupts results databases and reads them as ipcts-report would, in all
 * formats, in this process: built with sanitizers, any memory error ends it.
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
#include <sys/wait.h>
#include <unistd.h>

#include "../render.h"
#include "hostile.h"

#define PER_CHILD 100
#define SECONDS_PER_READING 60

static void render_all(const struct report *report)
{
	static render_function *const formats[] = {render_text, render_json, render_junit,
						   render_markdown, render_html};
	FILE *nowhere = fopen("/dev/null", "w");

	for (size_t i = 0; nowhere && i < sizeof(formats) / sizeof(*formats); i++)
		formats[i](report, nowhere);
	if (nowhere)
		fclose(nowhere);
}

static void read_and_render(const char *path)
{
	struct results results = {0};
	struct report report;

	alarm(SECONDS_PER_READING);
	results_read(&results, path);
	report_make(&report, &results, NULL, NULL, 0);
	render_all(&report);
	report_free(&report);
	results_free(&results);
	alarm(0);
}

/* In a child: the corruptions from first to before end; *next is the one it is at. */
static void try_some(uint64_t seed, size_t first, size_t end, volatile size_t *next)
{
	static const char path[] = "fuzz.db";

	for (*next = first; *next < end; ++*next) {
		hostile_database(path, seed + *next);
		read_and_render(path);
	}
	remove(path);
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
	if (!mkdtemp(directory) || chdir(directory) != 0) {
		perror(directory);
		return 3;
	}
	setlinebuf(stdout);
	failed = fuzz(seed, times);
	remove("fuzz.db");
	remove("fuzz.db-journal");
	rmdir(directory);
	return failed;
}
