/* How a case may end. */
#include "subject.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PLACE "^atf/selftest/subjects/ends.c:[0-9]+: "

SUBJECT(passes, "passed", "")
{
	EXPECT_EQ(2, 1 + 1);
}

SUBJECT(condition, "failed", PLACE "expected: getppid\\(\\) == 0$")
{
	EXPECT(getppid() == 0);
}

SUBJECT(told_condition, "failed", PLACE "expected 3 bytes, observed 2$")
{
	EXPECT_THAT(getppid() == 0, "expected %d bytes, observed %d", 3, 2);
}

SUBJECT(equality, "failed", PLACE "close\\(-1\\): expected 0, observed -1 \\(EBADF\\)$")
{
	EXPECT_EQ(0, close(-1));
}

SUBJECT(success, "failed", PLACE "close\\(-1\\): expected success, observed -1 \\(EBADF\\)$")
{
	EXPECT_OK(close(-1));
}

SUBJECT(error, "failed", PLACE "close\\(-1\\): expected -1 \\(EIO\\), observed -1 \\(EBADF\\)$")
{
	EXPECT_ERROR(EIO, close(-1));
}

SUBJECT(error_of_two, "failed", PLACE "close.*: expected -1 \\(EIO or EINTR\\), observed -1 .EBADF")
{
	EXPECT_ERROR_OF(EIO, EINTR, close(-1));
}

SUBJECT(no_error, "failed", PLACE "getppid\\(\\): expected -1 \\(EIO\\), observed [0-9]+$")
{
	EXPECT_ERROR(EIO, getppid());
}

SUBJECT(stream, "failed", PLACE "fopen.*: expected NULL \\(EIO\\), observed success$")
{
	EXPECT_ERROR(EIO, fopen("/dev/null", "r"));
}

SUBJECT(no_stream, "failed", PLACE "fopen.*: expected NULL .EIO or EIDRM., observed NULL .ENOENT")
{
	EXPECT_ERROR_OF(EIO, EIDRM, fopen("/nonexistent", "r"));
}

SUBJECT(bytes, "failed", PLACE ".*differs at byte 1: expected \"bc\", observed \".x00c\"$")
{
	EXPECT_BYTES("abc", "a\0c", 3);
}

SUBJECT(string, "failed", PLACE ".*: expected \"abc\", observed \"abd\"$")
{
	EXPECT_STRING("abc", "abd");
}

SUBJECT(verb, "failed", PLACE "write\\(\\): expected 1, observed -1 \\(EBADF\\)$")
{
	write_bytes(-1, "x", 1);
}

SUBJECT(set_up, "broken", PLACE "cannot set up: close\\(-1\\): EBADF$")
{
	SETUP(close(-1));
}

SUBJECT(set_up_condition, "broken", PLACE "no sun in 2026$")
{
	SETUP_THAT(getppid() == 0, "no %s in %d", "sun", 2026);
}

SUBJECT(unsupported, "skipped", "^not supported: no O_CLOFORK$")
{
	skip_unsupported("no %s", "O_CLOFORK");
}

SUBJECT(unpermitted, "skipped", "^not permitted: the case needs CAP_OF_ALL$")
{
	skip_unpermitted("the case needs %s", "CAP_OF_ALL");
}

SUBJECT(skips_amid_litter, "skipped", "^not permitted: enough$")
{
	litter();
	skip_unpermitted("enough");
}

SUBJECT(breaks_amid_litter, "broken", PLACE "cannot set up: close")
{
	litter();
	SETUP(close(-1));
}

SUBJECT(fails_amid_litter, "failed", PLACE "expected: getppid")
{
	litter();
	EXPECT(getppid() == 0);
}

SUBJECT(crashes_amid_litter, "failed", PLACE "expected to finish, observed killed by SIGSEGV$")
{
	volatile int *nowhere = NULL;

	litter();
	signal(SIGSEGV, SIG_DFL);
	raise(SIGSEGV);
	*nowhere = 1;
}

SUBJECT(aborts, "failed", PLACE "expected to finish, observed killed by SIGABRT$")
{
	abort();
}

