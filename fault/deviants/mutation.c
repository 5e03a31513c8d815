/*
 * Tries every deviant on its mechanism's cases: a case counts only once it was
 * seen to fail.
 *
 *	mutation [--list] [--quick] [--jobs N] [NAME...]
 *
 * --list	prints the names of the deviants and ends
 * --quick	runs only the cases that name the broken requirement
 * --jobs N	runs N cases at once (default 12: most of a deviant's time is waiting)
 * NAME		only deviants whose name begins with it
 *
 * Prints a line per deviant, "NAME -> noticed by: CASE ...", and those again that no
 * case noticed that names the broken requirement. Cases that do not
 * pass without a deviant, because the system itself deviates or lacks
 * something, are left out. Exit status 0: each deviant was noticed by a case that names the
 * broken requirement; 1: one was not; 2: nothing could be tried.
 */
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "deviant.h"
#include "mutation.h"

enum { EXIT_UNNOTICED = 1, EXIT_UNUSABLE = 2 };

static struct {
	bool is_list;
	bool is_quick;
	int jobs;
	char **names;
	int name_count;
} options = {.jobs = 12};

/* Of the library, which this program must not be linked with: it replaces functions. */
static const struct deviant *(*next_deviant)(const struct deviant *deviant);
static void (*name_deviant)(const struct deviant *deviant, char *text, size_t size);

static struct known_case *all_cases;
static struct known_case *unusable_cases; /* that do not pass without a deviant */

static char build[PATH_MAX]; /* the folder all programs are in */
static char library[PATH_MAX + 50];

void give_up(const char *format, ...)
{
	va_list arguments;

	fprintf(stderr, "mutation: ");
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fprintf(stderr, "\n");
	exit(EXIT_UNUSABLE);
}

static void find_build(void)
{
	ssize_t length = readlink("/proc/self/exe", build, sizeof(build) - 1);
	int up;

	if (length < 0)
		give_up("/proc/self/exe: %s", strerror(errno));
	build[length] = '\0';
	for (up = 0; up < 3; up++)
		*strrchr(build, '/') = '\0';
	snprintf(library, sizeof(library), "%s/fault/deviants/libipcts_deviants.so", build);
}

static void *find_symbol(void *handle, const char *name)
{
	void *symbol = dlsym(handle, name);

	if (!symbol)
		give_up("%s", dlerror());
	return symbol;
}

static void load_library(void)
{
	void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);

	if (!handle)
		give_up("%s: run make first", dlerror());
	*(void **)&next_deviant = find_symbol(handle, "deviant_next");
	*(void **)&name_deviant = find_symbol(handle, "deviant_name");
}

static bool is_wanted(const char *name)
{
	int i;

	for (i = 0; i < options.name_count; i++)
		if (strncmp(name, options.names[i], strlen(options.names[i])) == 0)
			return true;
	return options.name_count == 0;
}

static int parse_jobs(const char *text)
{
	char *end;
	long jobs = strtol(text, &end, 10);

	if (*text == '\0' || *end != '\0' || jobs < 1 || jobs > 1000)
		give_up("--jobs %s: expected a number from 1 to 1000", text);
	return (int)jobs;
}

static void parse_options(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
		if (strcmp(argv[i], "--list") == 0)
			options.is_list = true;
		else if (strcmp(argv[i], "--quick") == 0)
			options.is_quick = true;
		else if (strcmp(argv[i], "--jobs") == 0 && i + 1 < argc)
			options.jobs = parse_jobs(argv[++i]);
		else
			give_up("unknown option %s", argv[i]);
	}
	options.names = argv + i;
	options.name_count = argc - i;
}

enum notice { NOTICED, UNNOTICED, UNTRIED, NOTICES };

/* A deviant to be tried, in the runs [first, end); the first of them name its requirement. */
struct candidate {
	char name[200];
	const struct deviant *deviant;
	size_t first;
	size_t naming;
	size_t end;
	enum notice notice;
};

static struct {
	struct candidate *candidates;
	size_t candidate_count;
	struct run *runs;
	size_t run_count;
	size_t reported; /* candidates */
	size_t counts[NOTICES];
} trial;

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct candidate *)a)->name, ((const struct candidate *)b)->name);
}

/* The wanted deviants, sorted; one that deviates in several functions once. */
static void list_candidates(void)
{
	struct candidate *list = NULL;
	const struct deviant *deviant;
	size_t used = 0;
	size_t count;
	size_t i;

	for (deviant = next_deviant(NULL); deviant; deviant = next_deviant(deviant)) {
		list = reallocarray(list, used + 1, sizeof(*list));
		if (!list)
			give_up("no memory");
		name_deviant(deviant, list[used].name, sizeof(list[used].name));
		list[used].deviant = deviant;
		used += is_wanted(list[used].name);
	}
	if (used == 0)
		give_up("no such deviant: --list names them");
	qsort(list, used, sizeof(*list), compare_names);
	for (count = 1, i = 1; i < used; i++)
		if (strcmp(list[i].name, list[count - 1].name) != 0)
			list[count++] = list[i];
	trial.candidates = list;
	trial.candidate_count = count;
}

static void add_run(const struct known_case *known, const char *deviant)
{
	/* Doubled when full: there are hundreds of thousands. */
	if ((trial.run_count & (trial.run_count - 1)) == 0)
		trial.runs = reallocarray(trial.runs, 2 * trial.run_count + 1, sizeof(*trial.runs));
	if (!trial.runs)
		give_up("no memory");
	trial.runs[trial.run_count++] = (struct run){.known = known, .deviant = deviant};
}

