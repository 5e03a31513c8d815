#include "case.h"

#include <atf-c.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "baseline.h"
#include "supervisor.h"

/* Of libatf-c, declared only inside a macro of its header. */
int atf_tp_main(int argc, char **argv, atf_error_t (*add_cases)(atf_tp_t *));

enum { MAX_NAME = 200, MAX_PROVES = 1000 };

/* One ATF test case: a case, or one variant of it. */
struct run {
	char name[MAX_NAME];
	const struct test_case *test;
	const struct variant *variant;
	atf_tc_t tc;
	struct run *next;
};

static struct test_case *registered;
static struct run *runs;
static const char *result_file = "/dev/stdout";
static const char *wanted; /* the only case asked for; NULL: all */

void register_case(struct test_case *test)
{
	test->next = registered;
	registered = test;
}

const struct variant *variant(void)
{
	return arena->variant;
}

static const struct run *find_run(const char *name)
{
	const struct run *run = runs;

	while (run && strcmp(run->name, name) != 0)
		run = run->next;
	return run;
}

static void set_head(atf_tc_t *tc)
{
	const struct run *run = find_run(atf_tc_get_ident(tc));
	const struct requirement *const *r;
	char ids[MAX_PROVES] = "";
	struct settings settings;
	char error[200];
	const char *description = run->test->description;

	for (r = run->test->proves; *r; r++)
		snprintf(ids + strlen(ids), sizeof(ids) - strlen(ids), "%s%s",
			 r == run->test->proves ? "" : " ", (*r)->id);
	if (run->test->proves[0]) {
		atf_tc_set_md_var(tc, "X-requirements", "%s", ids);
		description = description ? description : run->test->proves[0]->statement;
	}
	atf_tc_set_md_var(tc, "descr", "%s", description);
	/* The supervisor's deadline comes first: kyua's is for when it is stuck itself. */
	settings_read(&settings, tc, error, sizeof(error));
	atf_tc_set_md_var(tc, "timeout", "%ld",
			  60 + (long)(settings.deadline * settings.time_scale * 2));
}

/* kyua takes this result, libatf-c does not write it. */
static void __attribute__((noreturn)) report_broken(const char *reason)
{
	bool is_stdout = strcmp(result_file, "/dev/stdout") == 0;
	FILE *file = is_stdout ? stdout : fopen(result_file, "w");
	char line[1200];

	/* Settings and names of files may hold anything. */
	snprintf(line, sizeof(line), "%s", reason);
	arena_make_line(line);
	if (!file || fprintf(file, "broken: %s\n", line) < 0 || fclose(file) != 0)
		perror(result_file);
	exit(EXIT_FAILURE);
}

/* What the baseline of the target says of the case; NULL: nothing. */
static const struct baseline_entry *find_deviation(const struct run *run, const char *path)
{
	const struct baseline_entry *entry;
	struct baseline *baseline;
	const struct requirement *const *r;
	char error[300];

	if (!path)
		return NULL;
	baseline = baseline_read(path, error, sizeof(error));
	if (!baseline)
		report_broken(error);
	entry = baseline_find(baseline, run->name);
	for (r = run->test->proves; *r && !entry; r++)
		entry = baseline_find(baseline, (*r)->id);
	return entry;
}

static void run_body(const atf_tc_t *tc)
{
	const struct run *run = find_run(atf_tc_get_ident(tc));
	const struct baseline_entry *known;
	const struct record *verdict;
	struct settings settings;
	char error[200];

	if (!settings_read(&settings, tc, error, sizeof(error)))
		report_broken(error);
	known = find_deviation(run, settings.baseline);
	supervise(run->test, run->variant, &settings, run->name);
	verdict = arena_verdict();
	if (!verdict && known)
		printf("baseline: %s is listed (%s), but the case passed\n", known->id,
		       known->reason);
	if (!verdict)
		atf_tc_pass();
	if (verdict->outcome == OUTCOME_SKIPPED)
		atf_tc_skip("%s", verdict->text);
	if (verdict->outcome == OUTCOME_BROKEN)
		report_broken(verdict->text);
	if (known)
		atf_tc_expect_fail("%s", known->reason);
	atf_tc_fail("%s", verdict->text);
}

