#include "real.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

#define POINT(name, type, function, parameters, ...) type(*real_##function) parameters;
#define OWN_POINT(name, type, function, parameters, failure) type(*real_##function) parameters;
#define SHORT_TRANSFER(name, function)
#define OWN(type, function, parameters) type(*real_##function) parameters;
#define COMMAND(...)
#include "../points/points.def"

void *find_real(const char *name)
{
	void *function = dlsym(RTLD_NEXT, name);

	if (!function) {
		fprintf(stderr, "ipcts-fault: this C library has no %s()\n", name);
		abort();
	}
	return function;
}

#undef POINT
#undef OWN_POINT
#undef OWN
#define FIND(function)        \
	if (!real_##function) \
		*(void **)&real_##function = dlsym(RTLD_NEXT, #function);
#define POINT(name, type, function, ...) FIND(function)
#define OWN_POINT(name, type, function, ...) FIND(function)
#define OWN(type, function, parameters) FIND(function)

void find_all(void)
{
#include "../points/points.def"
}
