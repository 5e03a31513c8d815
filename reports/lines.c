#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clean.h"
#include "lines.h"

#define LONGEST_LINE 2000

void lines_add(struct lines *lines, struct pool *pool, const char *format, ...)
{
	char text[LONGEST_LINE];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	lines->line = array_resize(lines->line, lines->count + 1, sizeof(*lines->line));
	lines->line[lines->count++] = clean_line(pool, text, strlen(text), sizeof(text));
}

void lines_free(struct lines *lines)
{
	free(lines->line);
	*lines = (struct lines){NULL, 0};
}
