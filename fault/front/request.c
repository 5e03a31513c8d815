#include "request.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../plan/call.h"
#include "../points/documented.h"

/* "POINT[=ERRNO][@NUMBER]" in its parts. */
struct parts {
	char point[CALL_POINT_SIZE];
	int fault;	    /* FAULT_NONE: not said */
	const char *number; /* NULL: not said */
};

int append_line(char **to, const char *text)
{
	size_t length = *to ? strlen(*to) : 0;
	char *longer = realloc(*to, length + strlen(text) + 2);

	if (!longer)
		return -1;
	sprintf(longer + length, "%s\n", text);
	*to = longer;
	return 0;
}

/* A format and its arguments into message; -1. */
#define REFUSE(...) (snprintf(message, size, __VA_ARGS__), -1)

static int split(const char *text, struct parts *parts, char *message, size_t size)
{
	size_t length = strcspn(text, "=@");
	const char *rest = text + length;

	if (length == 0 || length >= sizeof(parts->point))
		return REFUSE("no failure point: %s", text);
	memcpy(parts->point, text, length);
	parts->point[length] = '\0';
	parts->fault = FAULT_NONE;
	parts->number = NULL;
	if (*rest == '=') {
		length = strcspn(rest + 1, "@");
		parts->fault = fault_number(rest + 1, length);
		if (parts->fault == FAULT_NONE)
			return REFUSE("no error: %.*s", (int)length, rest + 1);
		rest += 1 + length;
	}
	if (*rest == '@')
		parts->number = rest + 1;
	return 0;
}

/* Whether this is the point of the short transfers of another, which the name matches. */
static bool is_short_of(enum point_index point, const char *name)
{
	enum point_index i;

	if (points[point].failure != FAILURE_SHORT)
		return false;
	for (i = 0; i < POINTS; i++)
		if (i != point && point_matches(&points[i], name) &&
		    strcmp(points[i].function, points[point].function) == 0)
			return true;
	return false;
}

/* The functions of all points that match must be able to fail so; one of them, to be short. */
static int check(const char *name, int fault, bool any_error, char *message, size_t size)
{
	bool is_known = false, is_short = false;
	enum point_index i;

	for (i = 0; i < POINTS; i++) {
		is_short |= is_short_of(i, name);
		if (!point_matches(&points[i], name))
			continue;
		is_known = true;
		if (fault > 0 && points[i].failure != FAILURE_SHORT && !any_error &&
		    !is_documented(i, fault))
			return REFUSE("%s does not report %s (fault-ls lists what it does; "
				      "--any-error does it nevertheless)",
				      points[i].function, fault_name(fault));
	}
	if (!is_known)
		return REFUSE("no failure point: %s; fault-ls lists them", name);
	if (fault == FAULT_SHORT && !is_short)
		return REFUSE("%s makes no short transfers", name);
	return 0;
}

/*
 * Adds a libfiu command; ending is what follows the error in it. Short transfers
 * are points of their own.
 */
static int add_commands(struct request *request, const struct parts *parts, const char *command,
			const char *ending, char *message, size_t size)
{
	char line[CALL_TEXT_SIZE];
	enum point_index i;
	int result = 0;

	if (parts->fault != FAULT_SHORT) {
		snprintf(line, sizeof(line), "%s name=%s,failinfo=%d%s", command, parts->point,
			 parts->fault, ending);
		result = append_line(&request->commands, line);
	}
	for (i = 0; i < POINTS && parts->fault == FAULT_SHORT && result == 0; i++) {
		if (!is_short_of(i, parts->point))
			continue;
		snprintf(line, sizeof(line), "%s name=%.*s%s", command, POINT_NAME_SIZE,
			 points[i].name, ending);
		result = append_line(&request->commands, line);
	}
	return result == 0 ? 0 : REFUSE("not enough memory");
}

static int plan_call(struct request *request, const char *call, char *message, size_t size)
{
	return append_line(&request->plan, call) == 0 ? 0 : REFUSE("not enough memory");
}

/* PROCESS:THREAD:POINT:K=ERRNO; plan_read() has more to say. */
static int request_call(struct request *request, const char *text, char *message, size_t size)
{
	const char *equals = strchr(text, '=');
	struct call call;
	int fault = equals ? fault_number(equals + 1, strlen(equals + 1)) : FAULT_NONE;

	if (fault == FAULT_NONE || call_parse(text, equals, &call) == -1)
		return REFUSE("not PROCESS:THREAD:POINT:K=ERRNO: %s", text);
	if (check(call.point, fault, request->any_error, message, size) == -1)
		return -1;
	return plan_call(request, text, message, size);
}

int request_failure(struct request *request, const char *text, char *message, size_t size)
{
	char line[CALL_TEXT_SIZE];
	struct parts parts;
	char *end;

	if (strchr(text, ':'))
		return request_call(request, text, message, size);
	if (split(text, &parts, message, size) == -1 ||
	    check(parts.point, parts.fault, request->any_error, message, size) == -1)
		return -1;
	if (!parts.number)
		return add_commands(request, &parts, "enable", "", message, size);
	if (strtoul(parts.number, &end, 10) == 0 || *end || *parts.number == '-')
		return REFUSE("not the number of a call, which begin at 1: %s", parts.number);
	if (parts.fault == FAULT_NONE || strchr(parts.point, '*'))
		return REFUSE("one call takes one point and an error: POINT=ERRNO@K");
	snprintf(line, sizeof(line), "1:1:%s:%s=%s", parts.point, parts.number,
		 fault_name(parts.fault));
	return plan_call(request, line, message, size);
}

int request_random(struct request *request, const char *text, char *message, size_t size)
{
	char chance[40];
	struct parts parts;
	double probability;
	char *end;

	if (split(text, &parts, message, size) == -1 ||
	    check(parts.point, parts.fault, request->any_error, message, size) == -1)
		return -1;
	if (!parts.number)
		return REFUSE("no probability: POINT=ERRNO@0.1");
	probability = strtod(parts.number, &end);
	if (end == parts.number || *end || !(probability > 0 && probability <= 1))
		return REFUSE("not a probability above 0, up to 1: %s", parts.number);
	snprintf(chance, sizeof(chance), ",probability=%g", probability);
	return add_commands(request, &parts, "enable_random", chance, message, size);
}
