#include "environment.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../plan/plan.h"
#include "library.h"

static char plan_variable[sizeof(PLAN_VARIABLE) + PLAN_SIZE];
static char **environment;

/* Adds options to those of a sanitizer. */
static void add_options(const char *variable, const char *options)
{
	const char *own = getenv(variable);
	char text[1024];

	snprintf(text, sizeof(text), "%s%s%s", own ? own : "", own && *own ? ":" : "", options);
	setenv(variable, text, 1);
}

int environment_make(enum backend backend, const struct isolation *isolation)
{
	size_t count = 0;

	unsetenv(PLAN_VARIABLE);
	setenv("TMPDIR", isolation->temporary, 1);
	/*
	 * LeakSanitizer traces its own process and cannot while we do;
	 * AddressSanitizer wants to be the first library unless it is told otherwise.
	 */
	add_options("ASAN_OPTIONS", "detect_leaks=0:verify_asan_link_order=0");
	add_options("LSAN_OPTIONS", "detect_leaks=0");
	if (backend == BACKEND_PRELOAD) {
		setenv(LOG_VARIABLE, isolation->log, 1);
		add_options("LD_PRELOAD", library_path());
	}
	while (environ[count])
		count++;
	environment = malloc((count + 2) * sizeof(*environment));
	if (!environment)
		return -1;
	memcpy(environment, environ, count * sizeof(*environment));
	environment[count] = backend == BACKEND_PRELOAD ? plan_variable : NULL;
	environment[count + 1] = NULL;
	return 0;
}

void environment_set_plan(const char *plan)
{
	snprintf(plan_variable, sizeof(plan_variable), "%s=%s", PLAN_VARIABLE, plan);
}

char **environment_of_run(void)
{
	return environment;
}

void environment_for_check(void)
{
	unsetenv(LOG_VARIABLE);
	unsetenv("LD_PRELOAD");
}
