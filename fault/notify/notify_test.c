/* The supervisor: which call fails, and of which targets. */
#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* libfiu's functions do nothing without it. */
#define FIU_ENABLE
#include <fiu-control.h>
#include <fiu.h>

#include "trial.h"

static struct trial trial;

static int third_of_five(struct notify *notify, void *argument)
{
	(void)notify;
	(void)argument;
	for (int i = 1; i <= 5; i++)
		STEP(i, parent_error() == (i == 3 ? EACCES : 0));
	return 0;
}

ATF_TC_WITHOUT_HEAD(kth_call);
ATF_TC_BODY(kth_call, tc)
{
	(void)tc;
	trial = (struct trial){.watched = "getppid", .plan = "1:1:syscall/getppid:3=EACCES"};
	trial_run(&trial, third_of_five, NULL);
	trial_expect_success(&trial);
	ATF_REQUIRE_EQ(trial.count, 5);
	ATF_REQUIRE_STREQ(trial.calls[1], "1:1:syscall/getppid:2");
	ATF_REQUIRE_STREQ(trial.calls[2], "1:1:syscall/getppid:3=EACCES");
}

static int all_fail(struct notify *notify, void *argument)
{
	(void)notify;
	(void)argument;
	STEP(1, parent_error() == EIO);
	STEP(2, parent_error() == EIO);
	return 0;
}

ATF_TC_WITHOUT_HEAD(libfiu_decides);
ATF_TC_BODY(libfiu_decides, tc)
{
	(void)tc;
	trial = (struct trial){.watched = "getppid"};
	fiu_init(0);
	fiu_enable("syscall/*", 1, (void *)EIO, 0);
	trial_run(&trial, all_fail, NULL);
	trial_expect_success(&trial);
}

static int exec_true(struct notify *notify, void *argument)
{
	char *arguments[] = {"true", NULL}, *environment[] = {NULL};

	(void)argument;
	close(open("/dev/null", O_RDONLY)); /* what is known of this program is not of the next */
	return -notify_exec(notify, "/bin/true", arguments, environment);
}

ATF_TC_WITHOUT_HEAD(loader);
ATF_TC_BODY(loader, tc)
{
	size_t without;

	(void)tc;
	trial = (struct trial){.watched = "mmap openat"};
	trial_run(&trial, exec_true, NULL);
	trial_expect_success(&trial);
	without = trial_count(&trial, "1:1:syscall/mmap:");
	trial = (struct trial){.watched = "mmap openat", .counts_loader = true};
	trial_run(&trial, exec_true, NULL);
	trial_expect_success(&trial);
	ATF_REQUIRE_MSG(trial_count(&trial, "1:1:syscall/mmap:") >= without + 5,
			"%zu mmap() calls without the loader, %zu with it", without,
			trial_count(&trial, "1:1:syscall/mmap:"));
}

static int wait_for_ever(struct notify *notify, void *argument)
{
	(void)notify;
	(void)argument;
	if (fork() == 0) {
		setsid();
		pause();
	}
	pause();
	return 0;
}

ATF_TC_WITHOUT_HEAD(hang);
ATF_TC_BODY(hang, tc)
{
	(void)tc;
	trial = (struct trial){.watched = "getppid", .limit = 200};
	trial_run(&trial, wait_for_ever, NULL);
	ATF_REQUIRE_EQ(trial.status, NOTIFY_LATE);
	ATF_REQUIRE_EQ(trial.ended, 2);
}

ATF_TC(unprivileged);
ATF_TC_HEAD(unprivileged, tc)
{
	atf_tc_set_md_var(tc, "require.user", "unprivileged");
}
ATF_TC_BODY(unprivileged, tc)
{
	(void)tc;
	trial = (struct trial){.watched = "getppid", .plan = "1:1:syscall/getppid:3=EACCES"};
	trial_run(&trial, third_of_five, NULL);
	trial_expect_success(&trial);
}

static int start_another(struct notify *notify, void *argument)
{
	char message[512] = "";

	(void)argument;
	STEP(1, notify_start(notify, third_of_five, NULL, message, sizeof(message)) < 0);
	STEP(2, strstr(message, "another supervisor") != NULL);
	return 0;
}

ATF_TC_WITHOUT_HEAD(another_supervisor);
ATF_TC_BODY(another_supervisor, tc)
{
	(void)tc;
	trial = (struct trial){.watched = "getppid"};
	trial_run(&trial, start_another, NULL);
	trial_expect_success(&trial);
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, kth_call);
	ATF_TP_ADD_TC(tp, libfiu_decides);
	ATF_TP_ADD_TC(tp, loader);
	ATF_TP_ADD_TC(tp, hang);
	ATF_TP_ADD_TC(tp, unprivileged);
	ATF_TP_ADD_TC(tp, another_supervisor);
	return atf_no_error();
}
