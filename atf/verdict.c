#include "verdict.h"

#include <stdarg.h>
#include <stdio.h>

#include "actor.h"
#include "arena.h"

static void skip(const char *reason, const char *format, va_list arguments)
{
	char text[500];

	vsnprintf(text, sizeof(text), format, arguments);
	arena_record(OUTCOME_SKIPPED, NULL, 0, "%s: %s", reason, text);
}

void skip_unsupported(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	skip("not supported", format, arguments);
	va_end(arguments);
	actor_abandon();
}

void skip_unpermitted(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	skip("not permitted", format, arguments);
	va_end(arguments);
	actor_abandon();
}

void observe(const char *key, const char *format, ...)
{
	int slot = arena_take(&arena->observation_count, MAX_OBSERVATIONS);
	char value[160];
	va_list arguments;

	if (slot < 0)
		return;
	va_start(arguments, format);
	vsnprintf(value, sizeof(value), format, arguments);
	va_end(arguments);
	snprintf(arena->observations[slot].text, sizeof(arena->observations[slot].text),
		 "%.70s = %s", key, value);
	arena_make_line(arena->observations[slot].text);
}
