#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mutation.h"

static struct known_case *cases;
static size_t case_count;

static char *copy(const char *text)
{
	char *result = strdup(text);

	if (!result)
		give_up("no memory");
	return result;
}

static struct known_case *add_case(const char *program, const char *name)
{
	const char *file = strrchr(program, '/');
	const char *folder = file;
	struct known_case *known;

	while (folder[-1] != '/')
		folder--;
	cases = reallocarray(cases, case_count + 2, sizeof(*cases));
	if (!cases)
		give_up("no memory");
	known = &cases[case_count++];
	known->program = copy(program);
	known->mechanism = strndup(folder, (size_t)(file - folder));
	known->name = copy(name);
	known->requirements = copy(" ");
	memset(known + 1, 0, sizeof(*known));
	return known;
}

/* The list is of paragraphs: "ident: NAME", "X-requirements: ID ID". */
static void list_program(const char *program)
{
	static const char ident[] = "ident: ";
	static const char requirements[] = "X-requirements: ";
	struct known_case *known = NULL;
	char command[1200];
	char *line = NULL;
	size_t size = 0;
	FILE *list;

	snprintf(command, sizeof(command), "'%s' -l", program);
	list = popen(command, "r");
	if (!list)
		give_up("%s: %s", program, strerror(errno));
	while (getline(&line, &size, list) != -1) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, ident, strlen(ident)) == 0) {
			known = add_case(program, line + strlen(ident));
		} else if (known && strncmp(line, requirements, strlen(requirements)) == 0) {
			free(known->requirements);
			if (asprintf(&known->requirements, " %s ", line + strlen(requirements)) < 0)
				give_up("no memory");
		}
	}
	free(line);
	if (pclose(list) != 0)
		give_up("%s does not list its cases", program);
}

struct known_case *list_cases(const char *build)
{
	char pattern[1100];
	glob_t programs;
	size_t i;

	snprintf(pattern, sizeof(pattern), "%s/cases/*/*_test", build);
	if (glob(pattern, 0, NULL, &programs) != 0)
		give_up("no test programs under %s: run make first", build);
	for (i = 0; i < programs.gl_pathc; i++)
		list_program(programs.gl_pathv[i]);
	globfree(&programs);
	return cases;
}

bool proves(const struct known_case *known, const char *id)
{
	char word[200];

	snprintf(word, sizeof(word), " %s ", id);
	return strstr(known->requirements, word) != NULL;
}
