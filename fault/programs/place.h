/* Names that no other run has, and their removal. */
#ifndef IPCTS_PROGRAMS_PLACE_H
#define IPCTS_PROGRAMS_PLACE_H

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "io.h"

enum { PLACE_SIZE = 256, PLACE_NAME_SIZE = 64, PLACE_ATTEMPTS = 16 };

/*
 * A path of PLACE_SIZE bytes below TMPDIR, or /tmp, for mkdtemp() and mkstemp().
 * Returns 0, or -1, reported.
 */
static inline int name_temporary(char *path, const char *program)
{
	const char *parent = getenv("TMPDIR");
	int length = snprintf(path, PLACE_SIZE, "%s/%s.XXXXXX", parent ? parent : "/tmp", program);

	if (length < PLACE_SIZE)
		return 0;
	report(0, "TMPDIR is too long");
	return -1;
}

/* Makes a directory. Writes its path into path, of PLACE_SIZE bytes. Returns 0, or -1, reported. */
static inline int make_directory(char *path, const char *program)
{
	if (name_temporary(path, program) == -1)
		return -1;
	if (mkdtemp(path))
		return 0;
	report(errno, "mkdtemp %s", path);
	return -1;
}

/*
 * The name of an object, PLACE_NAME_SIZE bytes; where it is taken, that of another
 * attempt is free: process ids are unique only within their namespace.
 */
static inline void name_object(char *name, const char *program, int attempt)
{
	snprintf(name, PLACE_NAME_SIZE, "/%s.%ld.%d", program, (long)getpid(), attempt);
}

/*
 * Removes a name by unlink(), rmdir(), mq_unlink() or shm_unlink(). What fails is
 * tried once more, for nobody would do it later. Returns 0, or -1, reported.
 */
static inline int remove_name(int (*function)(const char *), const char *name)
{
	if (function(name) == 0 || function(name) == 0)
		return 0;
	report(errno, "cannot remove %s", name);
	return -1;
}

#endif
