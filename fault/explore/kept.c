#include "kept.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "observed.h"

static char kept[LIST_SIZE]; /* lines */

void kept_clear(void)
{
	kept[0] = '\0';
}

void kept_add(const char *text, size_t length)
{
	list_add(kept, sizeof(kept), "%.*s", (int)length, text);
}

bool kept_has(const char *format, ...)
{
	char text[PATH_MAX + 64];
	va_list arguments;
	int length;

	if (!kept[0])
		return false;
	va_start(arguments, format);
	length = vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	return length > 0 && list_has(kept, text, strlen(text));
}
