#include "judge.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "differences.h"

/* What a shell adds to the number of the signal that has killed a command. */
enum { SHELL_SIGNAL = 128 };

void judge_status(int status, char *text, size_t size)
{
	if (WIFEXITED(status))
		snprintf(text, size, "exits with %d", WEXITSTATUS(status));
	else
		snprintf(text, size, "is killed by SIG%s", sigabbrev_np(WTERMSIG(status)));
}

static void __attribute__((format(printf, 3, 4)))
decide(struct verdict *verdict, enum outcome outcome, const char *format, ...)
{
	va_list arguments;

	verdict->outcome = outcome;
	va_start(arguments, format);
	vsnprintf(verdict->summary, sizeof(verdict->summary), format, arguments);
	va_end(arguments);
}

static void add(struct verdict *verdict, const char *format, const char *text)
{
	size_t used = strlen(verdict->evidence);

	snprintf(verdict->evidence + used, sizeof(verdict->evidence) - used, format, text);
	used = strlen(verdict->evidence);
	if (used > 0 && verdict->evidence[used - 1] != '\n' && used + 1 < sizeof(verdict->evidence))
		strcpy(verdict->evidence + used, "\n");
}

/* Signals by which a process ends because of its own bug. */
static bool is_crash(int status)
{
	static const int signals[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTRAP, SIGSYS};

	if (!WIFSIGNALED(status))
		return false;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		if (WTERMSIG(status) == signals[i])
			return true;
	}
	return false;
}

static const struct leaving *find_leaving(const struct observed *observed, const char *process)
{
	for (size_t i = 0; i < observed->leaving_count; i++) {
		if (strcmp(observed->leaving[i].process, process) == 0)
			return &observed->leaving[i];
	}
	return NULL;
}

/* A process that crashes, and does not without the failure. */
static const struct leaving *find_crash(const struct observed *usual,
					const struct observed *observed)
{
	for (size_t i = 0; i < observed->leaving_count; i++) {
		const struct leaving *leaving = &observed->leaving[i];
		const struct leaving *other = find_leaving(usual, leaving->process);

		if (is_crash(leaving->status) && !(other && other->status == leaving->status))
			return leaving;
	}
	return NULL;
}

static bool judge_crash(const struct observed *usual, const struct observed *observed,
			struct verdict *verdict)
{
	const struct leaving *leaving = find_crash(usual, observed);
	bool is_first = is_crash(observed->status) && observed->status != usual->status;
	char status[64];

	if (observed->has_report && !usual->has_report) {
		decide(verdict, OUTCOME_SANITIZER, "a sanitizer reports an error");
		return true;
	}
	if (!leaving && !is_first)
		return false;
	judge_status(leaving ? leaving->status : observed->status, status, sizeof(status));
	decide(verdict, OUTCOME_CRASH, "process %s %s", leaving ? leaving->process : "1", status);
	return true;
}

/* What is left, and is not without the failure. */
static bool judge_leak(const struct observed *usual, const struct observed *observed,
		       struct verdict *verdict)
{
	char more[LIST_SIZE] = "";

	difference_of_lists(usual->left, observed->left, more, sizeof(more));
	difference_of_lists(usual->changed, observed->changed, more, sizeof(more));
	if (observed->children[0] && !usual->children[0])
		list_add(more, sizeof(more), "%s", "a process that goes on");
	if (!more[0])
		return false;
	decide(verdict, OUTCOME_LEAK, "leaves %.*s%s", (int)strcspn(more, "\n"), more,
	       strchr(more, '\n')[1] ? " and more" : "");
	add(verdict, "left behind, and not without the failure:\n%s", more);
	if (observed->children[0])
		add(verdict, "%s", observed->children);
	return true;
}

/* A process that ends as usual, but with more open than usual. */
static bool judge_descriptors(const struct observed *usual, const struct observed *observed,
			      struct verdict *verdict)
{
	for (size_t i = 0; i < observed->leaving_count; i++) {
		const struct leaving *leaving = &observed->leaving[i];
		const struct leaving *other = find_leaving(usual, leaving->process);
		char more[LEAVING_TEXT_SIZE] = "";

		if (!other || other->status != leaving->status ||
		    leaving->descriptors <= other->descriptors)
			continue;
		decide(verdict, OUTCOME_LEAK,
		       "process %s ends with %u open descriptors instead of %u, the standard ones "
		       "aside",
		       leaving->process, leaving->descriptors, other->descriptors);
		difference_of_descriptors(other->open, leaving->open, more, sizeof(more));
		add(verdict, "open when it ended, and not without the failure:\n%s", more);
		return true;
	}
	return false;
}

