#include "leaks.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <mqueue.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "descendants.h"
#include "descriptor.h"
#include "directory.h"

void leaked(const char *what, const char *name)
{
	const struct test_case *test = arena->test;

	if (arena->is_complete)
		arena_record(OUTCOME_FAILED, test->file, test->line, "left behind: %s %s", what,
			     name);
}

/* Those that are open, as far as /proc tells: the limit may be a million. */
static bool close_listed(void)
{
	DIR *directory = opendir("/proc/self/fd");
	struct dirent *entry;

	if (!directory)
		return false;
	while ((entry = readdir(directory))) {
		int fd = atoi(entry->d_name);

		if (fd > STDERR_FILENO && fd != dirfd(directory))
			syscall(SYS_close, fd);
	}
	closedir(directory);
	return true;
}

void descriptors_reset(void)
{
	long last = sysconf(_SC_OPEN_MAX);
	long fd;

#ifdef SYS_close_range
	if (syscall(SYS_close_range, 3U, ~0U, 0) == 0)
		return;
#endif
	if (close_listed())
		return;
	for (fd = 3; fd < last; fd++)
		syscall(SYS_close, fd);
}

static void report_descriptor(int fd)
{
	char link[40];
	char target[100] = "";
	char text[160];
	ssize_t length;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, target, sizeof(target) - 1);
	target[length > 0 ? length : 0] = '\0';
	snprintf(text, sizeof(text), "%d %s", fd, target);
	leaked("descriptor", text);
}

/* Without /proc, or a free descriptor to open it with. */
static void check_few_descriptors(void)
{
	enum { FEW = 1024 };
	int fd;

	for (fd = STDERR_FILENO + 1; fd < FEW; fd++)
		if (is_open(fd))
			report_descriptor(fd);
}

static void check_descriptors(void)
{
	DIR *directory;
	struct dirent *entry;

	descriptors_disown();
	directory = opendir("/proc/self/fd");
	if (!directory) {
		check_few_descriptors();
		return;
	}
	while ((entry = readdir(directory))) {
		int fd = atoi(entry->d_name);

		if (fd > STDERR_FILENO && fd != dirfd(directory))
			report_descriptor(fd);
	}
	closedir(directory);
}

/* All actors are collected: every child, running or not, is one too many. */
static void check_children(void)
{
	siginfo_t info = {.si_pid = 0};
	char text[40] = "that still runs";

	if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == -1)
		return;
	if (info.si_pid != 0)
		snprintf(text, sizeof(text), "that has exited: %ld", (long)info.si_pid);
	leaked("child", text);
}

void leaks_check_process(void)
{
	check_descriptors();
	check_children();
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status;
	(void)type;
	(void)place;
	return remove(path);
}

static int open_entry(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status;
	(void)place;
	if (type == FTW_DNR || type == FTW_D)
		chmod(path, 0700);
	return 0;
}

static void remove_tree(const char *path)
{
	enum { DEPTH = 16 };

	if (unlink(path) == 0 || errno == ENOENT)
		return;
	/* A directory: an ordinary user may have to open it first. */
	chmod(path, 0700);
	nftw(path, open_entry, DEPTH, FTW_PHYS | FTW_MOUNT);
	nftw(path, remove_entry, DEPTH, FTW_PHYS | FTW_MOUNT | FTW_DEPTH);
}

static void remove_name(const char *name)
{
	if (shm_unlink(name) == 0)
		leaked("shared memory object", name);
	if (sem_unlink(name) == 0)
		leaked("semaphore", name);
	if (mq_unlink(name) == 0)
		leaked("message queue", name);
}

/* gVisor removes any id, again and again: that it succeeds does not tell. */
static bool is_message_queue(int id)
{
	struct msqid_ds status;

	return msgctl(id, IPC_STAT, &status) == 0 || errno == EACCES;
}

static void remove_ids(enum ledger_kind kind, int id)
{
	char text[24];

	snprintf(text, sizeof(text), "%d", id);
	if (kind == LEDGER_MSG && is_message_queue(id) && msgctl(id, IPC_RMID, NULL) == 0)
		leaked("System V message queue", text);
	if (kind == LEDGER_SEM && semctl(id, 0, IPC_RMID) == 0)
		leaked("System V semaphore set", text);
	if (kind == LEDGER_SHM && shmctl(id, IPC_RMID, NULL) == 0)
		leaked("System V shared memory", text);
}

static void remove_key(key_t key)
{
	remove_ids(LEDGER_MSG, msgget(key, 0));
	remove_ids(LEDGER_SEM, semget(key, 0, 0));
	remove_ids(LEDGER_SHM, shmget(key, 0, 0));
}

static bool is_system_v(enum ledger_kind kind)
{
	return kind != LEDGER_PATH && kind != LEDGER_NAME;
}

static void remove_object(const struct ledger_entry *entry)
{
	/* An id of a private namespace is anybody's here. */
	if (!entry->is_set || (entry->is_private && is_system_v(entry->kind)))
		return;
	if (entry->kind == LEDGER_PATH)
		remove_tree(entry->name);
	else if (entry->kind == LEDGER_NAME)
		remove_name(entry->name);
	else if (entry->kind == LEDGER_KEY)
		remove_key((key_t)entry->number);
	else
		remove_ids(entry->kind, (int)entry->number);
}

/* The directory was empty when the case began. */
static void check_directory(void)
{
	DIR *directory = opendir(".");
	struct dirent *entry;

	if (!directory)
		return;
	while ((entry = readdir(directory))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		leaked("file", entry->d_name);
		remove_tree(entry->d_name);
	}
	closedir(directory);
}

void leaks_clean_up(void)
{
	bool is_at_home;
	unsigned i;

	descendants_end();
	is_at_home = is_in_directory();
	for (i = 0; i < arena->ledger_count && i < MAX_LEDGER; i++)
		if (is_at_home || arena->ledger[i].kind != LEDGER_PATH)
			remove_object(&arena->ledger[i]);
	if (is_at_home)
		check_directory();
}
