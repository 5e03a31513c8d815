/* Trials by kyua. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "trial.h"

void add_program(const struct trial *trial, const char *program, const char *name)
{
	char target[500];
	FILE *file = fopen(path_in(trial, "Kyuafile"), "ae");

	SETUP_THAT(file != NULL, "Kyuafile: %s", error_name(errno));
	if (ftell(file) == 0)
		fputs("syntax(2)\ntest_suite(\"ipcts\")\n", file);
	fprintf(file, "atf_test_program{name=\"%s\"}\n", name);
	SETUP_THAT(fclose(file) == 0, "cannot write the Kyuafile");
	snprintf(target, sizeof(target), "%.*s/%s",
		 (int)(strrchr(trial->program, '/') - trial->program), trial->program, program);
	SETUP(symlink(target, path_in(trial, name)));
}

void start_kyua(struct trial *trial, const char *parallelism)
{
	char settings[MAX_SETTINGS][600];
	char parallel[40];
	char kyuafile[500];
	char results[500];
	char *argv[2 * MAX_SETTINGS + 12] = {"kyua", "--config=none", "--logfile=/dev/null", "-v",
					     parallel};
	int argc = 5;
	int i;

	if (system("command -v kyua >/dev/null") != 0)
		skip_unsupported("kyua is not installed");
	snprintf(parallel, sizeof(parallel), "parallelism=%s", parallelism);
	snprintf(kyuafile, sizeof(kyuafile), "--kyuafile=%s/Kyuafile", trial->directory);
	snprintf(results, sizeof(results), "--results-file=%s/results.db", trial->directory);
	for (i = 0; trial->settings[i]; i++) {
		snprintf(settings[i], sizeof(settings[i]), "test_suites.ipcts.%s",
			 trial->settings[i]);
		argv[argc++] = "-v";
		argv[argc++] = settings[i];
	}
	argv[argc++] = "test";
	argv[argc++] = kyuafile;
	argv[argc++] = results;
	start_command(trial, argv);
}

void kyua_result(const struct trial *trial, const char *name, const char *subject, char *result,
		 size_t size)
{
	char wanted[120];
	const char *begin;
	char *end;

	snprintf(wanted, sizeof(wanted), "%s:%s  ->  ", name, subject);
	begin = strstr(trial->output, wanted);
	EXPECT_THAT(begin != NULL, "expected a result of %s:%s, observed %s", name, subject,
		    trial->output);
	snprintf(result, size, "%s", begin + strlen(wanted));
	result[strcspn(result, "\n")] = '\0';
	/* The duration comes last: "  [0.003s]". */
	end = strrchr(result, '[');
	if (end && end - result >= 2)
		end[-2] = '\0';
}
