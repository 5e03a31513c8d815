#include <ctype.h>
#include <stdarg.h>
#include <string.h>

#include "escape.h"

static const char *entity_of(char character)
{
	switch (character) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return "&#39;";
	}
}

static void put_escaped(FILE *file, const char *text)
{
	while (*text) {
		size_t plain = strcspn(text, "&<>\"'");

		fwrite(text, 1, plain, file);
		text += plain;
		if (*text)
			fputs(entity_of(*text++), file);
	}
}

/* Writes the argument of the conversion; returns how long the conversion is. */
static size_t put_argument(FILE *file, const char *conversion, va_list *arguments)
{
	switch (conversion[1]) {
	case 's':
		put_escaped(file, va_arg(*arguments, const char *));
		return 2;
	case 'z':
		fprintf(file, "%zu", va_arg(*arguments, size_t));
		return 3;
	default:
		fprintf(file, "%.3f", va_arg(*arguments, double));
		return 2;
	}
}

void put_markup(FILE *file, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	while (*format) {
		size_t plain = strcspn(format, "%");

		fwrite(format, 1, plain, file);
		format += plain;
		if (*format)
			format += put_argument(file, format, &arguments);
	}
	va_end(arguments);
}

void put_markdown(FILE *file, const char *text)
{
	for (; *text; text++) {
		if (strchr("&<>\"'@", *text)) /* a reference: no HTML, no @mention */
			fprintf(file, "&#%d;", *text);
		else if (*text == '\n' || *text == '\t')
			fputc(' ', file);
		else if (ispunct((unsigned char)*text) && !strchr(",;/?%()", *text))
			fprintf(file, "\\%c", *text);
		else
			fputc(*text, file);
	}
}
