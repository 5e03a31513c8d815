/* The wrappers that are made from the table. */
#include "effects.h"

#define POINT(name, type, function, parameters, arguments, failure, effect) \
	WRAPPER(function, type, function, parameters, arguments, failure, effect)
#define OWN_POINT(...)
#define SHORT_TRANSFER(...)
#define OWN(...)
#define COMMAND(...)
#include "../points/points.def"
