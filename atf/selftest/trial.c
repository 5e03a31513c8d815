#include "trial.h"

#include <errno.h>
#include <poll.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[300];

void begin_trials(void)
{
	ssize_t length = readlink("/proc/self/exe", folder, sizeof(folder) - 20);

	SETUP_THAT(length > 0, "/proc/self/exe: %s", error_name(errno));
	folder[length] = '\0';
	strcpy(strrchr(folder, '/'), "/subjects");
	isolate();
}

static void read_text(const char *path, char *text, size_t size)
{
	FILE *file = fopen(path, "re");
	size_t length = file ? fread(text, 1, size - 1, file) : 0;

	text[length] = '\0';
	if (file)
		fclose(file);
}

/* A line of the list that a program prints. */
static void read_line(const char *line, struct subject *subjects, size_t *count)
{
	struct subject *last = *count > 0 ? &subjects[*count - 1] : NULL;
	char name[sizeof(last->name)];

	if (sscanf(line, "ident: %63[^\n]", name) == 1) {
		SETUP_THAT(*count < MAX_SUBJECTS, "more than %d subjects", MAX_SUBJECTS);
		strcpy(subjects[(*count)++].name, name);
	} else if (last && strncmp(line, "descr:", 6) == 0) {
		last->reason[0] = '\0';
		if (sscanf(line, "descr: %23[^|]|%299[^\n]", last->verdict, last->reason) == 1)
			strcpy(last->verdict, "passed");
	}
}

size_t list_subjects(const char *program, struct subject subjects[MAX_SUBJECTS])
{
	char command[400];
	char line[600];
	size_t count = 0;
	FILE *list;

	snprintf(command, sizeof(command), "exec %s/%s -l", folder, program);
	list = popen(command, "re");
	SETUP_THAT(list != NULL, "%s: %s", command, error_name(errno));
	while (fgets(line, sizeof(line), list))
		read_line(line, subjects, &count);
	SETUP_THAT(pclose(list) == 0 && count > 0, "%s: no list", command);
	return count;
}

const char *path_in(const struct trial *trial, const char *name)
{
	static char path[500];

	snprintf(path, sizeof(path), "%s/%s", trial->directory, name);
	return path;
}

void write_file_in(const struct trial *trial, const char *name, const char *text)
{
	const char *path = path_in(trial, name);
	FILE *file = fopen(path, "we");

	SETUP_THAT(file && fputs(text, file) >= 0 && fclose(file) == 0, "cannot write %s", path);
	SETUP(chmod(path, 0666));
}

struct trial new_trial(const char *program)
{
	struct trial trial = {.output_fd = -1};
	char *here = getcwd(NULL, 0);

	snprintf(trial.directory, sizeof(trial.directory), "%s/%s", here, scratch_directory(0777));
	free(here);
	snprintf(trial.program, sizeof(trial.program), "%s/%s", folder, program);
	SETUP(mkdir(path_in(&trial, "tmp"), 0777));
	SETUP(chmod(path_in(&trial, "tmp"), 0777));
	write_file_in(&trial, "log", "");
	plant_files(&trial);
	return trial;
}

/* Returns the count of bytes read; 0 when nobody can write any more. */
static size_t read_output(const struct trial *trial, char *block, size_t size, double limit)
{
	struct pollfd p = {.fd = trial->output_fd, .events = POLLIN};
	double rest = limit - now();
	ssize_t count;

	if (rest <= 0 || poll(&p, 1, (int)(rest * 1000)) == 0)
		check_failed(HERE, "a process of the trial lives on; so far: %s", trial->output);
	count = read(trial->output_fd, block, size);
	/* A terminal that nobody has open any more. */
	if (count == -1 && errno == EIO)
		return 0;
	return (size_t)SETUP(count);
}

void finish_trial(struct trial *trial)
{
	double limit = now() + TRIAL_LIMIT;
	size_t used = 0;
	char block[4096];
	size_t count;

	while ((count = read_output(trial, block, sizeof(block), limit)) > 0) {
		if (count > sizeof(trial->output) - 1 - used)
			count = sizeof(trial->output) - 1 - used;
		memcpy(trial->output + used, block, count);
		used += count;
	}
	SETUP(waitpid(trial->pid, &trial->status, 0));
	close_end(trial->output_fd);
	read_text(path_in(trial, "result"), trial->result, sizeof(trial->result));
	/* A newline within would stay visible. */
	if (*trial->result && trial->result[strlen(trial->result) - 1] == '\n')
		trial->result[strlen(trial->result) - 1] = '\0';
}

struct announced {
	const struct trial *trial;
	const char *word;
	bool is_found;
	pid_t number;
};

static bool is_announced_or_over(void *argument)
{
	struct announced *announced = argument;
	size_t length = strlen(announced->word);
	siginfo_t info = {.si_pid = 0};
	char text[4000];
	char *line;

	SETUP(waitid(P_PID, (id_t)announced->trial->pid, &info, WEXITED | WNOHANG | WNOWAIT));
	read_text(path_in(announced->trial, "log"), text, sizeof(text));
	for (line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		if (strncmp(line, announced->word, length) == 0) {
			announced->is_found = true;
			announced->number = atoi(line + length);
		}
	return announced->is_found || info.si_pid != 0;
}

pid_t await_announced(const struct trial *trial, const char *word)
{
	struct announced announced = {.trial = trial, .word = word};

	wait_until(is_announced_or_over, &announced, TRIAL_LIMIT);
	SETUP_THAT(announced.is_found, "the subject did not announce \"%s\"", word);
	return announced.number;
}

static bool matches(const char *text, const char *regular_expression)
{
	regex_t regex;
	bool is_found;

	SETUP_THAT(regcomp(&regex, regular_expression, REG_EXTENDED | REG_NOSUB) == 0,
		   "a bad regular expression: %s", regular_expression);
	is_found = regexec(&regex, text, 0, NULL, 0) == 0;
	regfree(&regex);
	return is_found;
}

void expect_verdict(const char *result, const char *verdict, const char *reason)
{
	size_t length = strlen(verdict);

	EXPECT_THAT(strncmp(result, verdict, length) == 0 &&
			    (result[length] == '\0' || result[length] == ':'),
		    "expected the verdict %s, observed \"%s\"", verdict, result);
	EXPECT_THAT(strchr(result, '\n') == NULL, "a reason of several lines: \"%s\"", result);
	result += length + strspn(result + length, ": ");
	EXPECT_THAT(matches(result, reason), "expected a reason like \"%s\", observed \"%s\"",
		    reason, result);
}

void expect_output(const struct trial *trial, const char *regex)
{
	EXPECT_THAT(matches(trial->output, regex), "expected output like \"%s\", observed \"%s\"",
		    regex, trial->output);
}
