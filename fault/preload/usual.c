#include "usual.h"

#include <errno.h>
#include <string.h>

#include "../../atf/requirement.h"

/*
 * The errors of documented.c, without pointers: what the library reads of them
 * costs a program no relocations.
 */
struct entry {
	char function[POINT_FUNCTION_SIZE];
	unsigned char error;
	unsigned char level;
};

#define REQUIREMENT(...)
#define UNTESTED(...)
#define ERROR_CONDITION(mechanism, id, function, error, level, edition, condition) \
	{function, error, LEVEL_##level},
#define FURTHER(function, error, level, edition, condition) {function, error, LEVEL_##level},
#define SAME_AS(function, other)

static const struct entry table[] = {
#include "../../cases/catalogue.def"

#include "../points/further.def"
};

#undef FURTHER
#undef SAME_AS
#define FURTHER(...)
#define SAME_AS(function, other) {function, other},

static const char same[][2][POINT_FUNCTION_SIZE] = {
#include "../points/further.def"
};

/* Of the function itself: binding ones first. 0: there is none. */
static int first_error(const char *function)
{
	int other = 0;
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if (strcmp(table[i].function, function) != 0)
			continue;
		if (table[i].level != LEVEL_MAY && table[i].level != LEVEL_LINUX)
			return table[i].error;
		if (!other)
			other = table[i].error;
	}
	return other;
}

/* Those of another function come before its own: documented.c has the catalogue first. */
static int first_error_of_all(const char *function)
{
	int error;
	size_t i;

	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		if (strcmp(same[i][0], function) != 0)
			continue;
		error = first_error_of_all(same[i][1]);
		if (error)
			return error;
	}
	return first_error(function);
}

int usual_error(enum point_index point)
{
	static unsigned char known[POINTS]; /* every thread would write the same */

	if (!known[point]) {
		int error = first_error_of_all(points[point].function);

		known[point] = (unsigned char)(error ? error : EIO);
	}
	return known[point];
}
