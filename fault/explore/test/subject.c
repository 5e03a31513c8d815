/*
 * A command to be explored, with bugs that the programs of fault/programs have not:
 *
 *	subject descriptor	forgets a descriptor, and goes on to the same result
 *	subject input		closes its input, unless fcntl() fails
 *	subject twice		bears one failed write(), not a second one
 *	subject file		writes a file, half of it if write() fails
 *	subject folder DOES	makes a file in folder/ and removes it, or (new) a folder
 *				there, or (anew) the folder itself, or opens it, if write() fails
 *	subject writes N	makes so many calls
 *	subject silent N	likewise, without a message if one fails
 *	subject leave WHAT	leaves something behind if write() fails: shm, sem, msg,
 *				shmget, temporary, child, closed
 *	subject remove WHAT	makes something and removes it: shm, sem, queue, msg, set,
 *				shmget, file, temporary, both; gives up after a failure
 *	subject lock KIND	uses a mutex: plain, or robust
 *	subject handler		has a signal handled
 *	subject killed		ends by SIGTERM if write() fails
 *	subject slow		takes longer than a short timeout if write() fails
 *	subject stuck		does not end if the first write() of two fails; if it is
 *				the second, it takes long
 *	subject again		writes twice more if write() fails
 *	subject uneven		makes another number of calls each time
 *	subject message		exits if write() fails, with a message
 *	subject mute		exits if two write() fail, without a message
 */
#include "subject.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int forget_descriptor(void)
{
	int fds[2];

	for (int trial = 0; trial < 2; trial++) {
		if (pipe(fds) == -1)
			continue;
		close(fds[0]);
		/* What is wrong: after a failure, the other end stays open. */
		if (fcntl(fds[1], F_SETFD, FD_CLOEXEC) == -1)
			continue;
		close(fds[1]);
	}
	return puts("done") == EOF;
}

static int close_input(void)
{
	if (fcntl(STDIN_FILENO, F_SETFD, 0) == 0)
		close(STDIN_FILENO);
	return EXIT_SUCCESS;
}

static int write_twice(void)
{
	if (write(STDOUT_FILENO, "a", 1) == 1)
		return EXIT_SUCCESS;
	if (write(STDOUT_FILENO, "a", 1) == 1)
		return EXIT_SUCCESS;
	abort();
}

static int write_file(void)
{
	int fd = open("result", O_WRONLY | O_CREAT, 0600);

	/* What is wrong: nobody looks whether it was written. */
	if (fd != -1 && (write(fd, "a", 1) == 1 || errno == EIO))
		return EXIT_SUCCESS;
	perror("result");
	return EXIT_FAILURE;
}

/* What was in it is not there any more. */
static int remake_folder(void)
{
	rmdir("folder/old");
	return rmdir("folder") == -1 ? -1 : mkdir("folder", 0755);
}

static int use_folder(const char *how)
{
	int result;

	if (write(STDOUT_FILENO, "a", 1) == 1)
		return EXIT_SUCCESS;
	perror("write");
	if (strcmp(how, "new") == 0)
		result = mkdir("folder/new", 0755);
	else if (strcmp(how, "anew") == 0)
		result = remake_folder();
	else if (strcmp(how, "opened") == 0)
		result = close(open("folder/file", O_WRONLY));
	else
		result = close(open("folder/file", O_WRONLY | O_CREAT, 0600)) == -1
				 ? -1
				 : unlink("folder/file");
	return result == -1 ? 2 : EXIT_FAILURE;
}

static int make_calls(int count, bool is_silent)
{
	while (count-- > 0) {
		if (write(STDOUT_FILENO, "a", 1) != 1) {
			if (!is_silent)
				perror("write");
			return EXIT_FAILURE;
		}
	}
	return EXIT_SUCCESS;
}

static int use_mutex(const char *kind)
{
	pthread_mutexattr_t attributes;
	pthread_mutex_t mutex;
	int error;

	pthread_mutexattr_init(&attributes);
	if (strcmp(kind, "robust") == 0)
		pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
	error = pthread_mutex_init(&mutex, &attributes);
	if (error == 0)
		error = pthread_mutex_lock(&mutex);
	if (error == 0)
		error = pthread_mutex_unlock(&mutex);
	if (error != 0)
		fprintf(stderr, "mutex: %s\n", strerror(error));
	return error != 0;
}