/* Whether the result is right; if not, tells what is wrong with it. */
static bool is_same_result(const struct reference *reference, const struct observed *observed,
			   struct verdict *verdict)
{
	const struct observed *usual = &reference->observed;
	const struct output *output = &observed->standard_output;

	if (reference->has_check) {
		if (WIFEXITED(observed->check_status) && WEXITSTATUS(observed->check_status) == 0)
			return true;
		decide(verdict, OUTCOME_WRONG_OUTPUT, "the check script says no");
		add(verdict, "%s", observed->check_text);
		return false;
	}
	if (reference->is_output_stable && (output->digest != usual->standard_output.digest ||
					    output->size != usual->standard_output.size)) {
		char text[TEXT_SIZE];

		decide(verdict, OUTCOME_WRONG_OUTPUT, "exits with 0, but stdout differs");
		difference_of_texts(&usual->standard_output, output, text, sizeof(text));
		add(verdict, "%s", text);
		return false;
	}
	if (!reference->are_files_stable || observed->files == usual->files)
		return true;
	decide(verdict, OUTCOME_WRONG_OUTPUT, "exits with 0, but its files differ");
	add(verdict, "files without the failure:\n%s", usual->changed);
	add(verdict, "files now:\n%s", observed->changed);
	return false;
}

/*
 * Whether it ended as filters do whose reader is gone: by SIGPIPE, which came with the
 * failure or from a process that the failure ended; or as a shell tells of such a filter.
 */
static bool is_end_of_filter(const struct observed *usual, const struct observed *observed)
{
	if (WIFSIGNALED(observed->status))
		return WTERMSIG(observed->status) == SIGPIPE;
	if (WEXITSTATUS(observed->status) != SHELL_SIGNAL + SIGPIPE)
		return false;
	for (size_t i = 0; i < observed->leaving_count; i++) {
		const struct leaving *leaving = &observed->leaving[i];
		const struct leaving *other = find_leaving(usual, leaving->process);

		if (WIFSIGNALED(leaving->status) && WTERMSIG(leaving->status) == SIGPIPE &&
		    !(other && other->status == leaving->status))
			return true;
	}
	return false;
}

/* What is said of an exit status other than the usual one. */
static void judge_error_exit(const struct observed *usual, const struct observed *observed,
			     struct verdict *verdict)
{
	bool has_message = observed->standard_error.size > 0 &&
			   observed->standard_error.digest != usual->standard_error.digest;
	char status[64];

	judge_status(observed->status, status, sizeof(status));
	if (has_message || is_end_of_filter(usual, observed))
		decide(verdict, OUTCOME_CLEAN_ERROR, "%s", status);
	else
		decide(verdict, OUTCOME_SILENT_EXIT, "%s without a message", status);
}

static void judge_result(const struct reference *reference, const struct observed *observed,
			 struct verdict *verdict)
{
	const struct observed *usual = &reference->observed;
	bool is_usual = observed->status == usual->status;

	if (judge_leak(usual, observed, verdict))
		return;
	if (!is_usual && !(WIFEXITED(observed->status) && WEXITSTATUS(observed->status) == 0)) {
		judge_error_exit(usual, observed, verdict);
		return;
	}
	if (!is_same_result(reference, observed, verdict)) {
		if (is_usual && observed->status != 0)
			judge_error_exit(usual, observed, verdict);
		return;
	}
	if (!is_usual)
		decide(verdict, OUTCOME_WRONG_OUTPUT, "exits with 0 instead of its usual status");
	else if (!judge_descriptors(usual, observed, verdict))
		decide(verdict, OUTCOME_HANDLED, "same result");
}

void judge(const struct reference *reference, const struct observed *observed, unsigned int planned,
	   struct verdict *verdict)
{
	verdict->evidence[0] = '\0';
	if (observed->strays > 0)
		decide(verdict, OUTCOME_DRIFT, "another call failed than planned");
	else if (observed->fired == 0 && planned > 0)
		decide(verdict, OUTCOME_DRIFT, "the failure did not take place");
	else if (judge_crash(&reference->observed, observed, verdict))
		;
	else if (observed->is_timed_out) {
		decide(verdict, OUTCOME_HANG, "does not end: %.*s",
		       (int)strcspn(observed->children, "\n"), observed->children);
		add(verdict, "%s", observed->children);
	} else if (observed->fired < planned) {
		decide(verdict, OUTCOME_DRIFT, "%u of %u failures took place", observed->fired,
		       planned);
	} else {
		judge_result(reference, observed, verdict);
	}
	if (outcome_is_bad(verdict->outcome) && observed->standard_error.size > 0)
		add(verdict, "stderr:\n%s", observed->standard_error.text);
}
