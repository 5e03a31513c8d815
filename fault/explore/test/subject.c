/*
 * A command to be explored, with bugs that the programs of fault/programs have not:
 *
 *	subject descriptor	forgets a descriptor, and goes on to the same result
 *	subject twice		bears one failed write(), not a second one
 *	subject file		writes a file, half of it if write() fails
 *	subject writes N	makes so many calls
 *	subject leave WHAT	leaves something behind if write() fails: shm, sem, msg,
 *				shmget, temporary, child, closed
 *	subject killed		ends by SIGTERM if write() fails
 *	subject slow		takes longer than a short timeout if write() fails
 *	subject stuck		does not end if the first write() of two fails; if it is
 *				the second, it takes long
 *	subject again		writes twice more if write() fails
 *	subject uneven		makes another number of calls each time
 *	subject message		exits if write() fails, with a message
 *	subject mute		exits if two write() fail, without a message
 */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/random.h>
#include <sys/shm.h>
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

static int make_calls(int count)
{
	while (count-- > 0) {
		if (write(STDOUT_FILENO, "a", 1) != 1) {
			perror("write");
			return EXIT_FAILURE;
		}
	}
	return EXIT_SUCCESS;
}

static int leave_child(void)
{
	pid_t pid = fork();

	if (pid == 0)
		pause();
	return pid == -1 ? -1 : 0;
}

static int leave_file(void)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/left", getenv("TMPDIR"));
	return open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
}

static int leave(const char *what)
{
	char name[64];

	if (write(STDOUT_FILENO, "a", 1) == 1)
		return EXIT_SUCCESS;
	perror("write");
	snprintf(name, sizeof(name), "/subject.%ld", (long)getpid());
	if (strcmp(what, "shm") == 0)
		return shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600) == -1 ? 2 : 1;
	if (strcmp(what, "closed") == 0)
		return close(shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600)) == -1 ? 2 : 1;
	if (strcmp(what, "sem") == 0)
		return sem_open(name, O_CREAT | O_EXCL, 0600, 1) == SEM_FAILED ? 2 : 1;
	if (strcmp(what, "msg") == 0)
		return msgget(IPC_PRIVATE, 0600) == -1 ? 2 : 1;
	if (strcmp(what, "shmget") == 0)
		return shmget(IPC_PRIVATE, 1, 0600) == -1 ? 2 : 1;
	if (strcmp(what, "temporary") == 0)
		return leave_file() == -1 ? 2 : 1;
	return leave_child() == -1 ? 2 : 1;
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
	if (count == 2 && strcmp(arguments[1], "twice") == 0)
		return write_twice();
	if (count == 2 && strcmp(arguments[1], "file") == 0)
		return write_file();
	if (count == 2 && strcmp(arguments[1], "killed") == 0)
		return be_killed();
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
	if (count == 3 && strcmp(arguments[1], "writes") == 0)
		return make_calls(atoi(arguments[2]));
	fprintf(stderr, "usage: subject CASE\n");
	return 2;
}
