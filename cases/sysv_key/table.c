#include "table.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* All that is left in the stream. */
static const char *read_text(FILE *stream)
{
	static char *text;
	static size_t size;

	if (getdelim(&text, &size, '\0', stream) == -1)
		return "";
	return text;
}

const char *table_output_of(const char *format, ...)
{
	char command[200];
	va_list arguments;
	const char *text;
	FILE *stream;
	int status;

	va_start(arguments, format);
	vsnprintf(command, sizeof(command), format, arguments);
	va_end(arguments);
	SETUP(setenv("LC_ALL", "C", 1));
	stream = popen(command, "r");
	SETUP_THAT(stream, "popen(): %s", error_name(errno));
	text = read_text(stream);
	status = pclose(stream);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		skip_unsupported("there is no utility for: %s", command);
	if (status != 0)
		check_failed(THERE, "exit status of %s: expected 0, observed %d", command,
			     WEXITSTATUS(status));
	return text;
}

const char *table_contents_of(const char *path)
{
	FILE *stream = fopen(path, "r");
	const char *text;

	if (!stream)
		check_failed(THERE, "fopen(%s): expected success, observed %s", path,
			     error_name(errno));
	text = read_text(stream);
	fclose(stream);
	return text;
}

/* Copies the text's first line; where the next one begins. */
static const char *take_line(const char *text, char *line)
{
	size_t length = strcspn(text, "\n");

	snprintf(line, MAX_LINE, "%.*s", (int)length, text);
	return text + length + (text[length] == '\n');
}

static void cut(char *line, const char **words)
{
	char *rest = NULL;
	int count = 0;
	char *word;

	for (word = strtok_r(line, " \t", &rest); word && count < MAX_WORDS;
	     word = strtok_r(NULL, " \t", &rest))
		words[count++] = word;
	words[count] = NULL;
}

/* Keys are written in hexadecimal, 0x and all, or in decimal, then with a sign. */
static bool is_key(const char *word, key_t key)
{
	return *word && (key_t)strtoll(word, NULL, 0) == key;
}

/* The line that names the columns has one for the key. */
static bool names_columns(const char *const *words)
{
	for (; *words; words++)
		if (!strcmp(*words, "key") || !strcmp(*words, "KEY"))
			return true;
	return false;
}

bool find_row(const char *text, key_t key, struct row *row)
{
	char former[MAX_LINE] = "";
	char line[MAX_LINE];

	memset(row, 0, sizeof(*row));
	while (*text) {
		text = take_line(text, line);
		strcpy(row->line, line);
		cut(row->line, row->words);
		if (names_columns(row->words)) {
			strcpy(row->title, former);
			strcpy(row->columns, line);
			cut(row->columns, row->names);
		} else if (is_key(word_of(row, "key", "KEY"), key)) {
			return true;
		}
		if (*line)
			strcpy(former, line);
	}
	return false;
}

const char *word_of(const struct row *row, const char *name, const char *other)
{
	int i;

	for (i = 0; row->names[i] && row->words[i]; i++)
		if (!strcmp(row->names[i], name) || !strcmp(row->names[i], other))
			return row->words[i];
	return "";
}
