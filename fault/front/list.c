#include "list.h"

#include <string.h>

#include "words.h"

enum { MAX_ERRORS = 64, LINE = 100, INDENT = 8 };

size_t errors_of(enum point_index point, const struct documented *errors[], size_t size)
{
	const struct documented *d = NULL;
	size_t count = 0, i;

	while ((d = next_documented(point, d)) && count < size) {
		for (i = 0; i < count && errors[i]->number != d->number; i++)
			;
		if (i == count)
			errors[count++] = d;
	}
	return count;
}

/* Fills lines of LINE columns. */
static void print_errors(FILE *stream, enum point_index point)
{
	const struct documented *errors[MAX_ERRORS];
	size_t count = errors_of(point, errors, MAX_ERRORS), i;
	int column = 0;

	for (i = 0; i < count; i++) {
		int length = (int)strlen(errors[i]->error) + 1;

		if (column == 0 || column + length > LINE) {
			fprintf(stream, "%s%*s", column ? "\n" : "", INDENT - 1, "");
			column = INDENT;
		}
		fprintf(stream, " %s", errors[i]->error);
		column += length;
	}
	if (column)
		fputc('\n', stream);
}

static void print_conditions(FILE *stream, enum point_index point)
{
	const struct documented *d = NULL;

	while ((d = next_documented(point, d)))
		fprintf(stream, "%*s%-16s %-11s %s\n", INDENT, "", d->error, level_name(d->level),
			d->condition);
}

void list_text(FILE *stream, const bool selected[POINTS], enum detail detail)
{
	enum point_index i;

	for (i = 0; i < POINTS; i++) {
		if (!selected[i])
			continue;
		if (detail == DETAIL_NAMES) {
			fprintf(stream, "%s\n", points[i].name);
			continue;
		}
		fprintf(stream, "%-38s %s, %s%s%s\n", points[i].name, points[i].function,
			failure_words(&points[i]), *effect_words(&points[i]) ? "; " : "",
			effect_words(&points[i]));
		if (detail == DETAIL_ERRORS)
			print_errors(stream, i);
		else
			print_conditions(stream, i);
	}
}
