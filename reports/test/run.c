#include <fcntl.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "run.h"

#define MOST_ARGUMENTS 20

extern char **environ;

const char *in_source(const atf_tc_t *tc, const char *path)
{
	static char name[4096];

	snprintf(name, sizeof(name), "%s/%s", atf_tc_get_config_var(tc, "srcdir"), path);
	return name;
}

char *read_whole(const char *path, size_t *size)
{
	FILE *file = fopen(path, "r");
	struct stat status;
	char *text;

	ATF_REQUIRE_MSG(file && fstat(fileno(file), &status) == 0, "cannot read %s", path);
	text = calloc(1, (size_t)status.st_size + 1);
	ATF_REQUIRE(text);
	*size = fread(text, 1, (size_t)status.st_size, file);
	fclose(file);
	return text;
}

void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	ATF_REQUIRE(file);
	fputs(text, file);
	ATF_REQUIRE_EQ(fclose(file), 0);
}

void write_sample(const char *path, const struct sample_case *result)
{
	sqlite3 *database = sample_create(path);

	sample_add(database, result);
	sample_finish(database);
}

static char *read_text(const char *path)
{
	size_t size;
	char *text = read_whole(path, &size);

	ATF_REQUIRE_MSG(strlen(text) == size, "%s holds a NUL", path);
	return text;
}

static int spawn(const atf_tc_t *tc, char **arguments)
{
	posix_spawn_file_actions_t actions;
	const char *program = in_source(tc, REPORT_PROGRAM);
	int flags = O_WRONLY | O_CREAT | O_TRUNC, status;
	pid_t pid;

	arguments[0] = (char *)program;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 1, "stdout", flags, 0600);
	posix_spawn_file_actions_addopen(&actions, 2, "stderr", flags, 0600);
	ATF_REQUIRE_MSG(posix_spawn(&pid, program, &actions, NULL, arguments, environ) == 0,
			"cannot run %s", program);
	posix_spawn_file_actions_destroy(&actions);
	ATF_REQUIRE_EQ(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static struct run run_arguments(const atf_tc_t *tc, char **arguments, size_t count, va_list more)
{
	struct run run;

	do {
		ATF_REQUIRE(count < MOST_ARGUMENTS);
		arguments[count] = va_arg(more, char *);
	} while (arguments[count++]);
	run.status = spawn(tc, arguments);
	run.output = read_text("stdout");
	run.errors = read_text("stderr");
	return run;
}

struct run run_report(const atf_tc_t *tc, ...)
{
	char *arguments[MOST_ARGUMENTS];
	va_list more;
	struct run run;

	va_start(more, tc);
	run = run_arguments(tc, arguments, 1, more);
	va_end(more);
	return run;
}

json_t *run_json(const atf_tc_t *tc, int status, ...)
{
	char *arguments[MOST_ARGUMENTS] = {NULL, "--format", "json"};
	json_error_t error;
	json_t *report;
	va_list more;
	struct run run;

	va_start(more, status);
	run = run_arguments(tc, arguments, 3, more);
	va_end(more);
	ATF_REQUIRE_MSG(run.status == status, "exit status %d, expected %d; it said: %s",
			run.status, status, run.errors);
	report = json_loads(run.output, 0, &error);
	ATF_REQUIRE_MSG(report, "not JSON, line %d: %s", error.line, error.text);
	return report;
}

static json_t *find(json_t *entries, const char *id)
{
	json_t *entry;
	size_t i;

	json_array_foreach(entries, i,
			   entry) if (strcmp(json_string_value(json_object_get(entry, "id")), id) ==
				      0) return entry;
	return NULL;
}

json_t *entry_of(json_t *report, const char *id)
{
	json_t *entry = find(json_object_get(report, "requirements"), id);

	if (!entry)
		entry = find(json_object_get(report, "error_conditions"), id);
	ATF_REQUIRE_MSG(entry, "the report has no %s", id);
	return entry;
}

const char *verdict_of(json_t *report, const char *id)
{
	return json_string_value(json_object_get(entry_of(report, id), "verdict"));
}

size_t count_lines(const char *text)
{
	size_t count = 0;

	for (; (text = strchr(text, '\n')); text++)
		count++;
	return count;
}
