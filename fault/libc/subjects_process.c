/* Other programs. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wordexp.h>

#include "subject.h"

extern char **environ;

static FILE *stream;

static int open_reader(void)
{
	stream = popen("echo a", "r");
	return stream ? 0 : failure();
}

static bool reader_works(void)
{
	return getc(stream) == 'a';
}

static int open_writer(void)
{
	stream = popen("cat >/dev/null", "w");
	return stream ? 0 : failure();
}

static bool writer_works(void)
{
	return fputs("a\n", stream) >= 0 && fflush(stream) == 0;
}

static void close_stream(void)
{
	pclose(stream);
}

static void prepare_stream(void)
{
	open_reader();
}

static int call_pclose(void)
{
	return pclose(stream) == -1 ? failure() : 0;
}

static pid_t child;
static char *command[] = {"true", NULL};

static bool child_works(void)
{
	int status;

	return waitpid(child, &status, 0) == child && status == 0;
}

static int spawn(void)
{
	return posix_spawn(&child, "/bin/true", NULL, NULL, command, environ);
}

static int spawn_from_path(void)
{
	return posix_spawnp(&child, "true", NULL, NULL, command, environ);
}

/* With all that a shell would want of it. */
static int spawn_with_actions(void)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t set;
	int error;

	sigemptyset(&set);
	posix_spawn_file_actions_init(&actions);
	error = posix_spawn_file_actions_addopen(&actions, 5, "/dev/null", O_WRONLY, 0);
	if (!error)
		error = posix_spawn_file_actions_adddup2(&actions, 5, 1);
	if (!error)
		error = posix_spawn_file_actions_addclose(&actions, 5);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
						      POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&attributes, &set);
	posix_spawnattr_setsigdefault(&attributes, &set);
	posix_spawnattr_setpgroup(&attributes, 0);
	if (!error)
		error = posix_spawn(&child, "/bin/true", &actions, &attributes, command, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

/* 127 says, as a failure to execute the shell does, that there was none. */
static int call_system(void)
{
	int status = system("exit 3");

	if (status == -1)
		return failure();
	return WIFEXITED(status) && (WEXITSTATUS(status) == 3 || WEXITSTATUS(status) == 127) ? 0
											     : -1;
}

static int expand(void)
{
	wordexp_t words;
	int result = wordexp("$(echo a)", &words, 0);

	if (result == 0)
		wordfree(&words);
	return result == 0 ? 0 : result == WRDE_NOSPACE ? ENOMEM : -1;
}

#define SPAWN_ERRORS                                                                              \
	E2BIG, EACCES, EAGAIN, EINVAL, EIO, ELOOP, EMFILE, ENAMETOOLONG, ENFILE, ENOENT, ENOEXEC, \
		ENOMEM, ENOTDIR, EPERM, ETXTBSY, EBADF

const struct subject process_subjects[] = {
	{"popen_read",
	 "popen()",
	 NULL,
	 open_reader,
	 reader_works,
	 close_stream,
	 false,
	 {EAGAIN, EINVAL, EMFILE, ENFILE, ENOMEM}},
	{"popen_write",
	 "popen()",
	 NULL,
	 open_writer,
	 writer_works,
	 close_stream,
	 false,
	 {EAGAIN, EINVAL, EMFILE, ENFILE, ENOMEM}},
	{"pclose", "pclose()", prepare_stream, call_pclose, NULL, NULL, true, {ECHILD}},
	{"posix_spawn", "posix_spawn()", NULL, spawn, child_works, NULL, false, {SPAWN_ERRORS}},
	{"posix_spawnp",
	 "posix_spawnp()",
	 NULL,
	 spawn_from_path,
	 child_works,
	 NULL,
	 false,
	 {SPAWN_ERRORS}},
	{"posix_spawn_actions",
	 "posix_spawn()",
	 NULL,
	 spawn_with_actions,
	 child_works,
	 NULL,
	 false,
	 {SPAWN_ERRORS, EBUSY, EDQUOT, EEXIST, EINTR, EISDIR, ENOSPC, ENXIO, EROFS}},
	{"system",
	 "system()",
	 NULL,
	 call_system,
	 NULL,
	 NULL,
	 false,
	 {EAGAIN, ECHILD, ENOMEM, EINTR}},
	{"wordexp", "wordexp()", NULL, expand, NULL, NULL, false, {ENOMEM, -1}},
	{.name = NULL}};
