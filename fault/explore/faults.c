/* Which failures a call may have: the documented ones, as far as the user wants them. */
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "../notify/calls.h"
#include "../plan/call.h"
#include "../plan/log.h"
#include "../points/documented.h"
#include "calls.h"

/* Errors of calls that are wrong themselves: they tell nothing of a program that works. */
static bool is_wrong_use(int fault)
{
	return fault == EBADF || fault == EFAULT;
}

/* What comes of wrong use is wanted only by name. */
static bool is_wanted(const struct settings *settings, const char *point, int fault)
{
	char text[CALL_POINT_SIZE + 32];
	const char *const *only = settings->only;
	const char *name = fault_name(fault);

	if (!only)
		return !is_wrong_use(fault);
	snprintf(text, sizeof(text), "%s/%s", point, name);
	for (; *only; only++) {
		if (is_wrong_use(fault) && !strstr(*only, name))
			continue;
		if (fnmatch(*only, text, 0) == 0 || fnmatch(*only, point, 0) == 0)
			return true;
	}
	return false;
}

/* The short transfer of a point is a point of its own, of the same function. */
static bool can_be_short(const char *point)
{
	char name[CALL_POINT_SIZE + 8];

	snprintf(name, sizeof(name), "%s/reduce", point);
	return find_point(name) != POINTS;
}

struct faults {
	const struct settings *settings;
	const char *point;
	const char *never; /* errors that do not suit the arguments, a comma between */
	short *faults;
	size_t count;
};

static bool is_listed(const char *names, int fault)
{
	while (*names) {
		size_t length = strcspn(names, ",");

		if (fault_number(names, length) == fault)
			return true;
		names += length + (names[length] == ',');
	}
	return false;
}

static void add(struct faults *list, int fault)
{
	for (size_t i = 0; i < list->count; i++) {
		if (list->faults[i] == fault)
			return;
	}
	if (fault != FAULT_NONE && list->count < MAX_FAULTS && fault_name(fault) &&
	    !is_listed(list->never, fault) && is_wanted(list->settings, list->point, fault))
		list->faults[list->count++] = (short)fault;
}

size_t faults_of(const struct settings *settings, const char *point, const char *detail,
		 short *faults)
{
	struct faults list = {settings, point, "", faults, 0};
	const struct documented *documented = NULL;
	enum point_index index;

	/* Below libc, errors depend on arguments: the log has those that suit. */
	if (settings->backend == BACKEND_NOTIFY) {
		while (*detail) {
			size_t length = strcspn(detail, ",");

			add(&list, fault_number(detail, length));
			detail += length + (detail[length] == ',');
		}
		return list.count;
	}
	if (strncmp(detail, LOG_NEVER, sizeof(LOG_NEVER) - 1) == 0)
		list.never = detail + sizeof(LOG_NEVER) - 1;
	index = find_point(point);
	if (index == POINTS)
		return 0;
	while ((documented = next_documented(index, documented)))
		add(&list, documented->number);
	if (can_be_short(point))
		add(&list, FAULT_SHORT);
	return list.count;
}
