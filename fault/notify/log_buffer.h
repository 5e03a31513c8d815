/* A log (plan/log.h) of one process that writes many lines at once. */
#ifndef IPCTS_FAULT_LOG_BUFFER_H
#define IPCTS_FAULT_LOG_BUFFER_H

#include "../plan/call.h"

struct log_buffer;

/* path: a file to append to, "-" for standard error, or NULL: all is lost. NULL with errno. */
struct log_buffer *log_buffer_open(const char *path);

/* Adds a line (log_line()); what cannot be written is told by log_buffer_close(). */
void log_buffer_add(struct log_buffer *log, const struct call *call, int fault, const char *detail);

/* Writes what is left. Returns 0, or -1 with errno if not all could be written. */
int log_buffer_close(struct log_buffer *log);

#endif
