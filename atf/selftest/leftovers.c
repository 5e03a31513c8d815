/* Looks for what a subject may have left, once nothing of it may be. */
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
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
#include <sys/stat.h>
#include <unistd.h>

#include "trial.h"

enum { DEPTH = 16 };

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

static bool has_opened(int fd)
{
	close(fd);
	return fd != -1;
}

static bool is_semaphore(const char *name)
{
	sem_t *semaphore = sem_open(name, 0);

	if (semaphore == SEM_FAILED)
		return false;
	sem_close(semaphore);
	return true;
}

static bool is_there(const char *kind, const char *value, const char *log)
{
	struct msqid_ds queue;
	struct shmid_ds memory;

	if (strcmp(kind, "shm") == 0)
		return has_opened(shm_open(value, O_RDWR, 0));
	if (strcmp(kind, "sem") == 0)
		return is_semaphore(value);
	if (strcmp(kind, "mq") == 0)
		return has_opened(mq_open(value, O_RDWR));
	if (strcmp(kind, "sysv_msg") == 0)
		return msgctl(atoi(value), IPC_STAT, &queue) != -1;
	if (strcmp(kind, "sysv_sem") == 0)
		return semctl(atoi(value), 0, GETVAL) != -1;
	if (strcmp(kind, "sysv_shm") == 0)
		return shmctl(atoi(value), IPC_STAT, &memory) != -1;
	return strcmp(kind, "process") == 0 && is_process(value, log);
}

/* Names that the harness, or a subject, uses in a directory that is its own. */
static const char *const sentinels[] = {"scratch.0", "scratch.1",    "litter",
					"core",	     "ipcts.a1B2c3", NULL};

void plant_files(const struct trial *trial)
{
	const char *const *name;
	char path[60];

	SETUP(mkdir(path_in(trial, "home"), 0777));
	SETUP(chmod(path_in(trial, "home"), 0777));
	for (name = sentinels; *name; name++) {
		snprintf(path, sizeof(path), "home/%s", *name);
		SETUP(mkdir(path_in(trial, path), 0777));
		SETUP(chmod(path_in(trial, path), 0777));
		snprintf(path, sizeof(path), "home/%s/leaf", *name);
		write_file_in(trial, path, "somebody's");
	}
}

static size_t entry_count;

static int count_entry(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)path;
	(void)status;
	(void)type;
	entry_count += place->level > 0;
	return 0;
}

/* They are there, and nothing else is. */
static void expect_planted_files(const struct trial *trial)
{
	const char *const *name;
	char path[60];

	for (name = sentinels; *name; name++) {
		snprintf(path, sizeof(path), "home/%s/leaf", *name);
		EXPECT_OK(access(path_in(trial, path), R_OK));
	}
	entry_count = 0;
	SETUP(nftw(path_in(trial, "home"), count_entry, DEPTH, FTW_PHYS));
	EXPECT_EQ(2 * (name - sentinels), entry_count);
}

/* Calls look for what the log announces, until it returns true. */
static bool look_at_log(const struct trial *trial, bool (*look)(const char *, const char *))
{
	FILE *log = fopen(path_in(trial, "log"), "re");
	bool is_found = false;
	char line[200];

	SETUP_THAT(log != NULL, "%s: %s", path_in(trial, "log"), error_name(errno));
	while (!is_found && fgets(line, sizeof(line), log)) {
		char kind[20] = "";
		char value[150] = "";

		sscanf(line, "%19s %149s", kind, value);
		is_found = look(kind, value);
	}
	fclose(log);
	return is_found;
}

/* The search for leftovers: there is one at a time in a process. */
static struct {
	const struct trial *trial;
	char log[500];
	char found[600];
} search;

static bool find_object(const char *kind, const char *value)
{
	if (!is_there(kind, value, search.log))
		return false;
	snprintf(search.found, sizeof(search.found), "%s %s", kind, value);
	return true;
}

/* A killed kyua leaves a directory of its own. */
static int find_file(const char *path, const struct stat *status, int type, struct FTW *place)
{
	static const char kyuas[] = "/tmp/kyua.";
	const char *place_in = path + strlen(search.trial->directory);

	(void)status;
	(void)type;
	if (place->level == 0)
		return 0;
	if (strncmp(place_in, kyuas, strlen(kyuas)) == 0 && !strstr(place_in, "/work/"))
		return 0;
	snprintf(search.found, sizeof(search.found), "%s", path);
	return 1;
}

static bool is_nothing_left(void *trial)
{
	search.trial = trial;
	snprintf(search.log, sizeof(search.log), "%s", path_in(trial, "log"));
	return !look_at_log(trial, find_object) &&
	       nftw(path_in(trial, "tmp"), find_file, DEPTH, FTW_PHYS) == 0;
}

void expect_nothing_left(const struct trial *trial)
{
	EXPECT_THAT(is_nothing_left((void *)trial), "left behind: %s", search.found);
	expect_planted_files(trial);
}

void await_nothing_left(const struct trial *trial)
{
	wait_until(is_nothing_left, (void *)trial, STEP_LIMIT);
	expect_nothing_left(trial);
}

static bool kill_process(const char *kind, const char *value)
{
	if (strcmp(kind, "process") == 0 && is_process(value, search.log))
		kill(atoi(value), SIGKILL);
	return false;
}

void kill_announced(const struct trial *trial)
{
	snprintf(search.log, sizeof(search.log), "%s", path_in(trial, "log"));
	look_at_log(trial, kill_process);
}
