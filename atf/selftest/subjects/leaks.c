/* What a case may leave behind. */
#include "subject.h"

#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define LEFT "^atf/selftest/subjects/leaks.c:[0-9]+: left behind: "

SUBJECT(tidy, "passed", "")
{
	const char *name = unique_name();
	int ends[2];

	EXPECT_OK(pipe(ends));
	own(ends[0]);
	close_end(ends[1]);
	close_end(EXPECT_OK(shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600)));
	EXPECT_OK(shm_unlink(name));
	EXPECT_OK(msgctl((int)EXPECT_OK(msgget(unique_key(), IPC_CREAT | 0600)), IPC_RMID, NULL));
	scratch_directory(0);
	close_end(EXPECT_OK(open(scratch_path(), O_CREAT | O_RDWR, 0)));
}

SUBJECT(descriptor, "failed", LEFT "descriptor [0-9]+ pipe:")
{
	int ends[2];

	EXPECT_OK(pipe(ends));
	own(ends[0]);
}

/* Nothing is left to look at the others with. */
SUBJECT(last_descriptor, "failed", LEFT "descriptor 3 ")
{
	leave_descriptors(1);
	EXPECT_OK(open(".", O_RDONLY));
}

SUBJECT(zombie, "failed", LEFT "child that has exited: [0-9]+$")
{
	siginfo_t info;

	if (SETUP(fork()) == 0)
		_exit(EXIT_SUCCESS);
	SETUP(waitid(P_ALL, 0, &info, WEXITED | WNOWAIT));
}

SUBJECT(running_child, "failed", LEFT "child that still runs$")
{
	if (SETUP(fork()) == 0)
		for (;;)
			pause();
}

SUBJECT(orphan, "failed", LEFT "process [0-9]+ leaks")
{
	start_daemon();
}

SUBJECT(orphan_of_actor, "failed", LEFT "process [0-9]+ leaks")
{
	struct actor *actor = ACTOR("parent")
	{
		if (fork() == 0)
			for (;;)
				pause();
	}

	expect_finished(actor);
}

/* One that is about to go is no leak. */
SUBJECT(short_lived_orphan, "passed", "")
{
	pid_t child = (pid_t)SETUP(fork());

	if (child == 0) {
		if (fork() == 0)
			descriptors_disown();
		_exit(EXIT_SUCCESS);
	}
	SETUP(waitpid(child, NULL, 0));
}

SUBJECT(shm_name, "failed", LEFT "shared memory object /ipcts")
{
	const char *name = unique_name();

	close_end(EXPECT_OK(shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600)));
	announce("shm %s", name);
}

SUBJECT(sem_name, "failed", LEFT "semaphore /ipcts")
{
	const char *name = unique_name();
	sem_t *semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, 0);

	EXPECT(semaphore != SEM_FAILED);
	sem_close(semaphore);
	announce("sem %s", name);
}

SUBJECT(mq_name, "failed", LEFT "message queue /ipcts")
{
	const char *name = unique_name();

	EXPECT_OK(mq_close((mqd_t)EXPECT_OK(mq_open(name, O_CREAT | O_RDWR, 0600, NULL))));
	announce("mq %s", name);
}

SUBJECT(msg_key, "failed", LEFT "System V message queue [0-9]+$")
{
	announce("sysv_msg %d", (int)EXPECT_OK(msgget(unique_key(), IPC_CREAT | 0600)));
}

SUBJECT(sem_key, "failed", LEFT "System V semaphore set [0-9]+$")
{
	announce("sysv_sem %d", (int)EXPECT_OK(semget(unique_key(), 2, IPC_CREAT | 0600)));
}

SUBJECT(shm_key, "failed", LEFT "System V shared memory [0-9]+$")
{
	announce("sysv_shm %d", (int)EXPECT_OK(shmget(unique_key(), 1, IPC_CREAT | 0600)));
}

SUBJECT(msg_id, "failed", LEFT "System V message queue [0-9]+$")
{
	int id = (int)EXPECT_OK(msgget(IPC_PRIVATE, 0600));

	own_message_queue(id);
	announce("sysv_msg %d", id);
}

SUBJECT(sem_id, "failed", LEFT "System V semaphore set [0-9]+$")
{
	int id = (int)EXPECT_OK(semget(IPC_PRIVATE, 1, 0600));

	own_semaphore_set(id);
	announce("sysv_sem %d", id);
}

SUBJECT(shm_id, "failed", LEFT "System V shared memory [0-9]+$")
{
	int id = (int)EXPECT_OK(shmget(IPC_PRIVATE, 1, 0600));

	own_shared_memory(id);
	announce("sysv_shm %d", id);
}

SUBJECT(file, "failed", LEFT "file (core|tree)$")
{
	close_end(EXPECT_OK(open("core", O_CREAT | O_RDWR, 0)));
	EXPECT_OK(mkdir("tree", 0700));
	EXPECT_OK(mkdir("tree/branch", 0700));
	EXPECT_OK(mkfifo("tree/branch/leaf", 0));
	EXPECT_OK(chmod("tree/branch", 0));
}

/* A path that the harness gave out is scratch, and no leak. */
SUBJECT(scratch, "passed", "")
{
	const char *path = scratch_directory(0700);

	SETUP(chdir(path));
	EXPECT_OK(mkdir("branch", 0));
	EXPECT_OK(mkfifo("leaf", 0));
	EXPECT_OK(chmod(".", 0));
}

SUBJECT(everything, "failed", LEFT "descriptor")
{
	litter();
}
