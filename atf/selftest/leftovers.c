/* Looks for what a subject has announced, once nothing of it may be left. */
#include <dirent.h>
#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "trial.h"

/* The number may be another process's by now: ours has the log in its environment. */
static bool is_process(const char *pid, const char *log)
{
	char path[60];
	char text[8192];
	FILE *file;
	size_t length;

	snprintf(path, sizeof(path), "/proc/%.20s/environ", pid);
	file = fopen(path, "re");
	if (!file)
		return false;
	length = fread(text, 1, sizeof(text), file);
	fclose(file);
	return memmem(text, length, log, strlen(log)) != NULL;
}

static bool is_there(const char *kind, const char *value, const char *log)
{
	struct msqid_ds queue;
	struct shmid_ds memory;

	if (strcmp(kind, "shm") == 0)
		return shm_open(value, O_RDWR, 0) != -1;
	if (strcmp(kind, "sem") == 0)
		return sem_open(value, 0) != SEM_FAILED;
	if (strcmp(kind, "mq") == 0)
		return mq_open(value, O_RDWR) != (mqd_t)-1;
	if (strcmp(kind, "sysv_msg") == 0)
		return msgctl(atoi(value), IPC_STAT, &queue) != -1;
	if (strcmp(kind, "sysv_sem") == 0)
		return semctl(atoi(value), 0, GETVAL) != -1;
	if (strcmp(kind, "sysv_shm") == 0)
		return shmctl(atoi(value), IPC_STAT, &memory) != -1;
	return strcmp(kind, "process") == 0 && is_process(value, log);
}

static void expect_empty(const char *path)
{
	DIR *directory = opendir(path);
	struct dirent *entry;

	SETUP_THAT(directory != NULL, "%s: %s", path, error_name(errno));
	while ((entry = readdir(directory)))
		EXPECT_THAT(entry->d_name[0] == '.', "left behind: %s/%s", path, entry->d_name);
	closedir(directory);
}

void expect_nothing_left(const struct trial *trial)
{
	char path[500];
	char line[200];
	FILE *log;

	snprintf(path, sizeof(path), "%s/log", trial->directory);
	log = fopen(path, "re");
	SETUP_THAT(log != NULL, "%s: %s", path, error_name(errno));
	while (fgets(line, sizeof(line), log)) {
		char kind[20] = "";
		char value[150] = "";

		sscanf(line, "%19s %149s", kind, value);
		EXPECT_THAT(!is_there(kind, value, path), "left behind: %s %s", kind, value);
	}
	fclose(log);
	snprintf(path, sizeof(path), "%s/tmp", trial->directory);
	expect_empty(path);
}
