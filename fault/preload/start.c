/*
 * The beginning of a program: what it was told is read before main(), and holds
 * from main() on. What the loader and the libraries do before that does not count,
 * or it would make up most of the calls of a small program.
 */
#define FIU_ENABLE

#include <fiu.h>
#include <stdlib.h>

#include "../plan/plan.h"
#include "decision.h"
#include "identity.h"
#include "real.h"

/* No other thread is inside while one forks: the child would wait for it for ever. */
static struct inside before_fork;

static void prepare_fork(void)
{
	enter(&before_fork);
}

static void after_fork(void)
{
	leave(&before_fork);
}

static void enable_plan(const char *text)
{
	char message[300];
	struct plan *plan = plan_read(text, message, sizeof(message));

	if (!plan) {
		fprintf(stderr, "ipcts-fault: %s: %s\n", PLAN_VARIABLE, message);
		_exit(2);
	}
	if (plan_enable(plan) == -1) {
		fprintf(stderr, "ipcts-fault: not enough memory for the plan\n");
		_exit(2);
	}
}

/* libfiu's own handlers of fork() come after these. */
__attribute__((constructor)) static void prepare(void)
{
	const char *plan = getenv(PLAN_VARIABLE);
	const char *path = getenv(LOG_VARIABLE);
	struct inside inside;

	enter_alone(&inside);
	find_all();
	pthread_atfork(prepare_fork, after_fork, after_fork);
	fiu_init(0);
	read_identity();
	if (plan)
		enable_plan(plan);
	if (path)
		keep_log(path);
	leave_alone(&inside);
}

static int (*program_main)(int, char **, char **);

static int call_main(int count, char **arguments, char **environment)
{
	begin_decisions();
	return program_main(count, arguments, environment);
}

typedef int start_function(int (*main)(int, char **, char **), int count, char **arguments,
			   void (*init)(void), void (*end)(void), void (*loader_end)(void),
			   void *stack_end);

/* What the first instructions of a program call, in glibc as in musl. */
start_function __libc_start_main;
REAL(int, __libc_start_main,
     (int (*main)(int, char **, char **), int count, char **arguments, void (*init)(void),
      void (*end)(void), void (*loader_end)(void), void *stack_end));

EXPORTED int __libc_start_main(int (*main)(int, char **, char **), int count, char **arguments,
			       void (*init)(void), void (*end)(void), void (*loader_end)(void),
			       void *stack_end)
{
	RESOLVE(__libc_start_main);
	program_main = main;
	return real___libc_start_main(call_main, count, arguments, init, end, loader_end,
				      stack_end);
}
