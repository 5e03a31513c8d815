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
