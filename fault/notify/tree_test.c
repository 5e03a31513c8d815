/* The processes and threads of a target: which call is whose. */
#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tree.h"
#include "trial.h"

static struct trial trial;

static void *second_thread(void *argument)
{
	*(int *)argument = parent_error();
	return NULL;
}

static int two_threads(struct notify *notify, void *argument)
{
	int errors[2] = {0, 0};
	pthread_t threads[2];

	(void)notify;
	(void)argument;
	for (int i = 0; i < 2; i++) {
		STEP(1, pthread_create(&threads[i], NULL, second_thread, &errors[i]) == 0);
		STEP(2, pthread_join(threads[i], NULL) == 0);
	}
	STEP(3, parent_error() == 0);
	STEP(4, errors[0] == 0);
	STEP(5, errors[1] == ENOMEM);
	return 0;
}

ATF_TC_WITHOUT_HEAD(threads);
ATF_TC_BODY(threads, tc)
{
	(void)tc;
	trial = (struct trial){.watched = "getppid", .plan = "1:3:syscall/getppid:1=ENOMEM"};
	trial_run(&trial, two_threads, NULL);
	trial_expect_success(&trial);
	ATF_REQUIRE_EQ(trial_count(&trial, "1:1:syscall/getppid:1"), 1);
	ATF_REQUIRE_EQ(trial_count(&trial, "1:2:syscall/getppid:1"), 1);
}

static int exit_status_of(pid_t child)
{
	int status;

	return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status)
		       ? WEXITSTATUS(status)
		       : -1;
}

/* Children that make no watched call are counted all the same. */
static int three_children(struct notify *notify, void *argument)
{
	pid_t child;

	(void)notify;
	(void)argument;
	child = fork();
	if (child == 0)
		_exit(0);
	STEP(1, exit_status_of(child) == 0);
	child = vfork();
	if (child == 0)
		_exit(parent_error() == 0 ? 0 : 1);
	STEP(2, exit_status_of(child) == 0);
	child = fork();
	if (child == 0) {
		child = fork();
		if (child == 0)
			_exit(parent_error());
		_exit(exit_status_of(child));
	}
	STEP(3, exit_status_of(child) == EXDEV);
	return 0;
}

ATF_TC_WITHOUT_HEAD(processes);
ATF_TC_BODY(processes, tc)
{
	(void)tc;
	trial = (struct trial){.watched = "getppid", .plan = "1.3.1:1:syscall/getppid:1=EXDEV"};
	trial_run(&trial, three_children, NULL);
	trial_expect_success(&trial);
	ATF_REQUIRE_EQ(trial_count(&trial, "1.2:1:syscall/getppid:1"), 1);
}

static int failed_fork(struct notify *notify, void *argument)
{
	pid_t child;

	(void)notify;
	(void)argument;
	STEP(1, fork() < 0 && errno == EAGAIN);
	child = fork();
	if (child == 0)
		_exit(parent_error());
	STEP(2, exit_status_of(child) == EDOM);
	return 0;
}

ATF_TC_WITHOUT_HEAD(failed_fork_makes_no_process);
ATF_TC_BODY(failed_fork_makes_no_process, tc)
{
	(void)tc;
	trial = (struct trial){.watched = "getppid clone",
			       .plan = "1:1:syscall/clone:1=EAGAIN 1.1:1:syscall/getppid:1=EDOM"};
	trial_run(&trial, failed_fork, NULL);
	trial_expect_success(&trial);
}

/* A grandchild whose parent is gone before its first call. */
static int orphan(struct notify *notify, void *argument)
{
	int *fds = argument;
	char byte;
	pid_t child = fork();

	(void)notify;
	if (child == 0) {
		if (fork() == 0) {
			close(fds[1]);
			if (read(fds[0], &byte, 1) != 0)
				_exit(1);
			_exit(parent_error());
		}
		_exit(0);
	}
	return exit_status_of(child);
}

ATF_TC_WITHOUT_HEAD(orphans);
ATF_TC_BODY(orphans, tc)
{
	int fds[2];

	(void)tc;
	ATF_REQUIRE(pipe2(fds, O_CLOEXEC) == 0);
	trial = (struct trial){.watched = "getppid", .limit = 500};
	trial_run(&trial, orphan, fds);
	ATF_REQUIRE_EQ(trial.status, NOTIFY_LATE);
	ATF_REQUIRE_EQ(trial.ended, 1);
}

/* What processes of the target share, and the test sees. */
static struct {
	volatile bool is_time;
	volatile int error;
} * shared;

static void share(void)
{
	int flags = MAP_SHARED | MAP_ANONYMOUS;

	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, flags, -1, 0);
	ATF_REQUIRE(shared != MAP_FAILED);
}

