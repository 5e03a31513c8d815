#include "check.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "actor.h"
#include "arena.h"

static _Thread_local struct {
	const char *file;
	int line;
} place;

void check_place(const char *file, int line)
{
	place.file = file;
	place.line = line;
}

/* Records the message and ends the actor. */
static void __attribute__((noreturn))
conclude(enum outcome outcome, const char *file, int line, const char *format, va_list arguments)
{
	char text[700];

	vsnprintf(text, sizeof(text), format, arguments);
	if (file)
		arena_record(outcome, file, line, "%s", text);
	else
		arena_record(outcome, place.file, place.line, "%s", text);
	actor_abandon();
}

void check_failed(const char *file, int line, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	conclude(OUTCOME_FAILED, file, line, format, arguments);
}

void check_broken(const char *file, int line, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	conclude(OUTCOME_BROKEN, file, line, format, arguments);
}

void check_true(const char *file, int line, bool condition, const char *text)
{
	if (!condition)
		check_failed(file, line, "expected: %s", text);
}

/* " (EAGAIN)" behind a -1 that came with an error. */
static const char *error_suffix(intmax_t observed, int error, char *text, size_t size)
{
	text[0] = '\0';
	if (observed == -1 && error != 0)
		snprintf(text, size, " (%s)", error_name(error));
	return text;
}

intmax_t check_equal(const char *file, int line, const char *call, intmax_t expected,
		     intmax_t observed)
{
	char suffix[40];
	int error = errno;

	if (observed != expected)
		check_failed(file, line, "%s: expected %jd, observed %jd%s", call, expected,
			     observed, error_suffix(observed, error, suffix, sizeof(suffix)));
	return observed;
}

/* What a failing call returns: functions that open something, and the others. */
static const char *failure_name(intmax_t failure)
{
	return failure == 0 ? "NULL" : "-1";
}

intmax_t check_no_failure(const char *file, int line, const char *call, intmax_t observed,
			  intmax_t failure)
{
	int error = errno;

	if (observed == failure)
		check_failed(file, line, "%s: expected success, observed %s (%s)", call,
			     failure_name(failure), error_name(error));
	return observed;
}

intmax_t check_success(const char *file, int line, const char *call, intmax_t observed)
{
	return check_no_failure(file, line, call, observed, -1);
}

void check_error(const char *file, int line, const char *call, intmax_t observed, intmax_t failure,
		 int error, int other)
{
	int seen = errno;
	const char * or = other ? " or " : "";
	const char *other_name = other ? error_name(other) : "";
	char result[40];

	if (observed == failure && seen != 0 && (seen == error || seen == other))
		return;
	if (observed == failure)
		snprintf(result, sizeof(result), "%s (%s)", failure_name(failure),
			 error_name(seen));
	else if (failure == 0)
		snprintf(result, sizeof(result), "success");
	else
		snprintf(result, sizeof(result), "%jd", observed);
	check_failed(file, line, "%s: expected %s (%s%s%s), observed %s", call,
		     failure_name(failure), error_name(error), or, other_name, result);
}

/* Bytes as a C string would show them, cut where text ends. */
static const char *show_bytes(const unsigned char *bytes, size_t size, char *text, size_t room)
{
	size_t used = 0;
	size_t i;

	for (i = 0; i < size && used + 5 < room; i++)
		used += (size_t)snprintf(text + used, room - used,
					 isprint(bytes[i]) ? "%c" : "\\x%02x", bytes[i]);
	text[used] = '\0';
	return text;
}

void check_bytes(const char *file, int line, const char *text, const void *expected,
		 const void *observed, size_t size)
{
	const unsigned char *e = expected;
	const unsigned char *o = observed;
	char shown_expected[64];
	char shown_observed[64];
	size_t i;

	for (i = 0; i < size && e[i] == o[i]; i++)
		continue;
	if (i < size)
		check_failed(file, line,
			     "%s: differs at byte %zu: expected \"%s\", observed \"%s\"", text, i,
			     show_bytes(e + i, size - i, shown_expected, sizeof(shown_expected)),
			     show_bytes(o + i, size - i, shown_observed, sizeof(shown_observed)));
}

void check_string(const char *file, int line, const char *text, const char *expected,
		  const char *observed)
{
	if (strcmp(expected, observed) != 0)
		check_failed(file, line, "%s: expected \"%.200s\", observed \"%.200s\"", text,
			     expected, observed);
}

void check_returned(const char *file, int line, const char *call, int observed, int number,
		    int other)
{
	const char * or = other != number ? " or " : "";
	const char *other_name = other != number ? error_name(other) : "";

	if (observed != number && observed != other)
		check_failed(file, line, "%s: expected %s%s%s, observed %s", call,
			     error_name(number), or, other_name, error_name(observed));
}

intmax_t check_setup(const char *file, int line, const char *call, intmax_t observed,
		     intmax_t failure)
{
	int error = errno;

	if (observed == failure)
		check_broken(file, line, "cannot set up: %s: %s", call, error_name(error));
	return observed;
}

void check_setup_returned(const char *file, int line, const char *call, int observed)
{
	if (observed != 0)
		check_broken(file, line, "cannot set up: %s: %s", call, error_name(observed));
}
