/*
 * The one bug a twin is built with: bugs.def lists them. The right program has
 * none; the condition BUGGY(program, name) is then constant and false.
 */
#ifndef IPCTS_PROGRAMS_BUG_H
#define IPCTS_PROGRAMS_BUG_H

enum bug {
	BUG_none,
#define BUG(program, name, ...) BUG_##program##_##name,
#include "bugs.def"
#undef BUG
};

/* The build sets it for a twin, to BUG_PROGRAM_NAME. */
#ifndef BUILT_WITH
#define BUILT_WITH BUG_none
#endif

#define BUGGY(program, name) (BUILT_WITH == BUG_##program##_##name)

#endif
