#include "differences.h"

#include <stdio.h>
#include <string.h>

void difference_of_lists(const char *usual, const char *now, char *more, size_t size)
{
	while (*now) {
		size_t length = strcspn(now, "\n");

		if (!list_has(usual, now, length))
			list_add(more, size, "%.*s", (int)length, now);
		now += length + 1;
	}
}

/* Whether two lines are the same, from the beginning or from behind the first blank on. */
static bool is_same_line(const char *a, const char *b, bool is_whole)
{
	size_t length;

	if (!is_whole) {
		a += strcspn(a, " ");
		b += strcspn(b, " ");
	}
	length = strcspn(a, "\n");
	return strcspn(b, "\n") == length && memcmp(a, b, length) == 0;
}

/* Takes one line like it, which nobody has taken yet, out of usual. */
static bool take(const char *usual, bool *taken, const char *line, bool is_whole)
{
	for (const char *at = usual; *at; at += strcspn(at, "\n") + 1) {
		if (taken[at - usual] || !is_same_line(at, line, is_whole))
			continue;
		taken[at - usual] = true;
		return true;
	}
	return false;
}

void difference_of_descriptors(const char *usual, const char *now, char *more, size_t size)
{
	bool taken[LEAVING_TEXT_SIZE] = {false}, known[LEAVING_TEXT_SIZE] = {false};
	const char *line;

	for (int is_whole = 1; is_whole >= 0; is_whole--) {
		for (line = now; *line; line += strcspn(line, "\n") + 1)
			known[line - now] = known[line - now] || take(usual, taken, line, is_whole);
	}
	for (line = now; *line; line += strcspn(line, "\n") + 1) {
		if (!known[line - now])
			list_add(more, size, "%.*s", (int)strcspn(line, "\n"), line);
	}
}

void difference_of_texts(const struct output *usual, const struct output *now, char *text,
			 size_t size)
{
	const char *a = usual->text;
	const char *b = now->text;
	unsigned long line = 1;

	while (*a && *b) {
		size_t length = strcspn(a, "\n");

		if (strcspn(b, "\n") != length || memcmp(a, b, length) != 0)
			break;
		a += length + (a[length] == '\n');
		b += length + (b[length] == '\n');
		line++;
	}
	if (!*a && !*b)
		snprintf(text, size,
			 "stdout has %zu bytes instead of %zu, the first ones are the same\n",
			 now->size, usual->size);
	else
		snprintf(text, size,
			 "stdout, line %lu:\n  without the failure: %.*s\n  now: %.*s\n", line,
			 *a ? (int)strcspn(a, "\n") : 9, *a ? a : "(its end)",
			 *b ? (int)strcspn(b, "\n") : 9, *b ? b : "(its end)");
}
