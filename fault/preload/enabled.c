/*
 * libfiu takes a lock and looks a table up at each question, even if nothing is
 * enabled. It does not tell what is; but every way to enable and disable, remote
 * control included, goes through its functions, which are wrapped here. So it is
 * asked only about points of which it knows something.
 */
#define FIU_ENABLE

#include "enabled.h"

#include <fiu-control.h>
#include <fiu.h>
#include <stdlib.h>
#include <string.h>

#include "decision.h"
#include "real.h"

static char **names;
static size_t name_count;

bool is_enabled(const struct point *point)
{
	size_t i;

	for (i = 0; i < name_count; i++)
		if (point_matches(point, names[i]))
			return true;
	return false;
}

static size_t find_name(const char *name)
{
	size_t i;

	for (i = 0; i < name_count && strcmp(names[i], name) != 0; i++)
		;
	return i;
}

/* Returns 1 if it is new, 0 if it was there, -1 if there is no memory. */
static int add_name(const char *name)
{
	char **more;

	if (find_name(name) < name_count)
		return 0;
	more = realloc(names, (name_count + 1) * sizeof(*names));
	if (!more)
		return -1;
	names = more;
	names[name_count] = strdup(name);
	if (!names[name_count])
		return -1;
	name_count++;
	return 1;
}

static void remove_name(const char *name)
{
	size_t i = find_name(name);

	if (i == name_count)
		return;
	free(names[i]);
	names[i] = names[--name_count];
}

/* libfiu's function does it; then the points are armed that it is about. */
#define ENABLING(function, parameters, arguments)           \
	REAL(int, function, parameters);                    \
	EXPORTED int function parameters                    \
	{                                                   \
		struct inside inside;                       \
		int added, result = -1;                     \
                                                            \
		RESOLVE(function);                          \
		enter(&inside);                             \
		added = add_name(name);                     \
		if (added >= 0)                             \
			result = real_##function arguments; \
		if (result < 0 && added > 0)                \
			remove_name(name);                  \
		update_reasons();                           \
		leave(&inside);                             \
		return result;                              \
	}

ENABLING(fiu_enable, (const char *name, int failnum, void *failinfo, unsigned int flags),
	 (name, failnum, failinfo, flags))
ENABLING(fiu_enable_random,
	 (const char *name, int failnum, void *failinfo, unsigned int flags, float probability),
	 (name, failnum, failinfo, flags, probability))
ENABLING(fiu_enable_external,
	 (const char *name, int failnum, void *failinfo, unsigned int flags,
	  external_cb_t *external_cb),
	 (name, failnum, failinfo, flags, external_cb))
ENABLING(fiu_enable_stack,
	 (const char *name, int failnum, void *failinfo, unsigned int flags, void *func,
	  int func_pos_in_stack),
	 (name, failnum, failinfo, flags, func, func_pos_in_stack))
ENABLING(fiu_enable_stack_by_name,
	 (const char *name, int failnum, void *failinfo, unsigned int flags, const char *func_name,
	  int func_pos_in_stack),
	 (name, failnum, failinfo, flags, func_name, func_pos_in_stack))

REAL(int, fiu_disable, (const char *name));
EXPORTED int fiu_disable(const char *name)
{
	struct inside inside;
	int result;

	RESOLVE(fiu_disable);
	enter(&inside);
	result = real_fiu_disable(name);
	remove_name(name);
	update_reasons();
	leave(&inside);
	return result;
}
