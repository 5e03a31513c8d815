#include "judge.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "../notify/notify.h"

struct judgement {
	struct deviation *deviation;
	void (*found)(const struct deviation *deviation, void *argument);
	void *argument;
	unsigned int count;
};

__attribute__((format(printf, 4, 0))) static void
tell(struct judgement *judgement, bool is_wrong, const char *kind, const char *format, va_list list)
{
	struct deviation *deviation = judgement->deviation;

	deviation->kind = kind;
	deviation->is_observation = !is_wrong;
	vsnprintf(deviation->text, sizeof(deviation->text), format, list);
	judgement->found(deviation, judgement->argument);
	judgement->count += is_wrong;
}

__attribute__((format(printf, 3, 4))) static void
deviates(struct judgement *judgement, const char *kind, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	tell(judgement, true, kind, format, list);
	va_end(list);
}

__attribute__((format(printf, 3, 4))) static void observe(struct judgement *judgement,
							  const char *kind, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	tell(judgement, false, kind, format, list);
	va_end(list);
}

static bool is_documented(const struct subject *subject, int error)
{
	for (const int *known = subject->errors; *known; known++) {
		if (*known == error)
			return true;
	}
	return false;
}

static const char *name_of(int error)
{
	const char *name = fault_name(error);

	return name && error > 0 ? name : "no error";
}

static void judge_error(struct judgement *judgement, const struct subject *subject, int error)
{
	int injected = judgement->deviation->injected;
	const char *function = subject->function;

	if (error == injected) {
		if (!is_documented(subject, error))
			observe(judgement, "further_error",
				"%s passes on %s, which is not documented", function,
				name_of(error));
	} else if (error == EAGAIN && injected == ENOMEM) {
		observe(judgement, "again_for_memory",
			"%s fails with EAGAIN%s, the reason is ENOMEM", function,
			is_documented(subject, error) ? "" : ", which is not documented");
	} else if (!is_documented(subject, error)) {
		deviates(judgement, "strange_error",
			 "%s fails with %s, which it does not have, because of %s", function,
			 name_of(error), name_of(injected));
	} else if (error > 0 && is_documented(subject, injected)) {
		deviates(judgement, "other_error", "%s fails with %s, though the reason is %s",
			 function, name_of(error), name_of(injected));
	}
}

/* Whether the call that failed would have released what is left. */
static bool is_release(const char *point, const char *kind)
{
	static const struct {
		const char *point, *kind;
	} releases[] = {{"syscall/unlink", "leaks_name"},    {"syscall/unlink", "leaks_file"},
			{"syscall/unlinkat", "leaks_name"},  {"syscall/unlinkat", "leaks_file"},
			{"syscall/munmap", "leaks_mapping"}, {"syscall/madvise", "leaks_mapping"},
			{"syscall/wait4", "leaks_child"},    {"syscall/waitid", "leaks_child"},
			{"syscall/mq_unlink", "leaks_name"}};

	for (size_t i = 0; i < sizeof(releases) / sizeof(*releases); i++) {
		if (strcmp(point, releases[i].point) == 0 && strcmp(kind, releases[i].kind) == 0)
			return true;
	}
	return false;
}

static void judge_holdings(struct judgement *judgement, const struct holdings *more,
			   const struct holdings *usual, const char *when)
{
	const struct {
		const char *kind, *what;
		unsigned long more, usual;
	} holdings[] = {
		{"leaks_descriptor", "descriptors", more->descriptors, usual->descriptors},
		{"leaks_mapping", "bytes of mapped memory", more->mapped, usual->mapped},
		{"leaks_thread", "threads", more->threads, usual->threads},
		{"leaks_child", "children", more->children, usual->children},
		{"leaks_name", "names", more->names, usual->names},
		{"leaks_file", "files in /tmp", more->files, usual->files},
	};

	for (size_t i = 0; i < sizeof(holdings) / sizeof(*holdings); i++) {
		unsigned long more_than_usual = holdings[i].more - holdings[i].usual;

		if (holdings[i].more <= holdings[i].usual)
			continue;
		if (is_release(judgement->deviation->call.point, holdings[i].kind))
			observe(judgement, "unreleased", "%lu %s more than usual, %s",
				more_than_usual, holdings[i].what, when);
		else
			deviates(judgement, holdings[i].kind, "%lu %s more than usual, %s",
				 more_than_usual, holdings[i].what, when);
	}
}

/* How the program ended: whether there is more to judge. */
static bool judge_end(struct judgement *judgement, const struct page *page, int status)
{
	if (status == NOTIFY_LATE)
		deviates(judgement, "hangs", "does not return (stage %d)", page->stage);
	else if (WIFSIGNALED(status))
		deviates(judgement, "crashes", "ended by the signal %s (stage %d)",
			 strsignal(WTERMSIG(status)), page->stage);
	else if (page->stage != STAGE_COMPLETE || status != 0)
		deviates(judgement, "crashes", "the program ended, exit status %d (stage %d)",
			 WEXITSTATUS(status), page->stage);
	else
		return true;
	return false;
}

unsigned int judge(const struct subject *subject, const struct page *page, int status,
		   const struct holdings *usual, struct deviation *deviation,
		   void (*found)(const struct deviation *deviation, void *argument), void *argument)
{
	struct judgement judgement = {deviation, found, argument, 0};

	if (!judge_end(&judgement, page, status))
		return judgement.count;
	if (page->has_failed) {
		judge_error(&judgement, subject, page->error);
		judge_holdings(&judgement, &page->lost, usual, "when it has failed");
	}
	if (page->has_retry_failed)
		deviates(&judgement, "retry_fails", "without a fault it fails then with %s",
			 name_of(page->retry_error));
	if (page->is_broken && page->has_failed)
		deviates(&judgement, "retry_broken",
			 "the next one succeeds, but does not do its work");
	else if (page->is_broken)
		deviates(&judgement, "broken", "%s succeeds, but does not do its work",
			 subject->function);
	if (!page->has_failed)
		judge_holdings(&judgement, &page->left, usual, "when all was undone");
	else if (judgement.count == 0)
		judge_holdings(&judgement, &page->left, usual, "when it was repeated and undone");
	if (page->has_changed_mask)
		deviates(&judgement, "changes_mask", "the mask of signals is another one");
	if (page->has_changed_errno)
		deviates(&judgement, "zeroes_errno", "errno is set to 0");
	return judgement.count;
}
