#include "plan_text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char separators[] = " \t\n,";

/* Reads [text, end): CALL=FAULT. */
static int read_entry(const char *text, const char *end, struct planned *planned, char *message,
		      size_t size)
{
	const char *equals = memchr(text, '=', (size_t)(end - text));

	planned->fired = 0;
	if (!equals || call_parse(text, equals, &planned->call) != 0) {
		snprintf(message, size,
			 "not a planned failure: %.*s (PROCESS:THREAD:POINT:K=ERRNO is one, "
			 "as in 1:1:syscall/openat:2=EMFILE)",
			 (int)(end - text), text);
		return -1;
	}
	planned->fault = fault_number(equals + 1, (size_t)(end - equals - 1));
	if (planned->fault == FAULT_NONE) {
		snprintf(message, size, "no error has that name: %.*s", (int)(end - text), text);
		return -1;
	}
	return 0;
}

static int add_entry(struct plan *plan, const struct planned *planned)
{
	struct planned *entries =
		realloc(plan->entries, (plan->count + 1) * sizeof(*plan->entries));

	if (!entries)
		return -1;
	plan->entries = entries;
	entries[plan->count++] = *planned;
	return 0;
}

static int read_entries(struct plan *plan, const char *text, char *message, size_t size)
{
	while (*(text += strspn(text, separators))) {
		size_t length = strcspn(text, *text == '#' ? "\n" : " \t\n,");
		struct planned planned;

		if (*text != '#') {
			if (read_entry(text, text + length, &planned, message, size) != 0)
				return -1;
			if (add_entry(plan, &planned) != 0) {
				snprintf(message, size, "no memory for the plan");
				return -1;
			}
		}
		text += length;
	}
	return 0;
}

/* The contents of a file as a text to be freed, or NULL with errno. */
static char *read_file(const char *path)
{
	FILE *file = fopen(path, "re");
	char *text = NULL;
	size_t size = 0;

	if (!file)
		return NULL;
	if (getdelim(&text, &size, '\0', file) < 0 && !ferror(file) && text)
		*text = '\0';
	if (ferror(file)) {
		free(text);
		text = NULL;
	}
	fclose(file);
	return text;
}

static struct plan *read_text(const char *text, char *message, size_t size)
{
	struct plan *plan = calloc(1, sizeof(*plan));
	char call[CALL_TEXT_SIZE];

	if (!plan) {
		snprintf(message, size, "no memory for the plan");
		return NULL;
	}
	if (read_entries(plan, text, message, size) == 0) {
		if (plan_index(plan) == 0)
			return plan;
		if (errno == EEXIST) {
			call_print(&plan->twice->call, FAULT_NONE, call, sizeof(call));
			snprintf(message, size, "planned twice: %s", call);
		} else {
			snprintf(message, size, "no memory for the plan");
		}
	}
	plan_free(plan);
	return NULL;
}

struct plan *plan_read(const char *text, char *message, size_t size)
{
	struct plan *plan;
	char *contents;

	if (*text != '@')
		return read_text(text, message, size);
	contents = read_file(text + 1);
	if (!contents) {
		snprintf(message, size, "cannot read the plan %s: %s", text + 1, strerror(errno));
		return NULL;
	}
	plan = read_text(contents, message, size);
	free(contents);
	return plan;
}

void plan_free(struct plan *plan)
{
	if (!plan)
		return;
	free(plan->slots);
	free(plan->entries);
	free(plan);
}
