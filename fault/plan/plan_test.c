/* Addresses, plans, logs. */
#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* libfiu's functions do nothing without it. */
#define FIU_ENABLE
#include <fiu-control.h>
#include <fiu.h>

#include "log.h"
#include "plan.h"

ATF_TC_WITHOUT_HEAD(address);
ATF_TC_BODY(address, tc)
{
	const char *const right[] = {"1:1:posix/ipc/mq/send:1", "1.2.13:4:syscall/futex:100000"};
	char text[CALL_TEXT_SIZE];
	struct call call;

	(void)tc;
	for (size_t i = 0; i < 2; i++) {
		ATF_REQUIRE_EQ(call_parse(right[i], NULL, &call), 0);
		ATF_REQUIRE_EQ(call_print(&call, FAULT_NONE, text, sizeof(text)),
			       (int)strlen(right[i]));
		ATF_REQUIRE_STREQ(text, right[i]);
	}
	ATF_REQUIRE_EQ(call_print(&call, ENOSPC, text, sizeof(text)), 36);
	ATF_REQUIRE_STREQ(text, "1.2.13:4:syscall/futex:100000=ENOSPC");
	ATF_REQUIRE_EQ(call_print(&call, FAULT_SHORT, text, 7), 35);
	ATF_REQUIRE_STREQ(text, "1.2.13");
}

ATF_TC_WITHOUT_HEAD(wrong_address);
ATF_TC_BODY(wrong_address, tc)
{
	const char *const wrong[] = {"",	  "1",	       "1:1:a",	    "0:1:a:1",
				     "1.:1:a:1",  ".1:1:a:1",  "1:0:a:1",   "1:1::1",
				     "1:1:a:0",	  "1:1:a:01",  "1:1:a:-1",  "1:1:a:1x",
				     "1:1:a b:1", "1:1:a=b:1", "1:1:a:1:1", "1:4294967296:a:1"};
	struct call call;

	(void)tc;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		ATF_CHECK_MSG(call_parse(wrong[i], NULL, &call) != 0, "accepted: %s", wrong[i]);
}

ATF_TC_WITHOUT_HEAD(errors);
ATF_TC_BODY(errors, tc)
{
	(void)tc;
	ATF_REQUIRE_EQ(fault_number("EAGAIN", 6), EAGAIN);
	ATF_REQUIRE_EQ(fault_number("EWOULDBLOCK", 11), EAGAIN);
	ATF_REQUIRE_EQ(fault_number("28xyz", 2), 28);
	ATF_REQUIRE_EQ(fault_number("short", 5), FAULT_SHORT);
	ATF_REQUIRE_EQ(fault_number("0", 1), FAULT_NONE);
	ATF_REQUIRE_EQ(fault_number("", 0), FAULT_NONE);
	ATF_REQUIRE_EQ(fault_number("99999", 5), FAULT_NONE);
	ATF_REQUIRE_EQ(fault_number("4095", 4), 4095);
	ATF_REQUIRE_EQ(fault_number("4096", 4), FAULT_NONE);
	ATF_REQUIRE_EQ(fault_number("EAGAI", 5), FAULT_NONE);
	ATF_REQUIRE_STREQ(fault_name(EWOULDBLOCK), "EAGAIN");
	ATF_REQUIRE(fault_name(3999) == NULL);
}

static struct plan *read_plan(const char *text)
{
	char message[512] = "";
	struct plan *plan = plan_read(text, message, sizeof(message));

	ATF_REQUIRE_MSG(plan != NULL, "%s", message);
	return plan;
}

static void expect_refused(const char *text, const char *reason)
{
	char message[512] = "";

	ATF_REQUIRE_MSG(!plan_read(text, message, sizeof(message)), "accepted: %s", text);
	ATF_REQUIRE_MSG(strstr(message, reason), "%s: %s", text, message);
}

ATF_TC_WITHOUT_HEAD(plans);
ATF_TC_BODY(plans, tc)
{
	struct plan *plan;
	struct call call;
	FILE *file = fopen("plan", "w");

	(void)tc;
	plan = read_plan(" 1:1:a/b:1=EIO,1:1:a/b:2=short\n# nothing here=1\n1.1:2:c:7=5 #end");
	ATF_REQUIRE_EQ(plan_count(plan), 3);
	call = plan_entry(plan, 1)->call;
	ATF_REQUIRE(plan_find(plan, &call) == plan_entry(plan, 1));
	ATF_REQUIRE_EQ(plan_entry(plan, 1)->fault, FAULT_SHORT);
	call.k = 3;
	ATF_REQUIRE(plan_find(plan, &call) == NULL);
	ATF_REQUIRE(plan_has_point(plan, "c") && !plan_has_point(plan, "a"));
	plan_free(plan);
	ATF_REQUIRE(file && fputs("1:1:a:1=EIO\n", file) >= 0 && fclose(file) == 0);
	plan = read_plan("@plan");
	ATF_REQUIRE_EQ(plan_count(plan), 1);
	plan_free(plan);
	plan = read_plan("");
	ATF_REQUIRE(plan_count(plan) == 0 && !plan_find(plan, &call));
	plan_free(plan);
	expect_refused("1:1:a:1", "not a planned failure: 1:1:a:1");
	expect_refused("1:1:a:1=EVIL", "no error has that name: 1:1:a:1=EVIL");
	expect_refused("1:1:a:1=EIO 1:1:a:1=EPERM", "planned twice: 1:1:a:1");
	expect_refused("@nowhere", "cannot read the plan nowhere: No such file");
}

