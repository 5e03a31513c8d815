#include "points.h"

#include <string.h>

#define POINT(name, type, function, parameters, arguments, failure, effect) \
	[POINT_##function] = {name, #function "()", FAILURE_##failure, EFFECT_##effect},
#define OWN_POINT(name, type, function, parameters, failure) \
	[POINT_##function] = {name, #function "()", FAILURE_##failure, EFFECT_OWN},
#define SHORT_TRANSFER(name, function) \
	[POINT_##function##_reduce] = {name, #function "()", FAILURE_SHORT, EFFECT_PLAIN},
#define OWN(type, function, parameters)
#define COMMAND(name, function, command, documented) \
	[POINT_##function##_##command] = {name, documented, FAILURE_MINUS_ONE, EFFECT_OWN},

const struct point points[POINTS] = {
#include "points.def"
};

enum point_index find_point(const char *name)
{
	enum point_index i;

	for (i = 0; i < POINTS; i++)
		if (strcmp(points[i].name, name) == 0)
			break;
	return i;
}

bool point_matches(const struct point *point, const char *name)
{
	size_t length = strlen(name);

	if (length > 0 && name[length - 1] == '*')
		return strncmp(point->name, name, length - 1) == 0;
	return strcmp(point->name, name) == 0;
}
