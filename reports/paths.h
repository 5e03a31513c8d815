/*
 * Error paths: a function and an error that it fails with, and how the cases brought
 * that about. A case that proves an error condition did so for real; cases with fault
 * injection prove none, and note on their output what they did (note.h): it shows that
 * programs meet the error, and what becomes of them.
 */
#ifndef IPCTS_PATHS_H
#define IPCTS_PATHS_H

#include <stdbool.h>
#include <stddef.h>

/* How an error was brought about, the strongest way first. */
enum way {
	WAY_REAL, /* the system reported it */
	WAY_CALL, /* injected at the call: the program saw it */
	WAY_LIBC, /* injected below libc: into a system call that the function makes */
	WAYS	  /* not at all */
};

struct error_path {
	const char *mechanism; /* NULL: the catalogue does not know the function */
	const char *function;  /* "mq_open()" */
	const char *error;     /* "ENOMEM" */
	bool is_documented;    /* the catalogue has an error condition for it */
	bool deviates;	       /* a case of such a condition failed */
	size_t cases[WAYS];    /* that brought it about */
};

/* The strongest way of the path, WAYS if it is not covered. */
enum way path_way(const struct error_path *path);

/* "real", "call", "libc", "none"; for people: "provoked for real" ... "not covered". */
const char *way_name(enum way way);
const char *way_words(enum way way);

/*
 * The way of that name, WAY_CALL or WAY_LIBC; WAYS for any other name: nobody has to
 * say that something was real.
 */
enum way way_injected(const char *name);

#endif
