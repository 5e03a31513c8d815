#include "subject.h"

#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

void announce(const char *format, ...)
{
	const char *path = getenv("IPCTS_SELFTEST_LOG");
	char line[200];
	va_list arguments;
	int fd;

	if (!path)
		return;
	va_start(arguments, format);
	vsnprintf(line, sizeof(line) - 1, format, arguments);
	va_end(arguments);
	strcat(line, "\n");
	fd = (int)SETUP(open(path, O_WRONLY | O_APPEND | O_CLOEXEC));
	/* One write, for several processes use the file. */
	SETUP(write(fd, line, strlen(line)));
	close(fd);
}

void start_daemon(void)
{
	pid_t child = (pid_t)SETUP(fork());

	if (child != 0) {
		SETUP(waitpid(child, NULL, 0));
		return;
	}
	setsid();
	child = (pid_t)SETUP(fork());
	while (child == 0)
		pause();
	/* Not by itself: here it is done before the case goes on. */
	announce("process %ld", (long)child);
	_exit(EXIT_SUCCESS);
}

void litter(void)
{
	const char *name = unique_name();
	key_t key = unique_key();
	int id;

	SETUP(shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600));
	announce("shm %s", name);
	SETUP_THAT(sem_open(name, O_CREAT | O_EXCL, 0600, 0) != SEM_FAILED, "sem_open");
	announce("sem %s", name);
	SETUP(mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, NULL));
	announce("mq %s", name);
	announce("sysv_msg %d", (int)SETUP(msgget(key, IPC_CREAT | IPC_EXCL | 0600)));
	id = (int)SETUP(semget(IPC_PRIVATE, 1, 0600));
	own_semaphore_set(id);
	announce("sysv_sem %d", id);
	id = (int)SETUP(shmget(IPC_PRIVATE, 1, 0600));
	own_shared_memory(id);
	announce("sysv_shm %d", id);
	SETUP(open("litter", O_CREAT | O_RDWR, 0600));
	start_daemon();
}
