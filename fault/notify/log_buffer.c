#include "log_buffer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../plan/log.h"

enum { BUFFER_SIZE = 65536, LINE_SIZE = 512 };

struct log_buffer {
	int fd; /* -1: nowhere */
	int error;
	size_t length;
	char text[BUFFER_SIZE];
};

struct log_buffer *log_buffer_open(const char *path)
{
	struct log_buffer *log = calloc(1, sizeof(*log));
	int error;

	if (!log)
		return NULL;
	log->fd = -1;
	if (!path)
		return log;
	log->fd = strcmp(path, "-") == 0 ? dup(STDERR_FILENO) : log_open(path);
	if (log->fd >= 0)
		return log;
	error = errno;
	free(log);
	errno = error;
	return NULL;
}

static void flush(struct log_buffer *log)
{
	size_t done = 0;

	while (done < log->length) {
		ssize_t count = write(log->fd, log->text + done, log->length - done);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0) {
			log->error = errno;
			break;
		}
		done += (size_t)count;
	}
	log->length = 0;
}

void log_buffer_add(struct log_buffer *log, const struct call *call, int fault, const char *detail)
{
	if (log->fd < 0)
		return;
	if (sizeof(log->text) - log->length < LINE_SIZE)
		flush(log);
	log->length += log_line(call, fault, detail, log->text + log->length, LINE_SIZE);
}

int log_buffer_close(struct log_buffer *log)
{
	int error;

	if (log->fd >= 0) {
		flush(log);
		close(log->fd);
	}
	error = log->error;
	free(log);
	errno = error;
	return error ? -1 : 0;
}
