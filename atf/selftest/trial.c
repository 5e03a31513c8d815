#include "trial.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <regex.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* How long a trial may take, in seconds, on a very busy machine. */
#define TRIAL_LIMIT 60.0

static char folder[300];

void find_subjects(void)
{
	ssize_t length = readlink("/proc/self/exe", folder, sizeof(folder) - 20);

	SETUP_THAT(length > 0, "/proc/self/exe: %s", error_name(errno));
	folder[length] = '\0';
	strcpy(strrchr(folder, '/'), "/subjects");
}

static void read_text(const char *path, char *text, size_t size)
{
	FILE *file = fopen(path, "re");
	size_t length = file ? fread(text, 1, size - 1, file) : 0;

	text[length] = '\0';
	if (file)
		fclose(file);
}

size_t list_subjects(const char *program, struct subject subjects[MAX_SUBJECTS])
{
	char command[400];
	char line[600];
	struct subject *s = subjects - 1;
	FILE *list;

	snprintf(command, sizeof(command), "exec %s/%s -l", folder, program);
	list = popen(command, "re");
	SETUP_THAT(list != NULL, "%s: %s", command, error_name(errno));
	while (fgets(line, sizeof(line), list)) {
		if (strncmp(line, "ident:", 6) == 0)
			SETUP_THAT(++s < subjects + MAX_SUBJECTS, "too many subjects");
		sscanf(line, "ident: %63[^\n]", s->name);
		s->reason[0] = line[0] == 'd' ? '\0' : s->reason[0];
		sscanf(line, "descr: %23[^|]|%299[^\n]", s->verdict, s->reason);
	}
	SETUP_THAT(pclose(list) == 0 && s >= subjects, "%s: no list", command);
	return (size_t)(s - subjects) + 1;
}

static const char *path_in(const struct trial *trial, const char *name)
{
	static char path[500];

	snprintf(path, sizeof(path), "%s/%s", trial->directory, name);
	return path;
}

const char *write_trial_file(const struct trial *trial, const char *name, const char *text)
{
	const char *path = path_in(trial, name);
	FILE *file = fopen(path, "we");

	SETUP_THAT(file && fputs(text, file) >= 0 && fclose(file) == 0, "cannot write %s", path);
	return path;
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
	write_trial_file(&trial, "log", "");
	SETUP(chmod(path_in(&trial, "log"), 0666));
	return trial;
}

static void become_nobody(void)
{
	const struct passwd *nobody = getpwnam("nobody");

	if (geteuid() != 0)
		return;
	SETUP_THAT(nobody != NULL, "there is no user nobody");
	SETUP(setgroups(0, NULL));
	SETUP(setgid(nobody->pw_gid));
	SETUP(setuid(nobody->pw_uid));
}

static void __attribute__((noreturn)) execute(const struct trial *trial, int output, char **argv)
{
	SETUP(setenv("IPCTS_SELFTEST_LOG", path_in(trial, "log"), 1));
	SETUP(setenv("TMPDIR", trial->temporary ? trial->temporary : path_in(trial, "tmp"), 1));
	SETUP(setenv("HOME", path_in(trial, "tmp"), 1));
	unsetenv("__RUNNING_INSIDE_ATF_RUN");
	dup2(output, STDERR_FILENO);
	if (trial->no_stdout)
		close(STDOUT_FILENO);
	else
		dup2(output, STDOUT_FILENO);
	/* A group of its own, as a shell would give it. */
	setpgid(0, 0);
	if (trial->as_user)
		become_nobody();
	execvp(argv[0], argv);
	skip_unpermitted("cannot execute %s: %s", argv[0], error_name(errno));
}

static void start(struct trial *trial, char **argv)
{
	int ends[2];

	SETUP(pipe2(ends, O_CLOEXEC));
	trial->pid = (pid_t)SETUP(fork());
	if (trial->pid == 0)
		execute(trial, ends[1], argv);
	close(ends[1]);
	trial->output_fd = own(ends[0]);
}

void start_trial(struct trial *trial, const char *subject)
{
	char result[500];
	char *argv[2 * MAX_SETTINGS + 5] = {trial->program, "-r", result};
	int argc = 3;
	const char **setting;

	snprintf(result, sizeof(result), "%s/result", trial->directory);
	if (trial->result_file)
		snprintf(result, sizeof(result), "%s", trial->result_file);
	for (setting = trial->settings; *setting; setting++) {
		argv[argc++] = "-v";
		argv[argc++] = (char *)*setting;
	}
	argv[argc] = (char *)subject;
	start(trial, argv);
}

