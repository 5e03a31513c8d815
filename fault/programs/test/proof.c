#include "proof.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

/* The exit status of fault-syscall where the kernel, or a sandbox, does not let it work. */
enum { NO_NOTIFICATION = 123 };

/*
 * folder is PROGRAM_FOLDER, PRELOAD_LIBRARY or SUPERVISOR, which the build defines: as
 * seen from the folder of the Kyuafile.
 */
static const char *resolve(const atf_tc_t *tc, const char *folder, const char *name, char *path)
{
	char relative[2 * PATH_MAX];

	snprintf(relative, sizeof(relative), "%s/%s%s", atf_tc_get_config_var(tc, "srcdir"), folder,
		 name);
	ATF_REQUIRE_MSG(realpath(relative, path), "there is no %s", relative);
	return path;
}

struct run *run_named(const atf_tc_t *tc, enum way way, const char *program, const char *plan,
		      int seconds)
{
	char path[PATH_MAX];
	char maker[PATH_MAX];
	struct backend backend = {NULL, NULL};
	struct run *run;

	resolve(tc, PROGRAM_FOLDER "/", program, path);
	if (way == IN_PROGRAM)
		backend.library = resolve(tc, PRELOAD_LIBRARY, "", maker);
	else
		backend.supervisor = resolve(tc, SUPERVISOR, "", maker);
	run = run_program(path, &backend, plan, seconds);
	ATF_REQUIRE(run);
	if (!run->is_isolated)
		atf_tc_skip("%s", run->broken);
	if (way == BELOW_LIBC && WIFEXITED(run->status) &&
	    WEXITSTATUS(run->status) == NO_NOTIFICATION)
		atf_tc_skip("%s", run->errors);
	ATF_REQUIRE_MSG(!run->broken[0], "%s with %s: %s", program, plan, run->broken);
	return run;
}

struct run *run_reference(const atf_tc_t *tc, enum way way, const char *program)
{
	struct run *run = run_named(tc, way, program, "", PATIENCE);

	ATF_REQUIRE_MSG(run->has_ended && run->status == 0 && run->output[0] && !run->errors[0] &&
				!run->left[0],
			"%s without failure: %s", program,
			describe(run->has_ended ? OUTCOME_HANDLED : OUTCOME_HANG, run));
	return run;
}

const char *describe(enum outcome outcome, const struct run *run)
{
	static char text[3 * RUN_TEXT_SIZE + 100];

	snprintf(text, sizeof(text), "%s, status %#x, output \"%s\", errors \"%s\", left \"%s\"",
		 outcome_name(outcome), (unsigned int)run->status, run->output, run->errors,
		 run->left);
	return text;
}
