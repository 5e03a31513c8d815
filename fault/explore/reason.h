/* Why something could not be done, told to the caller. */
#ifndef IPCTS_EXPLORE_REASON_H
#define IPCTS_EXPLORE_REASON_H

#include <stddef.h>

/* Writes one line, cut to size bytes, into message. Returns -1, for the caller to return. */
int give_reason(char *message, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
