#include "settings.h"

#include <atf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is wrong with the first invalid setting. */
struct complaint {
	char *text;
	size_t size;
	bool is_set;
};

static void complain(struct complaint *complaint, const char *name, const char *value,
		     const char *expected)
{
	if (!complaint->is_set)
		snprintf(complaint->text, complaint->size, "setting %s=%.80s: expected %s", name,
			 value, expected);
	complaint->is_set = true;
}

static double read_positive(const struct atf_tc *tc, const char *name, double unset,
			    struct complaint *complaint)
{
	const char *text = atf_tc_get_config_var_wd(tc, name, "");
	char *end;
	double value = strtod(text, &end);

	if (*text == '\0')
		return unset;
	if (*end == '\0' && value > 0 && value < 1e6)
		return value;
	complain(complaint, name, text, "a number above 0 and below 1000000");
	return unset;
}

static enum observe read_observe(const struct atf_tc *tc, struct complaint *complaint)
{
	static const char *const names[] = {[OBSERVE_SYSCALL] = "syscall",
					    [OBSERVE_STATE] = "state",
					    [OBSERVE_GRACE] = "grace"};
	const char *text = atf_tc_get_config_var_wd(tc, "observe", "");
	unsigned i;

	if (*text == '\0')
		return OBSERVE_BEST;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(text, names[i]) == 0)
			return (enum observe)i;
	complain(complaint, "observe", text, "syscall, state or grace");
	return OBSERVE_BEST;
}

/* An empty text is none, as it is an empty number. */
static const char *read_text(const struct atf_tc *tc, const char *name, const char *unset)
{
	const char *text = atf_tc_get_config_var_wd(tc, name, "");

	return *text ? text : unset;
}

bool settings_read(struct settings *settings, const struct atf_tc *tc, char *error, size_t size)
{
	struct complaint complaint = {error, size, false};

	settings->time_scale = read_positive(tc, "time_scale", 1, &complaint);
	settings->deadline = read_positive(tc, "deadline", 30, &complaint);
	settings->grace = read_positive(tc, "grace", 0.2, &complaint);
	settings->observe = read_observe(tc, &complaint);
	settings->user = read_text(tc, "unprivileged-user", "nobody");
	settings->baseline = read_text(tc, "baseline", NULL);
	return !complaint.is_set;
}
