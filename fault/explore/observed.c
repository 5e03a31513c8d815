#include "observed.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint64_t digest_bytes(uint64_t digest, const void *bytes, size_t size)
{
	const unsigned char *byte = bytes;

	for (size_t i = 0; i < size; i++)
		digest = (digest ^ byte[i]) * UINT64_C(1099511628211);
	return digest;
}

void list_add(char *list, size_t size, const char *format, ...)
{
	size_t length = strlen(list);
	va_list arguments;
	int added;

	va_start(arguments, format);
	added = vsnprintf(list + length, size - length, format, arguments);
	va_end(arguments);
	if (added < 0 || (size_t)added + 2 > size - length) {
		list[length] = '\0';
		return;
	}
	/* A name may have a newline in it: it would look like two. */
	for (char *byte = list + length; *byte; byte++) {
		if (*byte == '\n')
			*byte = '?';
	}
	strcpy(list + length + added, "\n");
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void list_sort(char *list)
{
	char *lines[LIST_SIZE / 2] = {NULL};
	char copy[LIST_SIZE];
	size_t count = 0;

	snprintf(copy, sizeof(copy), "%s", list);
	for (char *line = strtok(copy, "\n"); line; line = strtok(NULL, "\n"))
		lines[count++] = line;
	qsort(lines, count, sizeof(lines[0]), compare_lines);
	for (size_t i = 0; i < count; i++)
		list += sprintf(list, "%s\n", lines[i]);
}

bool list_has(const char *list, const char *line, size_t length)
{
	while (*list) {
		size_t here = strcspn(list, "\n");

		if (here == length && memcmp(list, line, length) == 0)
			return true;
		list += here + 1;
	}
	return false;
}
