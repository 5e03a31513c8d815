/*
 * Descriptors that a case owns, and the verbs to use them with. What a case
 * owns is closed at its end; any other open descriptor then is a leak of the
 * system under test.
 */
#ifndef IPCTS_DESCRIPTOR_H
#define IPCTS_DESCRIPTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "check.h"

/* Makes the case the owner of fd, if it is one. Returns fd. */
int own(int fd);

/* Closes a descriptor, owned or not; the call must succeed. */
#define close_end(fd) AT(descriptor_close(fd))

/* Writes all of size bytes in one call. */
#define write_bytes(fd, bytes, size) AT(descriptor_write(fd, bytes, size))

/* One call of read() with exactly these bytes as its result. */
#define expect_bytes(fd, bytes, size) AT(descriptor_expect(fd, bytes, size))

/* read() for one byte returns 0. */
#define expect_end_of_file(fd) AT(descriptor_expect_end(fd))

/* Reads exactly size bytes, in as many calls as it takes. */
#define read_fully(fd, buffer, size) AT(descriptor_read_fully(fd, buffer, size))

/* Sets or clears O_NONBLOCK. */
#define set_nonblocking(fd, on) AT(descriptor_set_nonblocking(fd, on))

/*
 * Writes until nothing more fits; returns the count of bytes. O_NONBLOCK is
 * as before afterwards. The bytes follow pattern_byte().
 */
#define fill(fd) AT(descriptor_fill(fd))

/* Reads until the object is empty; returns the count of bytes. Likewise. */
#define drain(fd) AT(descriptor_drain(fd))

/* The byte at a position of the test pattern: its period is no power of two. */
unsigned char pattern_byte(size_t position);

/* Writes the pattern, from a position on, to a buffer; compares it with one. */
void pattern_make(unsigned char *buffer, size_t position, size_t size);
#define expect_pattern(buffer, position, size) AT(pattern_expect(buffer, position, size))

/* Whether fd is an open descriptor; the lowest that is not. */
bool is_open(int fd);
int lowest_free(void);

/* Leaves exactly count descriptors free in this process (RLIMIT_NOFILE). */
void leave_descriptors(int count);

/* Closes all that the calling process owns. */
void descriptors_disown(void);

void descriptor_close(int fd);
void descriptor_write(int fd, const void *bytes, size_t size);
void descriptor_expect(int fd, const void *bytes, size_t size);
void descriptor_expect_end(int fd);
void descriptor_read_fully(int fd, void *buffer, size_t size);
void descriptor_set_nonblocking(int fd, bool on);
size_t descriptor_fill(int fd);
size_t descriptor_drain(int fd);
void pattern_expect(const unsigned char *buffer, size_t position, size_t size);

#endif
