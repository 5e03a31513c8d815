#include "functions.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "deviant.h"

/* Whether the body of a case is running: nothing deviates before and after. */
static bool is_armed;

/* For the harness, which looks for them by name (atf/supervisor.c). */
void ipcts_body_begins(void);
void ipcts_body_ends(void);

void ipcts_body_begins(void)
{
	choose_deviants();
	is_armed = true;
}

void ipcts_body_ends(void)
{
	is_armed = false;
}

static void *find_real(const char *name)
{
	void *function = dlsym(RTLD_NEXT, name);

	if (!function) {
		fprintf(stderr, "ipcts-deviants: no %s() in the C library\n", name);
		abort();
	}
	return function;
}

/* Another library's constructor may call a function before ours has run. */
#define RESOLVE(name)                                              \
	do {                                                       \
		if (!real_##name)                                  \
			*(void **)&real_##name = find_real(#name); \
	} while (0)

#define FUNCTION(type, name, parameters, arguments)                          \
	type(*real_##name) parameters;                                       \
	type(*deviant_##name) parameters;                                    \
	type name parameters                                                 \
	{                                                                    \
		RESOLVE(name);                                               \
		return is_armed && deviant_##name ? deviant_##name arguments \
						  : real_##name arguments;   \
	}

#define FUNCTION_ARGUMENT(type, name, parameters, anchor, last_type, last, arguments) \
	type (*real_##name)(FUNCTION_BARE parameters, ...);                           \
	type (*deviant_##name)(FUNCTION_BARE parameters, last_type last);             \
	type name(FUNCTION_BARE parameters, ...)                                      \
	{                                                                             \
		va_list list;                                                         \
		last_type last;                                                       \
                                                                                      \
		RESOLVE(name);                                                        \
		va_start(list, anchor);                                               \
		last = va_arg(list, last_type);                                       \
		va_end(list);                                                         \
		return is_armed && deviant_##name ? deviant_##name arguments          \
						  : real_##name arguments;            \
	}

#define FUNCTION_ARGUMENTS(type, name, parameters, anchor, type1, name1, type2, name2, arguments) \
	type (*real_##name)(FUNCTION_BARE parameters, ...);                                       \
	type (*deviant_##name)(FUNCTION_BARE parameters, type1 name1, type2 name2);               \
	type name(FUNCTION_BARE parameters, ...)                                                  \
	{                                                                                         \
		va_list list;                                                                     \
		type1 name1;                                                                      \
		type2 name2;                                                                      \
                                                                                                  \
		RESOLVE(name);                                                                    \
		va_start(list, anchor);                                                           \
		name1 = va_arg(list, type1);                                                      \
		name2 = va_arg(list, type2);                                                      \
		va_end(list);                                                                     \
		return is_armed && deviant_##name ? deviant_##name arguments                      \
						  : real_##name arguments;                        \
	}
#include "functions.def"

__attribute__((constructor(101))) static void resolve_all(void)
{
#undef FUNCTION
#undef FUNCTION_ARGUMENT
#undef FUNCTION_ARGUMENTS
#define FUNCTION(type, name, ...) RESOLVE(name);
#define FUNCTION_ARGUMENT(type, name, ...) RESOLVE(name);
#define FUNCTION_ARGUMENTS(type, name, ...) RESOLVE(name);
#include "functions.def"
}
