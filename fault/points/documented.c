#include "documented.h"

#include <errno.h>
#include <string.h>

/* As in cases/catalogue.h. */
#define ID_FORM(_1, _2, _3, form, ...) form
#define ID_DOTS3(a, b, c) #a "." #b "." #c
#define ID_DOTS2(a, b) #a "." #b
#define ID_DOTS(...) ID_FORM(__VA_ARGS__, ID_DOTS3, ID_DOTS2, )(__VA_ARGS__)

#define REQUIREMENT(...)
#define UNTESTED(...)
#define ERROR_CONDITION(mechanism, id, function, error, level, edition, condition) \
	{function, #mechanism,	  ID_DOTS id,	     #error,                       \
	 error,	   LEVEL_##level, EDITION_##edition, condition},
#define FURTHER(function, error, level, edition, condition) \
	{function, NULL, NULL, #error, error, LEVEL_##level, EDITION_##edition, condition},
#define SAME_AS(function, other)

static const struct documented table[] = {
#include "../../cases/catalogue.def"

#include "further.def"
};

#undef FURTHER
#undef SAME_AS
#define FURTHER(...)
#define SAME_AS(function, other) {function, other},

static const struct {
	const char *function;
	const char *other;
} same[] = {
#include "further.def"
};

enum { TABLE_SIZE = sizeof(table) / sizeof(table[0]), SAME_SIZE = sizeof(same) / sizeof(same[0]) };

/* Whether errors of other are errors of function, directly or over a third one. */
static bool has_errors_of(const char *function, const char *other)
{
	size_t i;

	if (strcmp(function, other) == 0)
		return true;
	for (i = 0; i < SAME_SIZE; i++)
		if (strcmp(same[i].function, function) == 0 && has_errors_of(same[i].other, other))
			return true;
	return false;
}

const struct documented *next_documented(enum point_index point, const struct documented *former)
{
	const struct documented *d;

	if (points[point].failure == FAILURE_SHORT)
		return NULL;
	for (d = former ? former + 1 : table; d < table + TABLE_SIZE; d++)
		if (has_errors_of(points[point].function, d->function))
			return d;
	return NULL;
}

bool is_documented(enum point_index point, int number)
{
	const struct documented *d = NULL;

	while ((d = next_documented(point, d)))
		if (d->number == number)
			return true;
	return false;
}
