/* Stock fiu-run and fiu-ctrl; processes, programs and threads. */
#define FIU_ENABLE

#include <fcntl.h>
#include <fiu-control.h>
#include <fiu.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scenario.h"

#define FIU_RUN "fiu-run -f '' -l \"$PRELOAD\" -x -c "

SCENARIO_BY(fiu_run_enables, FIU_RUN "'enable name=posix/ipc/pipe/pipe,failinfo=24'")
{
	int fds[2];

	CHECK_FAILS(pipe(fds), 24);
	CHECK_FAILS(pipe(fds), 24);
}

SCENARIO_BY(fiu_run_enables_what_matches, FIU_RUN "'enable name=posix/ipc/*,failinfo=23'")
{
	int fds[2];

	CHECK_FAILS(pipe(fds), 23);
	CHECK_FAILS(pipe2(fds, 0), 23);
	CHECK(dup(1) >= 0);
}

SCENARIO_BY(fiu_run_enables_once, FIU_RUN "'enable name=posix/io/fd/dup,failinfo=24,onetime'")
{
	CHECK_FAILS(dup(1), 24);
	CHECK(dup(1) >= 0);
}

SCENARIO_BY(fiu_run_enables_at_random,
	    FIU_RUN "'enable_random name=posix/io/fd/dup,failinfo=24,probability=0.5'")
{
	int failed = 0, i;

	for (i = 0; i < 400; i++) {
		int fd = dup(1);

		failed += fd == -1;
		if (fd != -1)
			close(fd);
	}
	CHECK(failed > 50 && failed < 350);
}

SCENARIO_BY(fiu_run_without_errno_takes_the_usual_one, FIU_RUN "'enable name=posix/io/oc/close'")
{
	CHECK_FAILS(close(dup(1)), EBADF);
}

SCENARIO_BY(the_same_seed_fails_the_same,
	    "for i in 1 2; do $RUN --random posix/io/fd/dup=EMFILE@0.5 --seed 5 --log log$i -- "
	    "\"$SUBJECT\" calls_dup || exit 1; done; cmp log1 log2 && grep -q fired log1 &&")
{
}

SCENARIO(calls_dup, "")
{
	int i;

	for (i = 0; i < 50; i++)
		close(dup(1));
}

/* What fiu-ctrl says arrives in a thread of libfiu's; the reply is read when it is done. */
static void control(pid_t pid, const char *what)
{
	char command[200];

	snprintf(command, sizeof(command), "fiu-ctrl -f ./control -c '%s' %d", what, (int)pid);
	CHECK(system(command) == 0);
}

static void follow_control(void)
{
	CHECK(dup(1) >= 0);
	control(getpid(), "enable name=posix/io/fd/dup,failinfo=24");
	CHECK_FAILS(dup(1), EMFILE);
	control(getpid(), "disable name=posix/io/fd/dup");
	CHECK(dup(1) >= 0);
}

SCENARIO(fiu_ctrl_enables_and_disables, "--control ./control")
{
	follow_control();
}

SCENARIO(fiu_ctrl_reaches_a_forked_child, "--control ./control")
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		follow_control();
		_exit(0);
	}
	CHECK(waitpid(pid, &status, 0) == pid && status == 0);
	CHECK(dup(1) >= 0);
}

SCENARIO(a_forked_child_fails_as_well, "--fail posix/io/fd/dup=EMFILE")
{
	int status;

	if (fork() == 0) {
		CHECK_FAILS(dup(1), EMFILE);
		_exit(0);
	}
	CHECK(wait(&status) > 0 && status == 0);
}

SCENARIO(a_program_fails_as_well, "--fail posix/io/fd/dup=EMFILE")
{
	char path[4096];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);

	CHECK(length > 0);
	path[length] = '\0';
	execl(path, path, "calls_dup_in_vain", (char *)NULL);
	CHECK(!"executed");
}

SCENARIO(calls_dup_in_vain, "--fail posix/io/fd/dup=EMFILE")
{
	CHECK_FAILS(dup(1), EMFILE);
}

static void *call_dup(void *argument)
{
	int i, *failed = argument;

	for (i = 0; i < 1000; i++) {
		errno = 0;
		*failed += dup(1) == -1 && errno == EMFILE;
	}
	return NULL;
}

SCENARIO(all_threads_fail, "--fail posix/io/fd/dup=EMFILE")
{
	pthread_t threads[4];
	int failed[4] = {0}, i;

	for (i = 0; i < 4; i++)
		CHECK(pthread_create(&threads[i], NULL, call_dup, &failed[i]) == 0);
	for (i = 0; i < 4; i++) {
		CHECK(pthread_join(threads[i], NULL) == 0);
		CHECK(failed[i] == 1000);
	}
}

static volatile bool is_over;

static void *call_dup_until_over(void *argument)
{
	while (!is_over)
		dup(1);
	return argument;
}

/* Threads that fail, and are forked meanwhile: no child waits for what one of them has. */
SCENARIO(forks_between_failing_threads_do_not_hang, "--fail posix/io/fd/dup=EMFILE")
{
	pthread_t thread;
	int status, i;

	CHECK(pthread_create(&thread, NULL, call_dup_until_over, NULL) == 0);
	for (i = 0; i < 300; i++) {
		pid_t pid = fork();

		if (pid == 0) {
			CHECK_FAILS(dup(1), EMFILE);
			CHECK(fiu_disable("posix/io/fd/dup") == 0);
			CHECK(dup(1) >= 0);
			_exit(0);
		}
		CHECK(waitpid(pid, &status, 0) == pid && status == 0);
	}
	is_over = true;
	CHECK(pthread_join(thread, NULL) == 0);
}

static sigjmp_buf back;

static void jump_back(int number)
{
	(void)number;
	siglongjmp(back, 1);
}

/* A handler may leave a call wherever it is, but not while libfiu is asked. */
SCENARIO(jumps_out_of_failing_calls_lose_nothing, "--fail posix/io/fd/dup=EMFILE")
{
	struct itimerval often = {{0, 100}, {0, 100}}, never = {{0, 0}, {0, 0}};
	static volatile int jumps;

	signal(SIGALRM, jump_back);
	if (sigsetjmp(back, 1) == 0)
		setitimer(ITIMER_REAL, &often, NULL);
	else
		jumps++;
	while (jumps < 2000)
		CHECK(dup(1) == -1);
	setitimer(ITIMER_REAL, &never, NULL);
	CHECK_FAILS(dup(1), EMFILE);
}

SCENARIO(nothing_fails_before_main, "--fail posix/io/fd/dup=EMFILE")
{
	extern int of_constructor;

	CHECK(of_constructor >= 0);
}

int of_constructor;

__attribute__((constructor)) static void call_before_main(void)
{
	of_constructor = dup(1);
}
