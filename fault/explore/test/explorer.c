#include "explorer.h"

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

char *built(const char *name)
{
	char self[PATH_MAX];
	char *path, *slash;
	ssize_t length = readlink("/proc/self/exe", self, sizeof(self) - 1);

	ATF_REQUIRE(length > 0);
	self[length] = '\0';
	/* fault/explore/test/PROGRAM: the folder fault is three up. */
	for (int i = 0; i < 3 && (slash = strrchr(self, '/')); i++)
		*slash = '\0';
	ATF_REQUIRE(asprintf(&path, "%s/%s", self, name) != -1);
	return path;
}

pid_t explorer_start(char *const words[])
{
	char *arguments[MAX_WORDS + 2] = {built("explore/fault-explore")};
	pid_t pid;

	for (size_t i = 0; i < MAX_WORDS && words[i]; i++)
		arguments[i + 1] = words[i];
	pid = fork();
	ATF_REQUIRE(pid != -1);
	if (pid == 0) {
		int fd = open("report", O_WRONLY | O_CREAT | O_TRUNC, 0600);

		dup2(fd, STDOUT_FILENO);
		dup2(fd, STDERR_FILENO);
		execv(arguments[0], arguments);
		_exit(99);
	}
	return pid;
}

int explorer_end(pid_t pid, char **report)
{
	FILE *file;
	size_t size = 0;
	int status;

	*report = NULL;
	while (waitpid(pid, &status, 0) == -1)
		ATF_REQUIRE_EQ(errno, EINTR);
	file = fopen("report", "r");
	ATF_REQUIRE(file != NULL);
	if (getdelim(report, &size, '\0', file) == -1)
		*report = strdup("");
	fclose(file);
	ATF_REQUIRE_MSG(WIFEXITED(status), "fault-explore was killed: %s", *report);
	return WEXITSTATUS(status);
}

int explorer_run(char *const words[], char **report)
{
	return explorer_end(explorer_start(words), report);
}

void expect(int status, const char *text, char *const words[])
{
	char *report;
	int found = explorer_run(words, &report);

	ATF_CHECK_MSG(found == status, "exit status %d instead of %d: %s", found, status, report);
	ATF_CHECK_MSG(strstr(report, text), "no \"%s\" in: %s", text, report);
	free(report);
}