SUBJECT(exits, "failed", PLACE "expected to finish, observed exit by itself with status 3$")
{
	litter();
	exit(3);
}

SUBJECT(exits_well, "failed", PLACE "expected to finish, observed exit by itself with status 0$")
{
	exit(EXIT_SUCCESS);
}

SUBJECT(exits_as_if_abandoned, "failed", PLACE ".*observed exit by itself with status 125$")
{
	_exit(125);
}

SUBJECT(kills_itself, "failed", PLACE "expected to finish, observed killed by SIGKILL$")
{
	litter();
	kill(getpid(), SIGKILL);
}

SUBJECT(kills_its_group, "failed", PLACE "expected to finish, observed killed by SIGKILL$")
{
	struct actor *actor = ACTOR("sleeper")
	{
		pause();
	}

	(void)actor;
	kill(0, SIGKILL);
}

SUBJECT(kills_the_supervisor, "broken", "^the supervisor of the case was killed$")
{
	struct actor *actor = ACTOR("sleeper")
	{
		announce("process %ld", (long)getpid());
		pause();
	}

	litter();
	(void)actor;
	kill(getppid(), SIGKILL);
	pause();
}

SUBJECT(kills_it_without_a_directory, "broken", "^the supervisor of the case was killed$")
{
	char *path = getcwd(NULL, 0);

	start_daemon();
	SETUP(rmdir(path));
	kill(getppid(), SIGKILL);
	pause();
}

SUBJECT(closes_the_directory, "failed", PLACE "left behind: file litter$")
{
	SETUP(close((int)SETUP(open("litter", O_CREAT | O_RDWR, 0))));
	SETUP(chmod(".", 0));
}

SUBJECT(terminates_the_supervisor, "broken", "^interrupted$")
{
	litter();
	kill(getppid(), SIGTERM);
	pause();
}

SUBJECT(child_runs_on, "failed", "a child of the case came to the end of its body$")
{
	if (fork() == 0)
		return;
	pause();
}

SUBJECT(newlines, "failed", PLACE "one two  three . four$")
{
	EXPECT_THAT(getppid() == 0, "one\ntwo\r\nthree \177 four");
}

SUBJECT(control_characters, "failed", PLACE "a .\\[31mred. %s %n \\?\\? z$")
{
	EXPECT_THAT(getppid() == 0, "a \033[31mred\a %%s %%n \303\244 z");
}

SUBJECT(huge_reason, "failed", PLACE "x{600,900}$")
{
	static char text[100000];

	memset(text, 'x', sizeof(text) - 1);
	EXPECT_THAT(getppid() == 0, "%s", text);
}

SUBJECT(huge_output, "passed", "")
{
	char line[1024];
	int i;

	memset(line, 'o', sizeof(line));
	for (i = 0; i < 4096; i++)
		EXPECT_EQ(sizeof(line), fwrite(line, 1, sizeof(line), stdout));
}

SUBJECT(many_observations, "passed", "")
{
	int i;

	for (i = 0; i < 1000; i++)
		observe("count", "%d", i);
}

SUBJECT(many_names, "broken", "more than [0-9]+ objects in a case$")
{
	for (;;)
		unique_name();
}

SUBJECT(no_streams, "passed", "")
{
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
	close(STDERR_FILENO);
}

/* However the caller left them. */
SUBJECT(surroundings, "passed", "")
{
	struct sigaction action;
	struct stat here;
	sigset_t mask;
	int number;

	for (number = 1; number < NSIG; number++)
		if (sigaction(number, NULL, &action) == 0)
			EXPECT(action.sa_handler == SIG_DFL);
	EXPECT_OK(sigprocmask(SIG_SETMASK, NULL, &mask));
	EXPECT(sigisemptyset(&mask));
	EXPECT_EQ(022, umask(0));
	EXPECT_EQ(STDERR_FILENO + 1, lowest_free());
	EXPECT_ERROR(EBADF, close(9));
	EXPECT_OK(stat(".", &here));
	EXPECT_EQ(S_IFDIR | 0755, here.st_mode);
	EXPECT_EQ(getpid(), getpgrp());
}

SUBJECT(goes_away, "passed", "")
{
	SETUP(chdir("/"));
	umask(0777);
}
