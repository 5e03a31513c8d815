/*
 * Checks. A check that does not hold ends its actor, and with it the case:
 *
 * EXPECT*	the requirement is violated: the case has failed
 * SETUP*	a precondition could not be set up: the case is broken
 *
 * They may be used in every actor, process or thread, and report the file, the
 * line, the call, what was expected and what was observed. A call is evaluated
 * once. Each macro says what it is worth as an expression.
 */
#ifndef IPCTS_CHECK_H
#define IPCTS_CHECK_H

#include <errno.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "names.h"

#define HERE __FILE__, __LINE__

/*
 * A verb that checks something reports the line of the case that uses it: it
 * is a macro, AT(its function), and its function's checks say THERE.
 */
#define AT(call) (check_place(HERE), call)
#define THERE NULL, 0

/* The condition holds. */
#define EXPECT(condition) check_true(HERE, (condition), #condition)

/* The condition holds; the format says what was expected and what observed. */
#define EXPECT_THAT(condition, ...)                      \
	do {                                             \
		if (!(condition))                        \
			check_failed(HERE, __VA_ARGS__); \
	} while (0)

/*
 * The integer call is worth what is expected. Worth it, too. errno is 0 before
 * the call: it cannot be the call itself (EXPECT_THAT for that).
 */
#define EXPECT_EQ(expected, call) \
	(errno = 0, check_equal(HERE, #call, (intmax_t)(expected), (intmax_t)(call)))

/* The call does not fail. Worth what it returns, as an integer. */
#define EXPECT_OK(call) \
	(errno = 0, check_no_failure(HERE, #call, (intmax_t)(call), CHECK_FAILURE_OF(call)))

/* The call fails (-1, or the null pointer of a function that opens) with that error. */
#define EXPECT_ERROR(error, call) \
	(errno = 0, check_error(HERE, #call, (intmax_t)(call), CHECK_FAILURE_OF(call), (error), 0))

/* Likewise, where the standard leaves a choice of two errors. */
#define EXPECT_ERROR_OF(error, other, call) \
	(errno = 0,                         \
	 check_error(HERE, #call, (intmax_t)(call), CHECK_FAILURE_OF(call), (error), (other)))

/* -1, or what a function that makes an object returns instead of its address. */
#define CHECK_FAILURE_OF(call) \
	_Generic((call), FILE * : 0, sem_t * : (intmax_t)SEM_FAILED, default : -1)

/*
 * The call, of a function that returns the number of its error, returns that
 * number; 0: it succeeds.
 */
#define EXPECT_RETURNS(number, call) check_returned(HERE, #call, (call), (number), (number))

/* Likewise, where the standard leaves a choice of two. */
#define EXPECT_RETURNS_OF(number, other, call) \
	check_returned(HERE, #call, (call), (number), (other))

/* size bytes, or two strings, are the same. */
#define EXPECT_BYTES(expected, observed, size) \
	check_bytes(HERE, #observed, expected, observed, size)
#define EXPECT_STRING(expected, observed) check_string(HERE, #observed, expected, observed)

/* The call does not fail. Worth what it returns, as an integer. */
#define SETUP(call) (errno = 0, check_setup(HERE, #call, (intmax_t)(call), CHECK_FAILURE_OF(call)))

/* The call, of a function that returns the number of its error, returns 0. */
#define SETUP_RETURNS_0(call) check_setup_returned(HERE, #call, (call))

/* The condition holds; the format says what could not be set up. */
#define SETUP_THAT(condition, ...)                       \
	do {                                             \
		if (!(condition))                        \
			check_broken(HERE, __VA_ARGS__); \
	} while (0)

/* Sets the place that THERE stands for in this thread. */
void check_place(const char *file, int line);

void check_true(const char *file, int line, bool condition, const char *text);
intmax_t check_equal(const char *file, int line, const char *call, intmax_t expected,
		     intmax_t observed);
intmax_t check_no_failure(const char *file, int line, const char *call, intmax_t observed,
			  intmax_t failure);
/* Likewise, of a call that returns -1 if it fails. */
intmax_t check_success(const char *file, int line, const char *call, intmax_t observed);
void check_error(const char *file, int line, const char *call, intmax_t observed, intmax_t failure,
		 int error, int other);
void check_bytes(const char *file, int line, const char *text, const void *expected,
		 const void *observed, size_t size);
void check_string(const char *file, int line, const char *text, const char *expected,
		  const char *observed);
void check_returned(const char *file, int line, const char *call, int observed, int number,
		    int other);
intmax_t check_setup(const char *file, int line, const char *call, intmax_t observed,
		     intmax_t failure);
void check_setup_returned(const char *file, int line, const char *call, int observed);
void check_failed(const char *file, int line, const char *format, ...)
	__attribute__((noreturn, format(printf, 3, 4)));
void check_broken(const char *file, int line, const char *format, ...)
	__attribute__((noreturn, format(printf, 3, 4)));

#endif
