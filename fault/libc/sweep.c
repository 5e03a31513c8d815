#include "sweep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* libfiu's functions do nothing without it. */
#define FIU_ENABLE
#include <fiu.h>

#include "../notify/calls.h"
#include "../notify/notify.h"
#include "../notify/possible.h"
#include "../plan/plan.h"
#include "world.h"

enum {
	MOST_CALLS = 1024,
	MOST_ERRORS = 20,
	LIMIT = 5000, /* milliseconds; a hang is one that takes LONG_LIMIT, too */
	LONG_LIMIT = 20000,
	TRIES = 3,
	RECORDINGS = 3,
	MOST_RECORDINGS = 20
};

/* A call that a function makes. */
struct recorded {
	struct call call;
	int errors[MOST_ERRORS]; /* that it may have, ended by 0 */
};

struct sweep {
	struct notify *notify;
	struct page *page;
	int page_fd, program_fd;
	const struct subject *subject;
	struct recorded recorded[MOST_CALLS];
	size_t count;
	bool is_recording;
};

/* Programs that the function starts are not the C library's business. */
static void tell(const struct notify_call *made, void *argument)
{
	struct sweep *sweep = argument;

	struct recorded *recorded = &sweep->recorded[sweep->count];
	const int *error;
	int count = 0;

	if (!sweep->is_recording || made->images > 0 || sweep->count == MOST_CALLS)
		return;
	error = system_call_errors(system_call_numbered(made->number), made->arguments);
	recorded->call = made->call;
	for (; *error && count < MOST_ERRORS - 1; error++) {
		if (notify_is_possible_error(made, *error))
			recorded->errors[count++] = *error;
	}
	recorded->errors[count] = 0;
	sweep->count++;
}

static struct notify *make_supervisor(struct sweep *sweep, char *message, size_t size)
{
	struct notify_settings settings = {
		.is_armed = &sweep->page->is_armed, .tell = tell, .argument = sweep};
	int watched[MOST_CALLS];

	for (size_t i = 0; i < system_call_count() && i < MOST_CALLS; i++) {
		if (system_call_at(i)->number >= 0)
			watched[settings.count++] = system_call_at(i)->number;
	}
	settings.watched = watched;
	return notify_new(&settings, message, size);
}

struct sweep *sweep_new(const char *program, char *message, size_t size)
{
	struct sweep *sweep = calloc(1, sizeof(*sweep));

	if (!sweep) {
		snprintf(message, size, "no memory for the sweep");
		return NULL;
	}
	fiu_init(0);
	sweep->page = MAP_FAILED;
	sweep->page_fd = memfd_create("sweep", MFD_CLOEXEC);
	/* By descriptor: its path may be behind what world_enter() mounted. */
	sweep->program_fd = open(program, O_RDONLY | O_CLOEXEC);
	if (sweep->program_fd < 0) {
		snprintf(message, size, "cannot open %s: %s", program, strerror(errno));
	} else if (sweep->page_fd < 0 || ftruncate(sweep->page_fd, sizeof(*sweep->page)) != 0) {
		snprintf(message, size, "cannot make common memory: %s", strerror(errno));
	} else {
		sweep->page = mmap(NULL, sizeof(*sweep->page), PROT_READ | PROT_WRITE, MAP_SHARED,
				   sweep->page_fd, 0);
		if (sweep->page != MAP_FAILED)
			sweep->notify = make_supervisor(sweep, message, size);
	}
	if (sweep->notify)
		return sweep;
	sweep_free(sweep);
	return NULL;
}

void sweep_free(struct sweep *sweep)
{
	if (!sweep)
		return;
	notify_free(sweep->notify);
	if (sweep->page != MAP_FAILED)
		munmap(sweep->page, sizeof(*sweep->page));
	if (sweep->page_fd >= 0)
		close(sweep->page_fd);
	if (sweep->program_fd >= 0)
		close(sweep->program_fd);
	free(sweep);
}

/* In the target. Nothing but the standard descriptors and the page remains, after exec. */
static int execute(struct notify *notify, void *argument)
{
	struct sweep *sweep = argument;
	char path[64], name[64];
	char *arguments[] = {(char *)"subject", name, NULL};
	char *environment[] = {(char *)"PATH=/usr/bin:/bin", NULL};

	snprintf(path, sizeof(path), "/proc/self/fd/%d", sweep->program_fd);
	snprintf(name, sizeof(name), "%s", sweep->subject->name);
	setsid();
	dup2(open("/dev/null", O_RDWR), STDIN_FILENO);
	dup2(STDIN_FILENO, STDOUT_FILENO);
	dup2(STDIN_FILENO, STDERR_FILENO);
	dup2(sweep->page_fd, PAGE_DESCRIPTOR);
	close_range(STDERR_FILENO + 1, PAGE_DESCRIPTOR - 1, CLOSE_RANGE_CLOEXEC);
	close_range(PAGE_DESCRIPTOR + 1, ~0U, CLOSE_RANGE_CLOEXEC);
	return -notify_exec(notify, path, arguments, environment);
}

