/* The further names of glibc for the same functions: points/aliases.def. */
#include "effects.h"

#ifdef __GLIBC__

/* No header declares those that the compiler calls itself. */
#define ALIAS(name, function, type, parameters, arguments, failure, effect) \
	type name parameters;                                               \
	REAL(type, name, parameters);                                       \
	WRAPPER(function, type, name, parameters, arguments, failure, effect)
#include "../points/aliases.def"
#endif