static int ask(const char *text)
{
	struct call call;
	int fault;

	ATF_REQUIRE_EQ(call_parse(text, NULL, &call), 0);
	errno = EXDEV;
	fault = plan_ask(&call, EACCES);
	ATF_REQUIRE_EQ(errno, EXDEV);
	return fault;
}

/* One who decides by a callback, which changes errno. */
static int decide(const char *point, int *failnum, void **failinfo, unsigned int *flags)
{
	(void)point;
	(void)failnum;
	(void)flags;
	errno = EDOM;
	*failinfo = (void *)ENOLCK;
	return 1;
}

/* libfiu decides: by the plan, and by what else it was told. */
ATF_TC_WITHOUT_HEAD(decision);
ATF_TC_BODY(decision, tc)
{
	struct plan *plan = read_plan("1:1:a/b:2=EIO 1:2:a/b:2=short");

	(void)tc;
	fiu_init(0);
	ATF_REQUIRE_EQ(plan_enable(plan), 0);
	ATF_REQUIRE_EQ(ask("1:1:a/b:1"), FAULT_NONE);
	ATF_REQUIRE_EQ(ask("1:1:a/b:2"), EIO);
	ATF_REQUIRE_EQ(ask("1:2:a/b:2"), FAULT_SHORT);
	ATF_REQUIRE_EQ(ask("1.1:1:a/b:2"), FAULT_NONE);
	ATF_REQUIRE_EQ(plan_entry(plan, 0)->fired, 1);
	ATF_REQUIRE_EQ(fiu_enable("c", 1, (void *)ENOSPC, 0), 0);
	ATF_REQUIRE_EQ(fiu_enable("d", 1, NULL, 0), 0);
	ATF_REQUIRE_EQ(ask("1:1:c:9"), ENOSPC);
	ATF_REQUIRE_EQ(ask("1:1:d:9"), EACCES);
	ATF_REQUIRE_EQ(fiu_enable_external("e", 1, NULL, 0, decide), 0);
	ATF_REQUIRE_EQ(ask("1:1:e:1"), ENOLCK);
	ATF_REQUIRE_EQ(plan_enable(NULL), 0);
	ATF_REQUIRE_EQ(ask("1:1:a/b:2"), FAULT_NONE);
	plan_free(plan);
}

static char told[1024];

static void tell(const struct call *call, int fault, const char *reason, void *argument)
{
	char text[CALL_TEXT_SIZE];

	(void)argument;
	call_print(call, fault, text, sizeof(text));
	strcat(strcat(strcat(strcat(told, text), " "), reason), "\n");
}

ATF_TC_WITHOUT_HEAD(logs);
ATF_TC_BODY(logs, tc)
{
	struct plan *plan = read_plan("1:1:a:2=EIO 1:1:b:1=EPERM");
	struct call call;
	struct logged line;
	FILE *log;
	int fd = log_open("log");

	(void)tc;
	ATF_REQUIRE(fd >= 0);
	call_parse("1:1:a:1", NULL, &call);
	log_call(fd, &call, FAULT_NONE, "(3, \"x\")");
	call.k = 2;
	log_call(fd, &call, EIO, NULL);
	call.k = 3;
	log_call(fd, &call, FAULT_SHORT, "(3)");
	log = fopen("log", "r");
	ATF_REQUIRE(log != NULL);
	ATF_REQUIRE(log_next(log, &line) == 1 && line.fault == FAULT_NONE && line.call.k == 1);
	ATF_REQUIRE(log_next(log, &line) == 1 && line.fault == EIO && line.call.k == 2);
	ATF_REQUIRE(log_next(log, &line) == 1 && line.fault == FAULT_SHORT);
	ATF_REQUIRE_EQ(log_next(log, &line), 0);
	rewind(log);
	ATF_REQUIRE_EQ(log_drift(log, plan, tell, NULL), 2);
	ATF_REQUIRE_STREQ(told, "1:1:a:3=short not planned\n1:1:b:1=EPERM not fired\n");
	ATF_REQUIRE(write(fd, "nonsense\n", 9) == 9);
	rewind(log);
	ATF_REQUIRE_EQ(log_drift(log, plan, tell, NULL), -1);
	fclose(log);
	close(fd);
	plan_free(plan);
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, address);
	ATF_TP_ADD_TC(tp, wrong_address);
	ATF_TP_ADD_TC(tp, errors);
	ATF_TP_ADD_TC(tp, plans);
	ATF_TP_ADD_TC(tp, decision);
	ATF_TP_ADD_TC(tp, logs);
	return atf_no_error();
}