/* Without a call that is intercepted. */
static void wait_until_it_is_time(void)
{
	while (!shared->is_time)
		sched_yield();
}

/* The first child makes no intercepted call, and is gone when the second makes one. */
static int killed_child(struct notify *notify, void *argument)
{
	pid_t first = fork(), second;

	(void)notify;
	(void)argument;
	if (first == 0) {
		while (true)
			pause();
	}
	second = fork();
	if (second == 0) {
		wait_until_it_is_time();
		_exit(parent_error());
	}
	STEP(1, kill(first, SIGKILL) == 0 && waitpid(first, NULL, 0) == first);
	shared->is_time = true;
	STEP(2, exit_status_of(second) == ENOENT);
	return 0;
}

ATF_TC_WITHOUT_HEAD(killed_before_its_first_call);
ATF_TC_BODY(killed_before_its_first_call, tc)
{
	(void)tc;
	share();
	trial = (struct trial){.watched = "getppid", .plan = "1.2:1:syscall/getppid:1=ENOENT"};
	trial_run(&trial, killed_child, NULL);
	trial_expect_success(&trial);
}

/* The second of two children makes a process, and ends before that one's first call. */
static int children_and_orphan(struct notify *notify, void *argument)
{
	pid_t child = fork();

	(void)notify;
	(void)argument;
	if (child == 0)
		_exit(0);
	STEP(1, exit_status_of(child) == 0);
	child = fork();
	if (child == 0) {
		if (fork() == 0) {
			wait_until_it_is_time();
			shared->error = parent_error();
		}
		_exit(0);
	}
	STEP(2, exit_status_of(child) == 0);
	shared->is_time = true;
	return 0;
}

ATF_TC_WITHOUT_HEAD(orphan_keeps_its_address);
ATF_TC_BODY(orphan_keeps_its_address, tc)
{
	(void)tc;
	share();
	trial = (struct trial){.watched = "getppid", .plan = "1.2.1:1:syscall/getppid:1=EXDEV"};
	trial_run(&trial, children_and_orphan, NULL);
	trial_expect_success(&trial);
	ATF_REQUIRE_EQ(shared->error, EXDEV);
}

static int spawn_true(struct notify *notify, void *argument)
{
	char *arguments[] = {"sh", "-c", "exec /bin/true", NULL};
	pid_t child;

	(void)notify;
	(void)argument;
	STEP(1, posix_spawn(&child, "/bin/sh", NULL, NULL, arguments, NULL) == 0);
	return exit_status_of(child);
}

/* exec keeps the process's number, and goes on counting. */
ATF_TC_WITHOUT_HEAD(exec);
ATF_TC_BODY(exec, tc)
{
	(void)tc;
	trial = (struct trial){.watched = "execve"};
	trial_run(&trial, spawn_true, NULL);
	trial_expect_success(&trial);
	ATF_REQUIRE_EQ(trial.count, 2);
	ATF_REQUIRE_STREQ(trial.calls[0], "1.1:1:syscall/execve:1");
	ATF_REQUIRE_STREQ(trial.calls[1], "1.1:1:syscall/execve:2");
}

/* What was known of the former target is not told of the next, whose ids may be the same. */
ATF_TC_WITHOUT_HEAD(begins_anew);
ATF_TC_BODY(begins_anew, tc)
{
	struct tree *tree = tree_new(1);
	struct thread *thread;

	(void)tc;
	ATF_REQUIRE(tree && tree_begin(tree, getpid()) == 0);
	thread = tree_thread(tree, getpid());
	ATF_REQUIRE(thread != NULL);
	ATF_REQUIRE_STREQ(thread->process->address, "1");
	thread->counts[0] = 5;
	ATF_REQUIRE_EQ(tree_begin(tree, getppid()), 0);
	thread = tree_thread(tree, getpid());
	ATF_REQUIRE(thread != NULL);
	ATF_REQUIRE_EQ(thread->counts[0], 0);
	/* Which child of its parent this process is, others beside it decide. */
	ATF_REQUIRE(strncmp(thread->process->address, "1.", 2) == 0);
	tree_free(tree);
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, threads);
	ATF_TP_ADD_TC(tp, processes);
	ATF_TP_ADD_TC(tp, failed_fork_makes_no_process);
	ATF_TP_ADD_TC(tp, orphans);
	ATF_TP_ADD_TC(tp, killed_before_its_first_call);
	ATF_TP_ADD_TC(tp, orphan_keeps_its_address);
	ATF_TP_ADD_TC(tp, exec);
	ATF_TP_ADD_TC(tp, begins_anew);
	return atf_no_error();
}