static atf_error_t add_run(atf_tp_t *tp, const struct test_case *test,
			   const struct variant *of_case)
{
	const char *scenario = test->scenario ? test->scenario->id : "";
	struct run *run = calloc(1, sizeof(*run));
	atf_error_t error;
	char **config;

	if (!run)
		return atf_no_memory_error();
	run->test = test;
	run->variant = of_case;
	snprintf(run->name, sizeof(run->name), "%s%s%s%s%s",
		 test->name ? test->name : test->proves[0]->id, *scenario ? "@" : "", scenario,
		 of_case ? "@" : "", of_case ? of_case->name : "");
	/* Everything but the case asked for would be made for nothing. */
	if (wanted && strcmp(wanted, run->name) != 0) {
		free(run);
		return atf_no_error();
	}
	run->next = runs;
	runs = run;
	config = atf_tp_get_config(tp);
	if (!config)
		return atf_no_memory_error();
	error = atf_tc_init(&run->tc, run->name, set_head, run_body, NULL,
			    (const char *const *)config);
	atf_utils_free_charpp(config);
	return atf_is_error(error) ? error : atf_tp_add_tc(tp, &run->tc);
}

static atf_error_t add_cases(atf_tp_t *tp)
{
	const struct test_case *test;
	atf_error_t error = atf_no_error();
	size_t i;

	for (test = registered; test && !atf_is_error(error); test = test->next) {
		if (test->variant_count == 0)
			error = add_run(tp, test, NULL);
		for (i = 0; i < test->variant_count && !atf_is_error(error); i++)
			error = add_run(tp, test, &test->variants[i]);
	}
	return error;
}

/* Of atf's own options, only what this file needs: -r FILE, -l and the case. */
static void look_at_arguments(int argc, char **argv)
{
	bool is_list = false;
	int i;

	for (i = 1; i < argc; i++) {
		if (strncmp(argv[i], "-r", 2) == 0)
			result_file = argv[i][2] ? argv[i] + 2 : i + 1 < argc ? argv[++i] : "";
		else if (strcmp(argv[i], "-l") == 0)
			is_list = true;
		else if ((strcmp(argv[i], "-s") == 0 || strcmp(argv[i], "-v") == 0))
			i++;
		else if (argv[i][0] != '-')
			wanted = argv[i];
	}
	if (is_list)
		wanted = NULL;
}

/*
 * What a case opens must not become a standard stream by chance. One that was
 * closed stays so for those who write to it.
 */
static void occupy_standard_streams(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY | O_NOCTTY);
	while (fd != -1 && fd <= STDERR_FILENO);
	close(fd);
}

/* Whether the case is of the program that was called by that name: "cases/pipe/read_test". */
static bool is_of(const struct test_case *test, const char *name)
{
	size_t length = strlen(test->program) - strlen(".c");
	size_t given = strlen(name);

	return given >= length && strncmp(name + given - length, test->program, length) == 0 &&
	       (given == length || name[given - length - 1] == '/');
}

/* One file may be several programs, as the suite's is: the cases are those of its name. */
static void choose_program(const char *name)
{
	struct test_case **link = &registered;
	const struct test_case *test = registered;

	while (test && strcmp(test->program, registered->program) == 0)
		test = test->next;
	if (!test)
		return;
	while (*link) {
		if (is_of(*link, name))
			link = &(*link)->next;
		else
			*link = (*link)->next;
	}
	if (!registered) {
		fprintf(stderr,
			"%s: holds all cases: call it by a link named like a program, "
			"cases/pipe/read_test\n",
			name);
		exit(EXIT_FAILURE);
	}
}

int main(int argc, char **argv)
{
	occupy_standard_streams();
	choose_program(argv[0]);
	look_at_arguments(argc, argv);
	return atf_tp_main(argc, argv, add_cases);
}
