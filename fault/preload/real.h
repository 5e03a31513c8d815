/*
 * The functions that ours stand before: real_NAME, the next one of that name
 * after this library.
 */
#ifndef IPCTS_FAULT_REAL_H
#define IPCTS_FAULT_REAL_H

#include "../points/points.h"

#define POINT(name, type, function, parameters, ...) extern type(*real_##function) parameters;
#define OWN_POINT(name, type, function, parameters, failure) \
	extern type(*real_##function) parameters;
#define SHORT_TRANSFER(name, function)
#define OWN(type, function, parameters) extern type(*real_##function) parameters;
#define COMMAND(...)
#include "../points/points.def"
#undef POINT
#undef OWN_POINT
#undef SHORT_TRANSFER
#undef OWN
#undef COMMAND

/*
 * The next function of that name. If there is none, which a program can only have
 * called because this library has one, the process ends with a line that says so.
 */
void *find_real(const char *name);

/*
 * Finds all of them that there are. A handler of a signal, or the child of a process
 * with threads, may be the first to call one: it had better not search then.
 */
void find_all(void);

/* Finds real_NAME before its first use: other libraries' constructors may be first. */
#define RESOLVE(name)                                              \
	do {                                                       \
		if (!real_##name)                                  \
			*(void **)&real_##name = find_real(#name); \
	} while (0)

/* The wrappers are seen by the program; nothing else of the library is. */
#define EXPORTED __attribute__((visibility("default")))

/* A variable of that type for a function without a failure point. */
#define REAL(type, name, parameters) static type(*real_##name) parameters

#endif