/* One run. Returns its status, NOTIFY_LATE, or NOTIFY_FAILED with one line in message. */
static int run_once(struct sweep *sweep, const struct holdings *usual, int limit, char *message,
		    size_t size)
{
	int status;

	world_clean();
	memset(sweep->page, 0, sizeof(*sweep->page));
	sweep->page->left = *usual;
	if (notify_start(sweep->notify, execute, sweep, message, size) < 0)
		return NOTIFY_FAILED;
	status = notify_serve(sweep->notify, limit);
	if (status == NOTIFY_FAILED)
		snprintf(message, size, "cannot supervise: %s", strerror(errno));
	if (status < 0)
		notify_end(sweep->notify);
	return status;
}

/* The run that is the measure of the others: how it is when nothing fails. */
static int record(struct sweep *sweep, struct holdings *usual, char *message, size_t size)
{
	struct holdings nothing = {0};
	int status;

	sweep->count = 0;
	sweep->is_recording = true;
	status = run_once(sweep, &nothing, LONG_LIMIT, message, size);
	sweep->is_recording = false;
	*usual = sweep->page->left;
	if (status == NOTIFY_FAILED)
		return -1;
	if (status == 0 && sweep->page->stage == STAGE_COMPLETE && !sweep->page->has_failed &&
	    !sweep->page->is_broken)
		return 0;
	snprintf(message, size,
		 "%s does not work without a fault: wait status %#x, stage %d, error %d, %s",
		 sweep->subject->function, (unsigned int)status, sweep->page->stage,
		 sweep->page->error, sweep->page->is_broken ? "broken" : "not broken");
	return -1;
}

/* Other threads may come so far, or not, before the function returns. */
static size_t count_of_main_threads(const struct sweep *sweep)
{
	size_t count = 0;

	for (size_t i = 0; i < sweep->count; i++)
		count += sweep->recorded[i].call.thread == 1;
	return count;
}

/*
 * Records the calls that are made each time: glibc draws the name of a temporary file
 * again, with one more getrandom(), after one draw in twenty.
 */
static int record_least(struct sweep *sweep, struct holdings *usual, char *message, size_t size)
{
	size_t least = MOST_CALLS;

	for (int i = 0; i < MOST_RECORDINGS; i++) {
		size_t count;

		if (record(sweep, usual, message, size) != 0)
			return -1;
		count = count_of_main_threads(sweep);
		if (i >= RECORDINGS - 1 && count <= least)
			break;
		least = count < least ? count : least;
	}
	return 0;
}

/* Runs with that plan until its call was made. Returns as run_once(). */
static int run_planned(struct sweep *sweep, const struct holdings *usual, const char *text,
		       bool *has_fired, char *message, size_t size)
{
	struct plan *plan = plan_read(text, message, size);
	int status = NOTIFY_FAILED;

	*has_fired = false;
	if (!plan)
		return NOTIFY_FAILED;
	if (plan_enable(plan) == 0) {
		for (int i = 0; i < TRIES && !*has_fired; i++) {
			status = run_once(sweep, usual, LIMIT, message, size);
			*has_fired = plan_entry(plan, 0)->fired > 0;
			if (status == NOTIFY_FAILED)
				break;
		}
		if (status == NOTIFY_LATE)
			status = run_once(sweep, usual, LONG_LIMIT, message, size);
	} else {
		snprintf(message, size, "libfiu does not take the plan: no memory");
	}
	plan_enable(NULL);
	plan_free(plan);
	return status;
}

int sweep_subject(struct sweep *sweep, const struct subject *subject, const char *only,
		  void (*found)(const struct deviation *deviation, void *argument), void *argument,
		  struct sweep_result *result, char *message, size_t size)
{
	struct deviation deviation = {.subject = subject->name};
	bool zeroes_errno;
	struct holdings usual;
	char text[CALL_TEXT_SIZE];

	*result = (struct sweep_result){0};
	sweep->subject = subject;
	if (record_least(sweep, &usual, message, size) != 0)
		return -1;
	memcpy(result->libc, sweep->page->libc, sizeof(result->libc));
	result->calls = (unsigned int)sweep->count;
	zeroes_errno = sweep->page->has_changed_errno;
	if (zeroes_errno) { /* said once, not again in each run */
		deviation.kind = "zeroes_errno";
		snprintf(deviation.text, sizeof(deviation.text), "errno is set to 0");
		found(&deviation, argument);
		result->deviations++;
	}
	for (size_t i = 0; i < sweep->count; i++) {
		for (const int *error = sweep->recorded[i].errors; *error; error++) {
			bool has_fired;
			int status;

			deviation.call = sweep->recorded[i].call;
			deviation.injected = *error;
			call_print(&deviation.call, *error, text, sizeof(text));
			if (only && strcmp(only, text) != 0)
				continue;
			status = run_planned(sweep, &usual, text, &has_fired, message, size);
			if (status == NOTIFY_FAILED)
				return -1;
			result->runs++;
			sweep->page->has_changed_errno &= !zeroes_errno;
			if (has_fired && sweep->page->has_failed && sweep->page->error > 0 &&
			    sweep->page->error < SWEEP_ERRORS)
				result->failed_with[sweep->page->error] = true;
			if (has_fired)
				result->deviations += judge(subject, sweep->page, status, &usual,
							    &deviation, found, argument);
			else if (deviation.call.thread == 1) /* others may be too slow */
				result->drifted++;
		}
	}
	return 0;
}
