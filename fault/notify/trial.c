#include "trial.h"

#include <atf-c.h>
#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* libfiu's functions do nothing without it. */
#define FIU_ENABLE
#include <fiu.h>

#include "../plan/plan.h"

enum { MOST_WATCHED = 32, TEN_SECONDS = 10000 };

static void tell(const struct notify_call *made, void *argument)
{
	struct trial *trial = argument;

	if (trial->count < TRIAL_CALLS)
		call_print(&made->call, made->fault, trial->calls[trial->count], CALL_TEXT_SIZE);
	trial->count++;
}

static size_t read_watched(const char *names, int *numbers)
{
	size_t count = 0;

	while (*(names += strspn(names, " "))) {
		size_t length = strcspn(names, " ");
		char name[64];

		ATF_REQUIRE(count < MOST_WATCHED);
		snprintf(name, sizeof(name), "%.*s", (int)length, names);
		numbers[count] = seccomp_syscall_resolve_name(name);
		ATF_REQUIRE_MSG(numbers[count] >= 0, "no system call %s", name);
		count++;
		names += length;
	}
	return count;
}

void trial_run(struct trial *trial, int (*run)(struct notify *notify, void *argument),
	       void *argument)
{
	int watched[MOST_WATCHED];
	struct conditions *conditions = NULL;
	struct notify_settings settings = {.watched = watched, .tell = tell, .argument = trial};
	char message[512];
	struct notify *notify;
	struct plan *plan;

	if (notify_is_possible(message, sizeof(message)) != 0)
		atf_tc_skip("%s", message);
	trial->count = 0;
	fiu_init(0);
	settings.count = read_watched(trial->watched, watched);
	settings.counts_loader = trial->counts_loader;
	if (trial->condition) {
		conditions = conditions_new();
		if (conditions_add(conditions, trial->condition, message, sizeof(message)) < 0)
			atf_tc_fail("%s", message);
		settings.conditions = conditions;
	}
	plan = plan_read(trial->plan ? trial->plan : "", message, sizeof(message));
	if (!plan || plan_enable(plan) != 0)
		atf_tc_fail("%s", message);
	notify = notify_new(&settings, message, sizeof(message));
	if (!notify || notify_start(notify, run, argument, message, sizeof(message)) < 0)
		atf_tc_fail("%s", message);
	trial->status = notify_serve(notify, trial->limit ? trial->limit : TEN_SECONDS);
	trial->ended = notify_end(notify);
	notify_free(notify);
	plan_enable(NULL);
	plan_free(plan);
	conditions_free(conditions);
}

size_t trial_count(const struct trial *trial, const char *beginning)
{
	size_t count = 0;

	for (size_t i = 0; i < trial->count && i < TRIAL_CALLS; i++)
		count += strncmp(trial->calls[i], beginning, strlen(beginning)) == 0;
	return count;
}

void trial_expect_success(const struct trial *trial)
{
	ATF_REQUIRE_MSG(WIFEXITED(trial->status) && WEXITSTATUS(trial->status) == 0,
			"the target ended with wait status %#x", (unsigned int)trial->status);
}

int parent_error(void)
{
	return syscall(SYS_getppid) >= 0 ? 0 : errno;
}