static int handle_signal(void)
{
	struct sigaction action = {.sa_handler = SIG_IGN};

	if (sigaction(SIGUSR1, &action, NULL) == 0)
		return EXIT_SUCCESS;
	perror("sigaction");
	return EXIT_FAILURE;
}

static int be_killed(void)
{
	if (write(STDOUT_FILENO, "a", 1) == 1)
		return EXIT_SUCCESS;
	raise(SIGTERM);
	return EXIT_FAILURE;
}

/* So long that only a second run with more time sees the end. */
static int be_slow(void)
{
	struct timespec time = {.tv_nsec = 700 * 1000 * 1000};

	if (write(STDOUT_FILENO, "a", 1) == 1)
		return EXIT_SUCCESS;
	nanosleep(&time, NULL);
	fprintf(stderr, "slow\n");
	return EXIT_FAILURE;
}

static int be_stuck(void)
{
	if (write(STDOUT_FILENO, "a", 1) == -1)
		pause();
	return be_slow();
}

static int write_again(void)
{
	int fds[2];

	if (write(STDOUT_FILENO, "a", 1) == 1)
		return EXIT_SUCCESS;
	if (pipe(fds) == -1 || write(STDOUT_FILENO, "a", 1) == -1)
		return EXIT_FAILURE;
	return write(fds[1], "a", 1) == 1 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int be_uneven(void)
{
	unsigned short count;

	if (getrandom(&count, sizeof(count), 0) != sizeof(count))
		return EXIT_FAILURE;
	for (count = (unsigned short)(count % 1000 + 1); count > 0; count--)
		fcntl(STDOUT_FILENO, F_GETFD);
	return write(STDOUT_FILENO, "a", 1) == 1 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int tell(void)
{
	if (write(STDOUT_FILENO, "a", 1) == 1)
		return EXIT_SUCCESS;
	return write(STDERR_FILENO, "write failed\n", 13) == 13 ? 3 : 4;
}

static int be_mute(void)
{
	if (write(STDOUT_FILENO, "a", 1) == 1 || write(STDOUT_FILENO, "a", 1) == 1)
		return EXIT_SUCCESS;
	return EXIT_FAILURE;
}

int main(int count, char *arguments[])
{
	if (count == 2 && strcmp(arguments[1], "descriptor") == 0)
		return forget_descriptor();
	if (count == 2 && strcmp(arguments[1], "input") == 0)
		return close_input();
	if (count == 2 && strcmp(arguments[1], "twice") == 0)
		return write_twice();
	if (count == 2 && strcmp(arguments[1], "file") == 0)
		return write_file();
	if (count == 2 && strcmp(arguments[1], "killed") == 0)
		return be_killed();
	if (count == 2 && strcmp(arguments[1], "handler") == 0)
		return handle_signal();
	if (count == 2 && strcmp(arguments[1], "slow") == 0)
		return be_slow();
	if (count == 2 && strcmp(arguments[1], "stuck") == 0)
		return be_stuck();
	if (count == 2 && strcmp(arguments[1], "again") == 0)
		return write_again();
	if (count == 2 && strcmp(arguments[1], "uneven") == 0)
		return be_uneven();
	if (count == 2 && strcmp(arguments[1], "message") == 0)
		return tell();
	if (count == 2 && strcmp(arguments[1], "mute") == 0)
		return be_mute();
	if (count == 3 && strcmp(arguments[1], "leave") == 0)
		return leave(arguments[2]);
	if (count == 3 && strcmp(arguments[1], "remove") == 0)
		return remove_again(arguments[2]);
	if (count == 3 && strcmp(arguments[1], "lock") == 0)
		return use_mutex(arguments[2]);
	if (count == 3 && strcmp(arguments[1], "folder") == 0)
		return use_folder(arguments[2]);
	if (count == 3 && strcmp(arguments[1], "writes") == 0)
		return make_calls(atoi(arguments[2]), false);
	if (count == 3 && strcmp(arguments[1], "silent") == 0)
		return make_calls(atoi(arguments[2]), true);
	fprintf(stderr, "usage: subject CASE\n");
	return 2;
}
