/* Transfers that are complete, whatever interrupts or shortens them, and messages. */
#ifndef IPCTS_PROGRAMS_IO_H
#define IPCTS_PROGRAMS_IO_H

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bug.h"

/* Sets result to what the call returns once it is not interrupted by a signal. */
#define RETRY(result, call)        \
	do {                       \
		(result) = (call); \
	} while ((result) == -1 && errno == EINTR)

/*
 * Writes size bytes to fd. Returns 0, or -1 with errno.
 */
static inline int write_whole(int fd, const void *data, size_t size)
{
	const char *next = data;

	while (size > 0) {
		ssize_t count = write(fd, next, size);

		if (count == -1 && (errno == EINTR || BUGGY(pipeline, retry_for_ever)))
			continue;
		if (count <= 0)
			return -1;
		if (BUGGY(pipeline, short_write))
			return 0;
		next += count;
		size -= (size_t)count;
	}
	return 0;
}

/*
 * Reads size bytes from fd, fewer only if the file ends before. Returns how many, or
 * -1 with errno.
 */
static inline ssize_t read_whole(int fd, void *data, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t count = read(fd, (char *)data + done, size - done);

		if (count == -1 && errno == EINTR && !BUGGY(fifo_channel, eintr_as_end))
			continue;
		if (count == -1 && errno != EINTR)
			return -1;
		if (count <= 0)
			break;
		if (BUGGY(fifo_channel, short_read))
			return (ssize_t)size;
		done += (size_t)count;
	}
	return (ssize_t)done;
}

/* One line to standard error: what could not be done, and why if error is not 0. */
__attribute__((format(printf, 2, 3))) static inline void report(int error, const char *format, ...)
{
	char line[512];
	size_t length;
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(line, sizeof(line), format, arguments);
	va_end(arguments);
	length = strlen(line);
	snprintf(line + length, sizeof(line) - length, "%s%s", error ? ": " : "",
		 error ? strerror(error) : "");
	length = strlen(line);
	line[length < sizeof(line) - 1 ? length++ : length - 1] = '\n';
	/* Where standard error cannot be written to, the exit status is what is left. */
	(void)write_whole(STDERR_FILENO, line, length);
}

/* Text to standard output. Returns 0, or -1, reported. */
__attribute__((format(printf, 1, 2))) static inline int say(const char *format, ...)
{
	char text[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	if (write_whole(STDOUT_FILENO, text, strlen(text)) == 0)
		return 0;
	report(errno, "standard output");
	return -1;
}

/*
 * Closes *fd, unless it is -1, and makes it -1. Not for files that were written to:
 * an error is ignored, for the descriptor is closed in any case.
 */
static inline void shut(int *fd)
{
	if (*fd != -1)
		(void)close(*fd);
	*fd = -1;
}

/* A pipe without reader is an error of write(), not the end. Returns 0, or -1, reported. */
static inline int ignore_sigpipe(void)
{
	struct sigaction action = {.sa_handler = SIG_IGN};

	if (sigaction(SIGPIPE, &action, NULL) == 0)
		return 0;
	report(errno, "sigaction SIGPIPE");
	return -1;
}

#endif