/* The runs of a deviant: first the cases that name its requirement. */
static void plan(struct candidate *candidate)
{
	const struct requirement *r = candidate->deviant->requirement;
	const struct known_case *known;

	candidate->first = trial.run_count;
	for (known = all_cases; known->name; known++)
		if (proves(known, r->id))
			add_run(known, candidate->name);
	candidate->naming = trial.run_count;
	for (known = all_cases; known->name && !options.is_quick; known++)
		if (strcmp(known->mechanism, r->mechanism) == 0 && !proves(known, r->id))
			add_run(known, candidate->name);
	candidate->end = trial.run_count;
}

/*
 * A deviant whose function never succeeds may keep a case from getting as far
 * as its check: being broken then is the notice.
 */
static bool is_notice(const struct deviant *deviant, enum case_result result)
{
	bool never_succeeds = deviant->kind && strcmp(deviant->kind, "failure") == 0;

	return result == CASE_FAILED || (never_succeeds && result == CASE_BROKEN);
}

static bool is_unusable(const char *id)
{
	const struct known_case *known;

	for (known = unusable_cases; known->name; known++)
		if (proves(known, id))
			return true;
	return false;
}

/* Whether a case that names the requirement noticed; whether there was one. */
static enum notice report(const struct candidate *candidate)
{
	const char *id = candidate->deviant->requirement->id;
	bool is_noticed = false;
	const char *separator = "";
	size_t i;

	printf("%s (%s) -> noticed by: ", candidate->name, candidate->deviant->description);
	for (i = candidate->first; i < candidate->end; i++) {
		if (!is_notice(candidate->deviant, trial.runs[i].result))
			continue;
		is_noticed |= i < candidate->naming;
		printf("%s%s", separator, trial.runs[i].known->name);
		separator = " ";
	}
	printf("%s\n", *separator ? "" : "nobody");
	if (candidate->naming == candidate->first && is_unusable(id)) {
		printf("not tried: no case of %s passes without a deviant\n", id);
		return UNTRIED;
	}
	return is_noticed ? NOTICED : UNNOTICED;
}

static bool is_tried(const struct candidate *candidate)
{
	size_t i;

	for (i = candidate->first; i < candidate->end; i++)
		if (!trial.runs[i].is_done)
			return false;
	return true;
}

/* Reports the deviants that have been tried, in their order. */
static void report_tried(void)
{
	while (trial.reported < trial.candidate_count &&
	       is_tried(&trial.candidates[trial.reported])) {
		struct candidate *candidate = &trial.candidates[trial.reported++];

		candidate->notice = report(candidate);
		trial.counts[candidate->notice]++;
	}
	fflush(stdout);
}

static void report_unnoticed(void)
{
	const struct candidate *candidate = trial.candidates;

	for (; candidate < trial.candidates + trial.candidate_count; candidate++)
		if (candidate->notice == UNNOTICED)
			printf("NOT NOTICED by a case that names %s: %s\n",
			       candidate->deviant->requirement->id, candidate->name);
}

/*
 * Leaves out the cases that fail without a deviant, from which to fail would
 * prove nothing, and those that are skipped here.
 */
static void run_control(void)
{
	size_t kept = 0;
	size_t i;

	for (i = 0; all_cases[i].name; i++)
		add_run(&all_cases[i], NULL);
	run_cases(trial.runs, trial.run_count, options.jobs, NULL, NULL);
	unusable_cases = calloc(trial.run_count + 1, sizeof(*unusable_cases));
	if (!unusable_cases)
		give_up("no memory");
	for (i = 0; i < trial.run_count; i++) {
		enum case_result result = trial.runs[i].result;

		if (result != CASE_PASSED) {
			printf("left out, because it %s without a deviant: %s\n",
			       result == CASE_SKIPPED ? "is skipped" : "fails", all_cases[i].name);
			unusable_cases[i - kept] = all_cases[i];
		} else {
			all_cases[kept++] = all_cases[i];
		}
	}
	memset(&all_cases[kept], 0, sizeof(all_cases[kept]));
	trial.run_count = 0;
	if (kept == 0)
		give_up("no case passes without a deviant");
}

int main(int argc, char **argv)
{
	size_t i;

	parse_options(argc, argv);
	find_build();
	load_library();
	list_candidates();
	for (i = 0; options.is_list && i < trial.candidate_count; i++)
		puts(trial.candidates[i].name);
	if (options.is_list)
		return EXIT_SUCCESS;
	all_cases = list_cases(build);
	atexit(remove_results);
	stop_on_signals();
	run_control();
	for (i = 0; i < trial.candidate_count; i++)
		plan(&trial.candidates[i]);
	run_cases(trial.runs, trial.run_count, options.jobs, library, report_tried);
	report_tried();
	report_unnoticed();
	printf("%zu deviants, %zu noticed by a case that names the broken requirement, %zu not, "
	       "%zu not tried\n",
	       trial.candidate_count, trial.counts[NOTICED], trial.counts[UNNOTICED],
	       trial.counts[UNTRIED]);
	return trial.counts[UNNOTICED] == 0 ? EXIT_SUCCESS : EXIT_UNNOTICED;
}
