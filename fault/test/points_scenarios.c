/* Every point, with every error that is documented for it, and every further name. */
#define FIU_ENABLE

#include <dlfcn.h>
#include <fiu-control.h>
#include <fiu.h>
#include <signal.h>
#include <stdint.h>

#include "../../cases/catalogue.h"
#include "../points/documented.h"
#include "scenario.h"

/* Where pointers point to that a function may look at: a mutex, a message. */
static union {
	char bytes[1024];
	void *alignment;
} room;

static volatile sig_atomic_t broken_pipes;

static void count_broken_pipe(int number)
{
	(void)number;
	broken_pipes++;
}

/*
 * The functions are called as if all of them took six words: those that fail are
 * not executed, and the rest fail on a descriptor -1.
 */
typedef intptr_t words_function(intptr_t, intptr_t, intptr_t, intptr_t, intptr_t, intptr_t);

static const struct {
	enum point_index point;
	words_function *function;
	int command; /* of fcntl(), or -1 */
} functions[] = {
#define POINT(name, type, function, ...) {POINT_##function, (words_function *)(void *)function, -1},
#define OWN_POINT POINT
#define SHORT_TRANSFER(...)
#define OWN(...)
#define COMMAND(name, function, command, documented) \
	{POINT_##function##_##command, (words_function *)(void *)function, command},
#include "../points/points.def"
};

static const struct {
	enum point_index point;
	const char *name;
} aliases[] = {
#ifdef __GLIBC__
#define ALIAS(name, function, ...) {POINT_##function, #name},
#include "../points/aliases.def"
	{POINT_open, "open64"},
	{POINT_openat, "openat64"},
	{POINT_fcntl_F_GETFL, "fcntl64"},
#endif
};

static bool is_output(enum point_index point)
{
	switch (points[point].effect) {
	case EFFECT_TRANSFER_OUT:
	case EFFECT_VECTOR_OUT:
	case EFFECT_SEND:
	case EFFECT_MESSAGE_OUT:
		return true;
	default:
		return false;
	}
}

/* An int that a function returned is in the lower half of the word. */
static bool has_failed(enum point_index point, intptr_t result, int error)
{
	switch (points[point].failure) {
	case FAILURE_NUMBER:
		return (int)result == error;
	case FAILURE_NULL_POINTER:
	case FAILURE_SEM_FAILED_POINTER:
		return result == 0 && errno == error;
	case FAILURE_MINUS_ONE_POINTER:
		return result == -1 && errno == error;
	default:
		return (int)result == -1 && errno == error;
	}
}

static void call_failing(enum point_index point, words_function *function, int command, int error)
{
	const intptr_t place = (intptr_t)room.bytes;
	const bool is_number = points[point].failure == FAILURE_NUMBER;
	intptr_t result;

	memset(room.bytes, 0, sizeof(room.bytes));
	broken_pipes = 0;
	CHECK(fiu_enable(points[point].name, 1, (void *)(intptr_t)error, 0) == 0);
	errno = 0;
	result = function(is_number ? place : -1, command != -1 ? command : place, 0, 0, 0, 0);
	fiu_disable(points[point].name);
	if (!has_failed(point, result, error) ||
	    broken_pipes != (is_output(point) && error == EPIPE))
		fprintf(stderr, "%s with %d: result %ld, errno %d, %d times SIGPIPE\n",
			points[point].name, error, (long)result, errno, (int)broken_pipes);
	CHECK(has_failed(point, result, error));
	CHECK(broken_pipes == (is_output(point) && error == EPIPE));
}

/* Those whose failure has a closer look elsewhere: they would be executed here. */
static bool is_elsewhere(enum point_index point, int error)
{
#ifdef __GLIBC__
	if (point == POINT_pthread_mutex_clocklock && error == EOWNERDEAD)
		return true;
#endif
	return point == POINT_pclose ||
	       (point == POINT_connect && (error == EINTR || error == EINPROGRESS));
}

/* An error has an entry for each of its conditions. */
static bool is_first(enum point_index point, const struct documented *documented)
{
	const struct documented *d = next_documented(point, NULL);

	while (d->number != documented->number)
		d = next_documented(point, d);
	return d == documented;
}

/* For the matrix of error paths in reports (reports/note.h). */
static void note_error_paths(enum point_index point)
{
	const struct documented *d = NULL;

	printf("error path: %s: call =", points[point].function);
	while ((d = next_documented(point, d))) {
		if (is_first(point, d) && !is_elsewhere(point, d->number))
			printf(" %s", d->error);
	}
	printf("\n");
}

SCENARIO(every_point_fails_with_every_documented_error, "")
{
	size_t i, count = 0;

	signal(SIGPIPE, count_broken_pipe);
	for (i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
		const struct documented *d = NULL;

		while ((d = next_documented(functions[i].point, d))) {
			if (is_elsewhere(functions[i].point, d->number))
				continue;
			call_failing(functions[i].point, functions[i].function,
				     functions[i].command, d->number);
			count++;
		}
		note_error_paths(functions[i].point);
	}
	CHECK(count > 700);
}

SCENARIO(every_point_has_a_usual_error, "")
{
	enum point_index i;
	size_t k;

	signal(SIGPIPE, count_broken_pipe);
	for (k = 0; k < sizeof(functions) / sizeof(functions[0]); k++) {
		int error;
		intptr_t result;

		i = functions[k].point;
		if (is_elsewhere(i, 0))
			continue;
		memset(room.bytes, 0, sizeof(room.bytes));
		CHECK(fiu_enable(points[i].name, 1, NULL, 0) == 0);
		errno = 0;
		result = functions[k].function(
			points[i].failure == FAILURE_NUMBER ? (intptr_t)room.bytes : -1,
			functions[k].command != -1 ? functions[k].command : (intptr_t)room.bytes, 0,
			0, 0, 0);
		error = points[i].failure == FAILURE_NUMBER ? (int)result : errno;
		CHECK(is_documented(i, error));
		fiu_disable(points[i].name);
	}
}

SCENARIO(further_names_share_the_points, "")
{
	size_t i;

	for (i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++) {
		words_function *function = (words_function *)dlsym(RTLD_DEFAULT, aliases[i].name);

		check(function != NULL, __FILE__, __LINE__, aliases[i].name);
		call_failing(aliases[i].point, function,
			     aliases[i].point == POINT_fcntl_F_GETFL ? F_GETFL : -1, EBADF);
	}
}

/* Whatever the catalogue has an error of can be called, and so can fail. */
SCENARIO(every_function_of_the_catalogue_has_a_point, "")
{
	enum point_index point;
	size_t i;

	for (i = 0; i < CATALOGUE_SIZE; i++) {
		if (!catalogue[i].error)
			continue;
		for (point = 0; point < POINTS; point++)
			if (strcmp(points[point].function, catalogue[i].function) == 0)
				break;
		check(point < POINTS, "catalogue", (int)i, catalogue[i].function);
		CHECK(is_documented(point, catalogue[i].error_number));
	}
}

SCENARIO(names_are_unique_and_in_libfius_way, "")
{
	enum point_index i;

	for (i = 0; i < POINTS; i++) {
		CHECK(find_point(points[i].name) == i);
		CHECK(strncmp(points[i].name, "posix/", 6) == 0 ||
		      strncmp(points[i].name, "xsi/", 4) == 0 ||
		      strncmp(points[i].name, "linux/", 6) == 0);
	}
	CHECK(find_point("posix/io/rw/read") == POINT_read);
	CHECK(find_point("posix/stdio/oc/popen") == POINT_popen);
	CHECK(find_point("posix/io/net/accept") == POINT_accept);
	CHECK(find_point("no/such/point") == POINTS);
}

SCENARIO(a_point_that_is_disabled_does_not_fail, "--fail posix/io/fd/dup=EMFILE")
{
	CHECK_FAILS(dup(1), EMFILE);
	CHECK(fiu_disable("posix/io/fd/dup") == 0);
	CHECK(dup(1) >= 0);
}

#ifdef __GLIBC__
/* What the compiler makes of read(), recv() and poll() with _FORTIFY_SOURCE. */
SCENARIO(fortified_calls_fail, "--fail posix/io/rw/read=EIO --fail posix/io/net/recv=ENOTCONN "
			       "--fail posix/io/net/poll=ENOMEM --fail posix/io/oc/open=EMFILE")
{
	static const struct {
		const char *name;
		int error;
	} calls[] = {
		{"__read_chk", EIO},  {"__recv_chk", ENOTCONN}, {"__poll_chk", ENOMEM},
		{"__open_2", EMFILE}, {"open64", EMFILE},
	};
	size_t i;

	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		words_function *function = (words_function *)dlsym(RTLD_DEFAULT, calls[i].name);

		errno = 0;
		CHECK((int)function(-1, 0, 0, 0, 0, 0) == -1 && errno == calls[i].error);
	}
}
#endif
