#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const char call_word[] = "call ";
static const char fired_word[] = "fired ";

int log_open(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

size_t log_line(const struct call *call, int fault, const char *detail, char *text, size_t size)
{
	const char *word = fault == FAULT_NONE ? call_word : fired_word;
	size_t length = strlen(word), room;

	memcpy(text, word, length);
	length += (size_t)call_print(call, fault, text + length, size - length - 1);
	if (detail) {
		room = size - length - 2;
		text[length++] = ' ';
		room = strlen(detail) < room ? strlen(detail) : room;
		memcpy(text + length, detail, room);
		length += room;
	}
	text[length++] = '\n';
	return length;
}

void log_call(int fd, const struct call *call, int fault, const char *detail)
{
	int error = errno;
	char text[CALL_TEXT_SIZE + 256];
	size_t length = log_line(call, fault, detail, text, sizeof(text));

	while (write(fd, text, length) < 0 && errno == EINTR)
		;
	errno = error;
}

/* Reads "ADDRESS" or "ADDRESS=FAULT", and leaves the detail. */
static int read_line(const char *text, bool has_fired, struct logged *line)
{
	size_t length = strcspn(text, " \n");
	const char *end = text + length;
	const char *equals = memchr(text, '=', length);

	line->fault = FAULT_NONE;
	if (has_fired != (equals != NULL))
		return -1;
	if (has_fired) {
		line->fault = fault_number(equals + 1, (size_t)(end - equals - 1));
		if (line->fault == FAULT_NONE)
			return -1;
	}
	return call_parse(text, has_fired ? equals : end, &line->call);
}

int log_next(FILE *log, struct logged *line)
{
	char text[CALL_TEXT_SIZE + 256];

	if (!fgets(text, sizeof(text), log))
		return ferror(log) ? -1 : 0;
	if (strncmp(text, call_word, strlen(call_word)) == 0)
		return read_line(text + strlen(call_word), false, line) == 0 ? 1 : -1;
	if (strncmp(text, fired_word, strlen(fired_word)) == 0)
		return read_line(text + strlen(fired_word), true, line) == 0 ? 1 : -1;
	return -1;
}
