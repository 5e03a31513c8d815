/* The test program: a case for each scenario. */
#include <atf-c.h>
#include <limits.h>
#include <unistd.h>

#include "scenario.h"

enum { MAX_SCENARIOS = 100 };

static void set_path(const char *variable, const char *folder, const char *path)
{
	char text[PATH_MAX * 2];

	snprintf(text, sizeof(text), "%s/%s", folder, path);
	setenv(variable, text, 1);
}

/* build/ABI/fault/test/NAME_test: the others are beside it. */
static void set_paths(void)
{
	char folder[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", folder, sizeof(folder) - 1);
	char *slash;

	ATF_REQUIRE(length > 0);
	folder[length] = '\0';
	strcpy(strrchr(folder, '_'), "_subject");
	setenv("SUBJECT", folder, 1);
	slash = strrchr(folder, '/');
	*slash = '\0';
	set_path("RUN", folder, "../front/fault-run");
	set_path("LS", folder, "../front/fault-ls");
	set_path("PRELOAD", folder, "../preload");
}

/* Where no library can be preloaded, not even another one, ours cannot be tried either. */
static void need_preloading(void)
{
	if (system("LD_PRELOAD=libfiu.so.0 sh -c 'while read line; do "
		   "case $line in *libfiu*) exit 0; esac; done </proc/$$/maps; exit 1'") != 0)
		atf_tc_skip("LD_PRELOAD has no effect here, not even on the shell");
}

static void run(const atf_tc_t *tc)
{
	const char *name = atf_tc_get_ident(tc);
	char command[2000];
	struct scenario *s = scenarios;
	int status;

	while (strcmp(s->name, name) != 0)
		s = s->next;
	set_paths();
	need_preloading();
	snprintf(command, sizeof(command), "%s \"$SUBJECT\" %s", s->front, name);
	fflush(NULL);
	status = system(command);
	ATF_REQUIRE_MSG(status == 0, "%s: status 0x%x", command, (unsigned int)status);
}

static void describe(atf_tc_t *tc)
{
	atf_tc_set_md_var(tc, "timeout", "60");
}

ATF_TP_ADD_TCS(tp)
{
	static atf_tc_t cases[MAX_SCENARIOS];
	static struct atf_tc_pack packs[MAX_SCENARIOS];
	struct scenario *s;
	size_t i = 0;

	for (s = scenarios; s && i < MAX_SCENARIOS; s = s->next, i++) {
		char **config = atf_tp_get_config(tp);
		atf_error_t error;

		packs[i] =
			(struct atf_tc_pack){.m_ident = s->name, .m_head = describe, .m_body = run};
		error = atf_tc_init_pack(&cases[i], &packs[i], (const char *const *)config);
		atf_utils_free_charpp(config);
		if (!atf_is_error(error))
			error = atf_tp_add_tc(tp, &cases[i]);
		if (atf_is_error(error))
			return error;
	}
	return atf_no_error();
}
