/* The cases that the mutation program runs, and how it runs them. */
#ifndef IPCTS_MUTATION_H
#define IPCTS_MUTATION_H

#include <stdbool.h>
#include <stddef.h>

enum case_result { CASE_PASSED, CASE_SKIPPED, CASE_FAILED, CASE_BROKEN };

/* A case of a test program. */
struct known_case {
	char *program; /* path */
	char *mechanism;
	char *name;
	char *requirements; /* ids, a space before and behind each */
};

/* Prints "mutation: ..." and exits with the status of "could not run". */
void give_up(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/*
 * Asks the programs build/cases/MECHANISM/NAME_test for their cases. The list is
 * ended by an entry without a name; it is never freed.
 */
struct known_case *list_cases(const char *build);

/* Whether the case proves the requirement. */
bool proves(const struct known_case *known, const char *id);

/* A case to be run: with the deviant chosen, or (NULL) without the library. */
struct run {
	const struct known_case *known;
	const char *deviant;
	enum case_result result;
	bool is_done;
};

/*
 * Runs them in that order, up to jobs at once, with the library preloaded;
 * calls done, if there is one, whenever one has ended.
 */
void run_cases(struct run *runs, size_t count, int jobs, const char *library, void (*done)(void));

/* Lets run_cases() end the cases, and the program, when it gets a signal to stop. */
void stop_on_signals(void);

/* Removes what run_cases() made. */
void remove_results(void);

#endif
