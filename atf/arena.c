#include "arena.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "actor.h"

struct arena *arena;

void arena_create(void)
{
	arena = mmap(NULL, sizeof(*arena), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		     0);
	if (arena == MAP_FAILED) {
		fprintf(stderr, "ipcts: no memory for the case: %s\n", strerror(errno));
		exit(EXIT_FAILURE);
	}
}

int arena_take(_Atomic unsigned *count, unsigned max)
{
	unsigned slot = atomic_fetch_add(count, 1);

	return slot < max ? (int)slot : -1;
}

/* kyua takes a newline in a reason for a broken program; a report wants valid UTF-8. */
void arena_make_line(char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ')
			*text = ' ';
		else if ((unsigned char)*text >= 127)
			*text = '?';
}

void arena_record(enum outcome outcome, const char *file, int line, const char *format, ...)
{
	int slot = arena_take(&arena->record_count, MAX_RECORDS);
	struct record *record;
	const char *label = file ? actor_label() : NULL;
	char place[200] = "";
	char message[760];
	va_list arguments;

	if (slot < 0)
		return;
	record = &arena->records[slot];
	if (file)
		snprintf(place, sizeof(place), "%s:%d: ", file, line);
	va_start(arguments, format);
	vsnprintf(message, sizeof(message), format, arguments);
	va_end(arguments);
	snprintf(record->text, sizeof(record->text), "%s%s%s%s%s", place, label ? "in " : "",
		 label ? label : "", label ? ": " : "", message);
	arena_make_line(record->text);
	record->outcome = outcome;
	arena->is_doomed = true;
}

const struct record *arena_verdict(void)
{
	unsigned i;

	for (i = 0; i < arena->record_count && i < MAX_RECORDS; i++)
		if (arena->records[i].outcome != OUTCOME_PASSED)
			return &arena->records[i];
	return NULL;
}
