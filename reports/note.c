#include <string.h>

#include "clean.h"
#include "note.h"

#define LONGEST_KEY 200
#define LONGEST_VALUE 1000
#define MOST_NOTES 1000 /* of one case */

/* A stretch of bytes. */
struct span {
	const char *first;
	const char *end;
};

static size_t length(struct span span)
{
	return (size_t)(span.end - span.first);
}

/* Drops prefix from the front of *span if it is there. */
static int drop(struct span *span, const char *prefix)
{
	size_t size = strlen(prefix);

	if (length(*span) < size || memcmp(span->first, prefix, size) != 0)
		return 0;
	span->first += size;
	return 1;
}

/* Cuts *span at the first separator; the part before it goes to *before. */
static int split(struct span *span, const char *separator, struct span *before)
{
	const char *at = memmem(span->first, length(*span), separator, strlen(separator));

	if (!at)
		return 0;
	*before = (struct span){span->first, at};
	span->first = at + strlen(separator);
	return 1;
}

static const char *keep(struct pool *pool, struct span span, size_t limit)
{
	return clean_line(pool, span.first, length(span), limit);
}

static struct note *parse_line(struct pool *pool, struct span line)
{
	struct span requirement = {NULL, NULL}, function = {NULL, NULL}, key;
	struct note *note;

	if (drop(&line, "observation: ")) {
		if (!split(&line, ": ", &requirement))
			return NULL;
	} else if (drop(&line, "error path: ")) {
		if (!split(&line, ": ", &function))
			return NULL;
	} else if (!drop(&line, "fact: ")) {
		return NULL;
	}
	if (!split(&line, " = ", &key))
		return NULL;
	note = pool_alloc(pool, sizeof(*note));
	if (requirement.first)
		note->requirement = keep(pool, requirement, LONGEST_KEY);
	if (function.first)
		note->function = keep(pool, function, LONGEST_KEY);
	note->key = keep(pool, key, LONGEST_KEY);
	note->value = keep(pool, line, LONGEST_VALUE);
	return note;
}

/* Cuts the next line off *rest. */
static struct span next_line(struct span *rest)
{
	struct span line = *rest;
	const char *end = memchr(rest->first, '\n', length(*rest));

	if (end)
		line.end = end;
	rest->first = end ? end + 1 : rest->end;
	return line;
}

const struct note *note_parse(struct pool *pool, const char *bytes, size_t size)
{
	const struct note *first = NULL;
	const struct note **last = &first;
	struct span rest = {bytes, bytes + size};

	for (size_t count = 0; length(rest) > 0 && count < MOST_NOTES;) {
		struct note *note = parse_line(pool, next_line(&rest));

		if (!note)
			continue;
		*last = note;
		last = &note->next;
		count++;
	}
	return first;
}