void start_kyua(struct trial *trial, const char *parallelism)
{
	static char settings[MAX_SETTINGS][600];
	char parallel[40];
	char kyuafile[500];
	char results[500];
	char *argv[2 * MAX_SETTINGS + 12] = {"kyua", "--config=none", "--logfile=/dev/null", "-v",
					     parallel};
	int argc = 5;
	int i;

	if (system("command -v kyua >/dev/null") != 0)
		skip_unsupported("kyua is not installed");
	snprintf(parallel, sizeof(parallel), "parallelism=%s", parallelism);
	snprintf(kyuafile, sizeof(kyuafile), "--kyuafile=%s/Kyuafile", trial->directory);
	snprintf(results, sizeof(results), "--results-file=%s/results.db", trial->directory);
	for (i = 0; trial->settings[i]; i++) {
		snprintf(settings[i], sizeof(settings[i]), "test_suites.ipcts.%s",
			 trial->settings[i]);
		argv[argc++] = "-v";
		argv[argc++] = settings[i];
	}
	argv[argc++] = "test";
	argv[argc++] = kyuafile;
	argv[argc++] = results;
	start(trial, argv);
}

void finish_trial(struct trial *trial)
{
	double limit = now() + TRIAL_LIMIT;
	size_t used = 0;
	char block[4096];
	ssize_t count;

	for (;;) {
		struct pollfd p = {.fd = trial->output_fd, .events = POLLIN};
		double rest = limit - now();

		if (rest <= 0 || poll(&p, 1, (int)(rest * 1000)) == 0)
			check_failed(HERE, "a process of the trial lives on; so far: %s",
				     trial->output);
		count = (ssize_t)SETUP(read(trial->output_fd, block, sizeof(block)));
		if (count == 0)
			break;
		if ((size_t)count > sizeof(trial->output) - 1 - used)
			count = (ssize_t)(sizeof(trial->output) - 1 - used);
		memcpy(trial->output + used, block, (size_t)count);
		used += (size_t)count;
		trial->output[used] = '\0';
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
	pid_t number;
};

static bool is_announced(void *argument)
{
	struct announced *announced = argument;
	char text[4000];
	char *line;
	size_t length = strlen(announced->word);

	read_text(path_in(announced->trial, "log"), text, sizeof(text));
	for (line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		if (strncmp(line, announced->word, length) == 0) {
			announced->number = atoi(line + length);
			return true;
		}
	return false;
}

pid_t await_announced(const struct trial *trial, const char *word)
{
	struct announced announced = {trial, word, 0};

	SETUP_THAT(wait_until(is_announced, &announced, TRIAL_LIMIT), "the subject is not ready");
	return announced.number;
}

void expect_verdict(const char *result, const char *verdict, const char *reason)
{
	size_t length = strlen(verdict);
	regex_t regex;

	EXPECT_THAT(strncmp(result, verdict, length) == 0 &&
			    (result[length] == '\0' || result[length] == ':'),
		    "expected the verdict %s, observed \"%s\"", verdict, result);
	EXPECT_THAT(strchr(result, '\n') == NULL, "a reason of several lines: \"%s\"", result);
	result += length + strspn(result + length, ": ");
	SETUP_THAT(regcomp(&regex, reason, REG_EXTENDED | REG_NOSUB) == 0, "bad regex %s", reason);
	EXPECT_THAT(regexec(&regex, result, 0, NULL, 0) == 0,
		    "expected a reason like \"%s\", observed \"%s\"", reason, result);
	regfree(&regex);
}

const char *kyua_result(const struct trial *trial, const char *subject, char *line, size_t size)
{
	char wanted[120];
	const char *begin;
	char *end;

	snprintf(wanted, sizeof(wanted), ":%s  ->  ", subject);
	begin = strstr(trial->output, wanted);
	if (!begin)
		return NULL;
	snprintf(line, size, "%s", begin + strlen(wanted));
	line[strcspn(line, "\n")] = '\0';
	end = strstr(line, "  [");
	if (end)
		*end = '\0';
	return line;
}
