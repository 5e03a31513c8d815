/* A finding's process, its folder, and the end of both. */
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <mqueue.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OBJECTS = 8, LIMIT = 20, FOLDERS = 8 };
enum kind { NOTHING, QUEUE, SEMAPHORES, SEGMENT };

/* What the process tells main(), also if it dies. */
struct told {
	int error;
	struct {
		enum kind kind;
		int id;
	} objects[OBJECTS];
};

char unique_name[32];
static struct told *told;
static volatile sig_atomic_t process;
static volatile sig_atomic_t ended_by;

static void end_process(int signal)
{
	if (signal != SIGALRM)
		ended_by = signal;
	if (process > 0)
		kill(-process, SIGKILL);
}

int run_signal(void)
{
	return ended_by;
}

bool run_prepare(void)
{
	static const int ending[] = {SIGALRM, SIGINT, SIGTERM, SIGHUP};
	/* A handler without SA_RESTART would change what musl does with EINTR from then on. */
	struct sigaction action = {.sa_handler = end_process, .sa_flags = SA_RESTART};

	told = mmap(NULL, sizeof(*told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (told == MAP_FAILED)
		return false;
	for (size_t i = 0; i < sizeof(ending) / sizeof(*ending); i++)
		sigaction(ending[i], &action, NULL);
	snprintf(unique_name, sizeof(unique_name), "/finding-%ld", (long)getpid());
	return true;
}

static int remember(enum kind kind, int id)
{
	for (int i = 0; id != -1 && i < OBJECTS; i++) {
		if (told->objects[i].kind == NOTHING) {
			told->objects[i].kind = kind;
			told->objects[i].id = id;
			break;
		}
	}
	return id;
}

int remember_queue(int id)
{
	return remember(QUEUE, id);
}

int remember_semaphores(int id)
{
	return remember(SEMAPHORES, id);
}

int remember_segment(int id)
{
	return remember(SEGMENT, id);
}

int new_queue(int mode)
{
	return remember_queue(msgget(IPC_PRIVATE, mode));
}

int new_semaphores(int count, int mode)
{
	return remember_semaphores(semget(IPC_PRIVATE, count, mode));
}

int new_segment(size_t size, int mode)
{
	return remember_segment(shmget(IPC_PRIVATE, size, mode));
}

static int remove_path(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status;
	(void)type;
	(void)place;
	remove(path);
	return 0;
}

static int unlock_folder(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status;
	(void)place;
	if (type == FTW_D || type == FTW_DNR)
		chmod(path, S_IRWXU);
	return 0;
}

static void remove_all(const char *folder)
{
	nftw(folder, unlock_folder, FOLDERS, FTW_PHYS);
	nftw(folder, remove_path, FOLDERS, FTW_PHYS | FTW_DEPTH);
	mq_unlink(unique_name);
	sem_unlink(unique_name);
	shm_unlink(unique_name);
	for (int i = 0; i < OBJECTS; i++) {
		int id = told->objects[i].id;

		switch (told->objects[i].kind) {
		case QUEUE:
			msgctl(id, IPC_RMID, NULL);
			break;
		case SEMAPHORES:
			semctl(id, 0, IPC_RMID);
			break;
		case SEGMENT:
			shmctl(id, IPC_RMID, NULL);
			break;
		case NOTHING:
			break;
		}
	}
}

/* What a finding prints, or its shell, nobody asked for. */
static void be_finding(const struct finding *finding, const char *folder)
{
	enum outcome outcome = CANNOT_TRY;
	int nowhere = open("/dev/null", O_RDWR);

	setpgid(0, 0);
	for (int fd = 0; nowhere != -1 && fd <= STDERR_FILENO; fd++)
		dup2(nowhere, fd);
	if (nowhere > STDERR_FILENO)
		close(nowhere);
	signal(SIGALRM, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	umask(S_IWGRP | S_IWOTH);
	if (chdir(folder) == 0) {
		errno = 0;
		outcome = finding->show();
	}
	told->error = errno;
	_exit(outcome);
}

static enum outcome judge(const struct finding *finding, bool in_time, int status, char *why,
			  size_t size)
{
	*why = '\0';
	if (!in_time) {
		if (finding->hangs_after > 0)
			return SHOWN;
		snprintf(why, size, "no end after %d s", LIMIT);
		return NOT_SHOWN;
	}
	if (WIFSIGNALED(status)) {
		if (WTERMSIG(status) == finding->dies_by)
			return SHOWN;
		snprintf(why, size, "ended by signal %d (%s)", WTERMSIG(status),
			 strsignal(WTERMSIG(status)));
		return NOT_SHOWN;
	}
	if (WEXITSTATUS(status) == CANNOT_TRY)
		snprintf(why, size, "%s", told->error ? strerror(told->error) : "not permitted");
	return (enum outcome)WEXITSTATUS(status);
}

enum outcome run_finding(const struct finding *finding, char *why, size_t size)
{
	const char *place = getenv("TMPDIR");
	char folder[4096];
	int child, status = 0;
	unsigned left;

	snprintf(folder, sizeof(folder), "%s/finding-XXXXXX", place && *place ? place : "/tmp");
	memset(told, 0, sizeof(*told));
	if (!mkdtemp(folder) || chmod(folder, 0777) == -1 || (child = fork()) == -1) {
		snprintf(why, size, "%s: %s", folder, strerror(errno));
		return CANNOT_TRY;
	}
	if (child == 0)
		be_finding(finding, folder);
	setpgid(child, child);
	process = child;
	if (ended_by)
		kill(-child, SIGKILL);
	alarm((unsigned)(finding->hangs_after > 0 ? finding->hangs_after : LIMIT));
	while (waitpid(child, &status, 0) == -1 && errno == EINTR)
		;
	left = alarm(0);
	kill(-child, SIGKILL);
	process = 0;
	remove_all(folder);
	return judge(finding, left > 0, status, why, size);
}
