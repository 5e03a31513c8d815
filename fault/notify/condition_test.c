/* Conditions: which calls count. */
#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "trial.h"

static struct trial trial;

static int some_calls(struct notify *notify, void *argument)
{
	int fds[2];

	(void)notify;
	(void)argument;
	errno = 0;
	if (fcntl(0, F_GETFD) < 0)
		return 1;
	fcntl(0, F_DUPFD_CLOEXEC, 3);
	if (errno == EMFILE)
		return EMFILE;
	if (pipe(fds) != 0 || write(fds[1], "a", 1) != 1)
		return 3;
	close(open("/dev/null", O_RDONLY));
	close(open("/etc/passwd", O_RDONLY));
	close(open("/dev/zero", O_RDONLY));
	return 0;
}

static void run_with(const char *condition, const char *watched, const char *plan)
{
	trial = (struct trial){.watched = watched, .condition = condition, .plan = plan};
	trial_run(&trial, some_calls, NULL);
}

ATF_TC_WITHOUT_HEAD(command);
ATF_TC_BODY(command, tc)
{
	(void)tc;
	run_with("fcntl:command=F_DUPFD_CLOEXEC", "fcntl", "1:1:syscall/fcntl:1=EMFILE");
	ATF_REQUIRE_EQ(WEXITSTATUS(trial.status), EMFILE);
	ATF_REQUIRE_EQ(trial.count, 1);
}

/* A condition is about its system call only. */
ATF_TC_WITHOUT_HEAD(other_calls);
ATF_TC_BODY(other_calls, tc)
{
	(void)tc;
	run_with("fcntl:command=F_DUPFD_CLOEXEC", "fcntl pipe pipe2", NULL);
	ATF_REQUIRE_EQ(trial.count, 2);
}

static int wake(struct notify *notify, void *argument)
{
	uint32_t word = 0;

	(void)notify;
	(void)argument;
	syscall(SYS_futex, &word, FUTEX_WAKE, 1);
	syscall(SYS_futex, &word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1);
	/* What is above an int is no part of it. */
	syscall(SYS_futex, &word, FUTEX_WAKE | 1L << 32, 1);
	return 0;
}

/* An operation is the same whatever its flags are. */
ATF_TC_WITHOUT_HEAD(operation);
ATF_TC_BODY(operation, tc)
{
	(void)tc;
	trial = (struct trial){.watched = "futex", .condition = "futex:command=FUTEX_WAKE"};
	trial_run(&trial, wake, NULL);
	ATF_REQUIRE_EQ(trial.count, 3);
	trial = (struct trial){.watched = "futex", .condition = "futex:command=FUTEX_WAIT"};
	trial_run(&trial, wake, NULL);
	ATF_REQUIRE_EQ(trial.count, 0);
	trial = (struct trial){.watched = "futex", .condition = "futex:arg1=FUTEX_WAKE"};
	trial_run(&trial, wake, NULL);
	ATF_REQUIRE_EQ(trial.count, 2);
}

ATF_TC_WITHOUT_HEAD(argument);
ATF_TC_BODY(argument, tc)
{
	(void)tc;
	run_with("fcntl:arg1&0x400=0x400", "fcntl", "1:1:syscall/fcntl:1=EMFILE");
	ATF_REQUIRE_EQ(WEXITSTATUS(trial.status), EMFILE);
	ATF_REQUIRE_EQ(trial.count, 1);
}

ATF_TC_WITHOUT_HEAD(kind);
ATF_TC_BODY(kind, tc)
{
	(void)tc;
	run_with("close:kind=device", "close", NULL);
	ATF_REQUIRE_EQ_MSG(trial.count, 2, "%zu %#x", trial.count, trial.status);
	run_with("write:kind=pipe", "write", NULL);
	ATF_REQUIRE_EQ(trial.count, 1);
	run_with("write:kind=socket", "write", NULL);
	ATF_REQUIRE_EQ(trial.count, 0);
}

ATF_TC_WITHOUT_HEAD(path);
ATF_TC_BODY(path, tc)
{
	(void)tc;
	run_with("openat:path=/dev/", "openat", NULL);
	ATF_REQUIRE_EQ_MSG(trial.count, 2, "%zu %#x", trial.count, trial.status);
	run_with("close:path=/etc/passwd", "close", NULL);
	ATF_REQUIRE_EQ(trial.count, 1);
}

ATF_TC_WITHOUT_HEAD(wrong);
ATF_TC_BODY(wrong, tc)
{
	const char *const wrong[] = {"fcntl",
				     "fcntl:",
				     "nocall:kind=pipe",
				     "openat:kind=pipe",
				     "getrandom:path=/a",
				     "read:kind=thing",
				     "fcntl:command=F_X",
				     "fcntl:arg6=1",
				     "getrandom:command=1",
				     "fcntl:arg1&=1",
				     "openat:path="};
	char message[512];

	(void)tc;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct conditions *conditions = conditions_new();

		ATF_CHECK_MSG(conditions_add(conditions, wrong[i], message, sizeof(message)) < 0,
			      "accepted: %s", wrong[i]);
		conditions_free(conditions);
	}
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, command);
	ATF_TP_ADD_TC(tp, other_calls);
	ATF_TP_ADD_TC(tp, operation);
	ATF_TP_ADD_TC(tp, argument);
	ATF_TP_ADD_TC(tp, kind);
	ATF_TP_ADD_TC(tp, path);
	ATF_TP_ADD_TC(tp, wrong);
	return atf_no_error();
}
