/* What the subject leaves behind, or removes. */
#include "subject.h"

#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

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

int leave(const char *what)
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

static int remove_name(const char *what, const char *name)
{
	char path[256];

	if (strcmp(what, "shm") == 0)
		return shm_open(name, O_RDWR | O_CREAT, 0600) == -1 ? -1 : shm_unlink(name);
	if (strcmp(what, "sem") == 0)
		return sem_open(name, O_CREAT, 0600, 1) == SEM_FAILED ? -1 : sem_unlink(name);
	if (strcmp(what, "queue") == 0)
		return mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, NULL) == -1 ? -1
										  : mq_unlink(name);
	snprintf(path, sizeof(path), "%s%s",
		 strcmp(what, "temporary") == 0 ? getenv("TMPDIR") : ".", name);
	return open(path, O_WRONLY | O_CREAT, 0600) == -1 ? -1 : unlink(path);
}

/* What is wrong: if the first one cannot be removed, the second one is left, too. */
static int remove_both(void)
{
	if (shm_open("/subject.1", O_RDWR | O_CREAT, 0600) != -1 &&
	    shm_open("/subject.2", O_RDWR | O_CREAT, 0600) != -1 && shm_unlink("/subject.1") == 0 &&
	    shm_unlink("/subject.2") == 0)
		return EXIT_SUCCESS;
	perror("subject");
	return EXIT_FAILURE;
}

int remove_again(const char *what)
{
	char name[64];
	int result;

	if (strcmp(what, "both") == 0)
		return remove_both();
	snprintf(name, sizeof(name), "/subject.%ld", (long)getpid());
	if (strcmp(what, "msg") == 0)
		result = msgctl(msgget(IPC_PRIVATE, 0600), IPC_RMID, NULL);
	else if (strcmp(what, "set") == 0)
		result = semctl(semget(IPC_PRIVATE, 1, 0600), 0, IPC_RMID);
	else if (strcmp(what, "shmget") == 0)
		result = shmctl(shmget(IPC_PRIVATE, 1, 0600), IPC_RMID, NULL);
	else
		result = remove_name(what, name);
	if (result == -1)
		perror(what);
	return result == -1;
}
