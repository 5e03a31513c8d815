/*
 * Scenarios: what a program sees that the preload library reaches.
 *
 *	SCENARIO(munmap_fails, "--fail posix/mm/munmap=EINVAL")
 *	{
 *		CHECK_FAILS(munmap(memory, size), EINVAL);
 *	}
 *
 * A file of them makes two programs: NAME_test, whose cases run fault-run with those
 * options and NAME_subject, and NAME_subject, which runs the body. The case passes if
 * the body comes to its end.
 */
#ifndef IPCTS_FAULT_SCENARIO_H
#define IPCTS_FAULT_SCENARIO_H

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct scenario {
	const char *name;
	const char *front; /* the command before the subject's, for the shell */
	void (*run)(void);
	struct scenario *next;
};

extern struct scenario *scenarios;

/* front is written with $RUN for fault-run, $CTRL for fiu-ctrl, $FIU for fiu-run and its -l. */
#define SCENARIO_BY(name_, front_)                                               \
	static void name_(void);                                                 \
	__attribute__((constructor)) static void register_##name_(void)          \
	{                                                                        \
		static struct scenario scenario = {#name_, front_, name_, NULL}; \
		scenario.next = scenarios;                                       \
		scenarios = &scenario;                                           \
	}                                                                        \
	static void name_(void)
#define SCENARIO(name, options) SCENARIO_BY(name, "$RUN " options " --")

/* Ends the subject, and so fails its case, with what was expected where. */
void check(bool is_so, const char *file, int line, const char *what);
#define CHECK(condition) check(condition, __FILE__, __LINE__, #condition)

/* The call returns -1 and sets errno. */
#define CHECK_FAILS(call, error)                         \
	do {                                             \
		errno = 0;                               \
		CHECK((call) == -1 && errno == (error)); \
	} while (0)

/*
 * Compares the log that the subject's run keeps in the file "log" (--log log):
 * its lines with that text in them, and nothing else of them, in any order.
 */
void check_log(const char *with, const char *const lines[], size_t count);
#define CHECK_LOG(with, ...)                                \
	check_log(with, (const char *const[]){__VA_ARGS__}, \
		  sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

#endif
