/* How the program of a trial is started: by whom, and with what surroundings. */
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "trial.h"

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

/* What a program may inherit from a careless caller. */
static void disturb(void)
{
	sigset_t all;
	int number;

	for (number = 1; number < NSIG; number++)
		signal(number, SIG_IGN);
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	umask(0777);
	dup2(STDERR_FILENO, 9);
	close(STDIN_FILENO);
}

static void __attribute__((noreturn)) execute(const struct trial *trial, int output, char **argv)
{
	SETUP(setenv("IPCTS_SELFTEST_LOG", path_in(trial, "log"), 1));
	SETUP(setenv("TMPDIR", trial->temporary ? trial->temporary : path_in(trial, "tmp"), 1));
	SETUP(setenv("HOME", path_in(trial, "tmp"), 1));
	unsetenv("__RUNNING_INSIDE_ATF_RUN");
	SETUP(chdir(path_in(trial, "home")));
	/* As a shell, or a terminal emulator, would do it. */
	if (trial->has_terminal) {
		SETUP(setsid());
		SETUP(ioctl(output, TIOCSCTTY, 0));
		dup2(output, STDIN_FILENO);
	} else {
		setpgid(0, 0);
	}
	dup2(output, STDERR_FILENO);
	if (trial->no_stdout)
		close(STDOUT_FILENO);
	else
		dup2(output, STDOUT_FILENO);
	if (trial->as_user)
		become_nobody();
	if (access(path_in(trial, "log"), W_OK) == -1)
		skip_unpermitted("%s: %s", trial->directory, error_name(errno));
	if (trial->is_disturbed)
		disturb();
	execvp(argv[0], argv);
	skip_unpermitted("cannot execute %s: %s", argv[0], error_name(errno));
}

/* ends[0] is ours, ends[1] the program's. */
static void open_terminal(int ends[2])
{
	ends[0] = (int)SETUP(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
	SETUP(grantpt(ends[0]));
	SETUP(unlockpt(ends[0]));
	ends[1] = (int)SETUP(open(ptsname(ends[0]), O_RDWR | O_NOCTTY | O_CLOEXEC));
}

void start_command(struct trial *trial, char **argv)
{
	int ends[2];

	if (trial->has_terminal)
		open_terminal(ends);
	else
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
	start_command(trial, argv);
}
