/* The objects of the mapping cases: files, and pages of them. */
#ifndef IPCTS_MMAP_H
#define IPCTS_MMAP_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <fcntl.h>
#include <sys/mman.h>

size_t page_size(void);

/*
 * A new file, open for O_RDWR, that the case owns: size bytes of the test
 * pattern (descriptor.h).
 */
int new_pattern_file(size_t size);

/* Likewise, at a path of the caller's. */
int new_pattern_file_at(const char *path, size_t size);

/* The file consists of size bytes of the pattern, as read() sees it. */
#define expect_pattern_file(fd, size) AT(mmap_case_expect_file(fd, size))

/* The byte at a position of the file, as read() sees it. */
#define file_byte(fd, position) AT(mmap_case_file_byte(fd, position))

/* size bytes of memory are 0. */
#define expect_zeros(memory, size) AT(mmap_case_expect_zeros(memory, size))

/*
 * Skips the case if the file is nowhere but in memory: nothing is ever written
 * then, and not every store is noticed.
 */
void need_storage(int fd);

/* Maps size bytes of the file, from its beginning, anywhere; the call must succeed. */
#define map_file(fd, size, protection, flags) AT(mmap_case_map(fd, size, protection, flags))

/* Maps size bytes of nothing, to be read and written. */
#define map_nothing(size, flags) AT(mmap_case_map_nothing(size, flags))

unsigned char *mmap_case_map(int fd, size_t size, int protection, int flags);
unsigned char *mmap_case_map_nothing(size_t size, int flags);
void mmap_case_expect_file(int fd, size_t size);
unsigned char mmap_case_file_byte(int fd, size_t position);
void mmap_case_expect_zeros(const unsigned char *memory, size_t size);

#endif
