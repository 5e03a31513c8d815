#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "baseline.h"

struct baseline {
	struct baseline_entry *entries;
	size_t count;
};

/* Where the reader is, and where it leaves its complaint. */
struct reader {
	const char *path;
	unsigned long line;
	char *error;
	size_t size;
};

__attribute__((format(printf, 2, 3))) static bool complain(struct reader *reader,
							   const char *format, ...)
{
	int length = snprintf(reader->error, reader->size, "%s:%lu: ", reader->path, reader->line);
	va_list arguments;

	if (length >= 0 && (size_t)length < reader->size) {
		va_start(arguments, format);
		vsnprintf(reader->error + length, reader->size - (size_t)length, format, arguments);
		va_end(arguments);
	}
	return false;
}

static bool complain_of_system(struct reader *reader)
{
	snprintf(reader->error, reader->size, "%s: %s", reader->path, strerror(errno));
	return false;
}

static char *trim(char *text)
{
	char *end = text + strlen(text);

	while (end > text && isspace((unsigned char)end[-1]))
		end--;
	*end = '\0';
	return text + strspn(text, " \t");
}

/* Cuts the next field off *rest; NULL when there is none left. */
static char *next_field(char **rest)
{
	char *field = strsep(rest, "|");

	return field ? trim(field) : NULL;
}

static bool has_space(const char *text)
{
	return text[strcspn(text, " \t")] != '\0';
}

static bool has_control(const char *text)
{
	for (; *text; text++)
		if (iscntrl((unsigned char)*text) && *text != '\t')
			return true;
	return false;
}

static bool append(struct baseline *baseline, const char *id, const char *reason, const char *link)
{
	size_t bytes = (baseline->count + 1) * sizeof(*baseline->entries);
	struct baseline_entry *entries = realloc(baseline->entries, bytes);
	struct baseline_entry entry = {strdup(id), strdup(reason), strdup(link ? link : "")};

	if (entries)
		baseline->entries = entries;
	if (!entries || !entry.id || !entry.reason || !entry.link) {
		free((char *)entry.id);
		free((char *)entry.reason);
		free((char *)entry.link);
		errno = ENOMEM;
		return false;
	}
	baseline->entries[baseline->count++] = entry;
	return true;
}

static bool parse(struct reader *reader, struct baseline *baseline, char *text)
{
	char *rest = text;
	char *id = next_field(&rest);
	char *reason = next_field(&rest);
	char *link = next_field(&rest);

	if (!*id)
		return complain(reader, "the id is missing; write: id | reason | link");
	if (has_space(id))
		return complain(reader, "an id has no spaces; write: id | reason | link");
	if (!reason || !*reason)
		return complain(reader, "%s has no reason; write: id | reason | link", id);
	if (link && has_space(link))
		return complain(reader, "the link of %s has spaces", id);
	if (rest)
		return complain(reader, "%s has more than three fields", id);
	if (baseline_find(baseline, id))
		return complain(reader, "%s is listed twice", id);
	return append(baseline, id, reason, link) || complain_of_system(reader);
}

static bool read_line(struct reader *reader, struct baseline *baseline, char *line, size_t length)
{
	char *text;

	reader->line++;
	if (strlen(line) != length)
		return complain(reader, "the line holds a NUL character");
	text = trim(line);
	if (!*text || *text == '#')
		return true;
	if (has_control(text))
		return complain(reader, "the line holds a control character");
	return parse(reader, baseline, text);
}

static bool read_lines(struct reader *reader, struct baseline *baseline, FILE *file)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t length;
	bool good = true;

	while (good && (length = getline(&line, &room, file)) >= 0)
		good = read_line(reader, baseline, line, (size_t)length);
	if (good && !feof(file))
		good = complain_of_system(reader);
	free(line);
	return good;
}

struct baseline *baseline_read(const char *path, char *error, size_t size)
{
	struct reader reader = {path, 0, error, size};
	struct baseline *baseline = calloc(1, sizeof(*baseline));
	FILE *file = fopen(path, "re");
	bool good;

	if (!baseline || !file)
		good = complain_of_system(&reader);
	else
		good = read_lines(&reader, baseline, file);
	if (file)
		fclose(file);
	if (good)
		return baseline;
	baseline_free(baseline);
	return NULL;
}

const struct baseline_entry *baseline_find(const struct baseline *baseline, const char *id)
{
	for (size_t i = 0; baseline && i < baseline->count; i++)
		if (strcmp(baseline->entries[i].id, id) == 0)
			return &baseline->entries[i];
	return NULL;
}

const struct baseline_entry *baseline_entries(const struct baseline *baseline, size_t *count)
{
	*count = baseline ? baseline->count : 0;
	return baseline ? baseline->entries : NULL;
}

void baseline_free(struct baseline *baseline)
{
	if (!baseline)
		return;
	for (size_t i = 0; i < baseline->count; i++) {
		free((char *)baseline->entries[i].id);
		free((char *)baseline->entries[i].reason);
		free((char *)baseline->entries[i].link);
	}
	free(baseline->entries);
	free(baseline);
}
