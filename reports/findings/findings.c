/* Runs the findings, and compares what is shown with a baseline. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../atf/baseline.h"
#include "run.h"

enum { COULD_NOT_RUN = 2, WHY = 200, SIGNALLED = 128 };

static const char usage[] =
	"Usage: findings [REASON...]\n"
	"       findings --baseline FILE\n"
	"       findings --list\n"
	"Tells which known deviations this system shows: all, or those whose reasons begin so.\n"
	"\n"
	"  --baseline FILE  compare: does it show those in this baseline, and no others?\n"
	"  --list           print the reasons, and run nothing\n"
	"  --help           show this text\n"
	"\n"
	"Exit status: 0, 1 if the system differs from the baseline, 2 could not run.";

/* So begin the reasons of what shows in some runs only; where they are not known it never does. */
#define SOMETIMES "sometimes "

static struct finding *findings;

void finding_add(struct finding *finding)
{
	struct finding **end = &findings;

	while (*end)
		end = &(*end)->next;
	*end = finding;
}

static int fail(const char *what, const char *detail)
{
	fprintf(stderr, "findings: %s%s\n", what, detail);
	return COULD_NOT_RUN;
}

static bool begins(const char *text, const char *beginning)
{
	return strncmp(text, beginning, strlen(beginning)) == 0;
}

static void say(const char *what, const char *reason, const char *why)
{
	printf("%s%s%s%s\n", what, reason, *why ? ": " : "", why);
	fflush(stdout);
}

static bool is_wanted(const struct finding *finding, char **beginnings)
{
	bool is_one = !*beginnings;

	for (; *beginnings && !is_one; beginnings++)
		is_one = begins(finding->reason, *beginnings);
	return is_one;
}

static int run_wanted(char **beginnings)
{
	static const char *const words[] = {"not shown        ", "shown            ",
					    "cannot be tried  "};
	char why[WHY];

	for (const struct finding *finding = findings; finding; finding = finding->next) {
		enum outcome outcome;

		if (!is_wanted(finding, beginnings))
			continue;
		outcome = run_finding(finding, why, sizeof(why));
		if (run_signal())
			return SIGNALLED + run_signal();
		say(words[outcome], finding->reason, why);
	}
	return 0;
}

/* Whether the baseline has an entry for that reason, before the one of that number. */
static bool has_reason(const struct baseline *baseline, const char *reason, size_t before)
{
	size_t count;
	const struct baseline_entry *entries = baseline_entries(baseline, &count);

	for (size_t i = 0; i < count && i < before; i++) {
		if (strcmp(entries[i].reason, reason) == 0)
			return true;
	}
	return false;
}

static bool is_found(const char *reason)
{
	const struct finding *finding = findings;

	while (finding && strcmp(finding->reason, reason) != 0)
		finding = finding->next;
	return finding;
}

/* The reasons that have no finding; prints them. */
static int count_unfound(const struct baseline *baseline)
{
	size_t count;
	const struct baseline_entry *entries = baseline_entries(baseline, &count);
	int unfound = 0;

	for (size_t i = 0; i < count; i++) {
		if (is_found(entries[i].reason) || has_reason(baseline, entries[i].reason, i))
			continue;
		say("without a finding     ", entries[i].reason, "");
		unfound++;
	}
	return unfound;
}

static int compare(const struct baseline *baseline)
{
	int differ = count_unfound(baseline);
	int same = 0, untried = 0;
	char why[WHY];

	for (const struct finding *finding = findings; finding; finding = finding->next) {
		bool is_known = has_reason(baseline, finding->reason, (size_t)-1);
		enum outcome outcome = run_finding(finding, why, sizeof(why));

		if (run_signal())
			return SIGNALLED + run_signal();
		if (outcome == NOT_SHOWN && is_known && begins(finding->reason, SOMETIMES)) {
			same++;
		} else if (outcome == CANNOT_TRY) {
			untried++;
			if (is_known)
				say("cannot be tried       ", finding->reason, why);
		} else if (is_known == (outcome == SHOWN)) {
			same++;
		} else {
			differ++;
			say(is_known ? "known, but not shown  " : "shown, but not known  ",
			    finding->reason, why);
		}
	}
	printf("%d as in the baseline, %d differ, %d cannot be tried\n", same, differ, untried);
	return differ > 0;
}

static int compare_with(const char *path)
{
	char error[WHY];
	struct baseline *baseline = baseline_read(path, error, sizeof(error));
	int status;

	if (!baseline)
		return fail(error, "");
	status = compare(baseline);
	baseline_free(baseline);
	return status;
}

static int list(void)
{
	for (const struct finding *finding = findings; finding; finding = finding->next)
		say(finding->reason, "", "");
	return 0;
}

static bool any_begins(const char *beginning)
{
	const struct finding *finding = findings;

	while (finding && !begins(finding->reason, beginning))
		finding = finding->next;
	return finding;
}

static int run(char **arguments)
{
	const char *first = arguments[0] ? arguments[0] : "";

	for (char **beginning = arguments; *beginning && *first != '-'; beginning++) {
		if (!any_begins(*beginning))
			return fail("no reason begins so: ", *beginning);
	}
	if (!run_prepare())
		return fail("no memory to share: ", strerror(errno));
	if (*first != '-')
		return run_wanted(arguments);
	if (strcmp(first, "--baseline") == 0 && arguments[1] && !arguments[2])
		return compare_with(arguments[1]);
	return fail("wrong arguments; see --help: ", first);
}

int main(int count, char **arguments)
{
	if (count == 2 && strcmp(arguments[1], "--help") == 0)
		return puts(usage) == EOF;
	if (count == 2 && strcmp(arguments[1], "--list") == 0)
		return list();
	return run(arguments + 1);
}
