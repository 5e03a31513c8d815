/*
 * The making of processes, and of programs in them: each is told who it is.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>

#include "effects.h"
#include "environment.h"
#include "identity.h"

extern char **environ;

EXPORTED pid_t fork(void)
{
	unsigned int number;
	pid_t pid;

	RESOLVE(fork);
	if (ARMED_PLAIN(fork)) {
		EFFECT_PLAIN(pid_t, fork, 0, FAIL_MINUS_ONE)
	}
	number = begin_child();
	pid = real_fork();
	if (pid == 0)
		become_child(number);
	else
		end_child(number, pid != -1);
	return pid;
}

#define SPAWN(name)                                                                                \
	EXPORTED int name(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions, \
			  const posix_spawnattr_t *attributes, char *const arguments[],            \
			  char *const environment[])                                               \
	{                                                                                          \
		unsigned int number;                                                               \
		int error;                                                                         \
                                                                                                   \
		RESOLVE(name);                                                                     \
		if (ARMED_PLAIN(name)) {                                                           \
			EFFECT_PLAIN(int, name, 0, FAIL_NUMBER)                                    \
		}                                                                                  \
		if (!is_identity_wanted())                                                         \
			return real_##name(pid, path, actions, attributes, arguments,              \
					   environment);                                           \
		number = begin_child();                                                            \
		{                                                                                  \
			char *storage[environment_words(environment)];                             \
                                                                                                   \
			error = real_##name(pid, path, actions, attributes, arguments,             \
					    make_environment(environment, number, storage));       \
		}                                                                                  \
		end_child(number, error == 0);                                                     \
		return error;                                                                      \
	}

SPAWN(posix_spawn)
SPAWN(posix_spawnp)

EXPORTED FILE *popen(const char *command, const char *mode)
{
	unsigned int number;
	FILE *stream;

	RESOLVE(popen);
	if (ARMED_PLAIN(popen)) {
		EFFECT_PLAIN(FILE *, popen, 0, FAIL_NULL_POINTER)
	}
	if (!is_identity_wanted())
		return real_popen(command, mode);
	number = begin_child();
	begin_environment(number);
	stream = real_popen(command, mode);
	end_environment();
	end_child(number, stream != NULL);
	return stream;
}

REAL(int, system, (const char *command));
EXPORTED int system(const char *command)
{
	unsigned int number;
	int status;

	RESOLVE(system);
	if (!command || !is_identity_wanted())
		return real_system(command);
	number = begin_child();
	begin_environment(number);
	status = real_system(command);
	end_environment();
	end_child(number, status != -1);
	return status;
}

/* Every exec function ends here; find: as the shell does. */
static int execute(const char *path, char *const arguments[], char *const environment[], bool find)
{
	REAL(int, execve, (const char *, char *const[], char *const[]));
	REAL(int, execvpe, (const char *, char *const[], char *const[]));

	RESOLVE(execve);
	RESOLVE(execvpe);
	if (!is_identity_wanted())
		return (find ? real_execvpe : real_execve)(path, arguments, environment);
	{
		char *storage[environment_words(environment)];
		char **copy = make_environment(environment, number_in_parent_memory(), storage);

		return (find ? real_execvpe : real_execve)(path, arguments, copy);
	}
}

EXPORTED int execve(const char *path, char *const arguments[], char *const environment[])
{
	return execute(path, arguments, environment, false);
}

EXPORTED int execv(const char *path, char *const arguments[])
{
	return execute(path, arguments, environ, false);
}

EXPORTED int execvpe(const char *file, char *const arguments[], char *const environment[])
{
	return execute(file, arguments, environment, true);
}

EXPORTED int execvp(const char *file, char *const arguments[])
{
	return execute(file, arguments, environ, true);
}

REAL(int, fexecve, (int fd, char *const arguments[], char *const environment[]));
EXPORTED int fexecve(int fd, char *const arguments[], char *const environment[])
{
	RESOLVE(fexecve);
	if (!is_identity_wanted())
		return real_fexecve(fd, arguments, environment);
	{
		char *storage[environment_words(environment)];
		char **copy = make_environment(environment, number_in_parent_memory(), storage);

		return real_fexecve(fd, arguments, copy);
	}
}

/* execl() and its like: the arguments up to NULL, and then the environment, if has_last. */
#define LIST(name, find, has_last)                                          \
	EXPORTED int name(const char *path, const char *first, ...)         \
	{                                                                   \
		size_t count = 1, i;                                        \
		va_list list;                                               \
                                                                            \
		va_start(list, first);                                      \
		while (va_arg(list, char *))                                \
			count++;                                            \
		va_end(list);                                               \
		{                                                           \
			char *arguments[count + 1];                         \
			char **environment = environ;                       \
                                                                            \
			va_start(list, first);                              \
			arguments[0] = (char *)first;                       \
			for (i = 1; i <= count; i++)                        \
				arguments[i] = va_arg(list, char *);        \
			if (has_last)                                       \
				environment = va_arg(list, char **);        \
			va_end(list);                                       \
			return execute(path, arguments, environment, find); \
		}                                                           \
	}

LIST(execl, false, false)
LIST(execlp, true, false)
LIST(execle, false, true)
