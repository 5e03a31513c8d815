#include "scenario.h"

struct scenario *scenarios;

void check(bool is_so, const char *file, int line, const char *what)
{
	int error = errno;

	if (is_so)
		return;
	fprintf(stderr, "%s:%d: not so: %s (errno %d)\n", file, line, what, error);
	_Exit(1);
}

void check_log(const char *with, const char *const lines[], size_t count)
{
	FILE *log = fopen("log", "r");
	char text[400];
	size_t found = 0, i;

	CHECK(log);
	while (fgets(text, sizeof(text), log)) {
		text[strcspn(text, "\n")] = '\0';
		if (!strstr(text, with))
			continue;
		for (i = 0; i < count && strcmp(text, lines[i]) != 0; i++)
			;
		check(i < count, "log", (int)found, text);
		found++;
	}
	fclose(log);
	check(found == count, "log", (int)found, "as many lines as there should be");
}
