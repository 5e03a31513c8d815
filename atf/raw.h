/*
 * System calls made past the C library, for the harness's own needs: what a
 * deviant library does to read() or open() must reach the case, not the
 * harness that judges it.
 */
#ifndef IPCTS_RAW_H
#define IPCTS_RAW_H

#include <stddef.h>
#include <sys/types.h>

/*
 * Reads the beginning of a file as a string of less than size bytes. Returns
 * its length, -1 if the file cannot be read.
 */
ssize_t raw_read_file(const char *path, char *text, size_t size);

#endif
