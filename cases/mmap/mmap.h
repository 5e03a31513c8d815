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

/* Maps size bytes of the file, from its beginning, anywhere; the call must succeed. */
#define map_file(fd, size, protection, flags) AT(mmap_case_map(fd, size, protection, flags))

/* Maps size bytes of nothing, to be read and written. */
#define map_nothing(size, flags) AT(mmap_case_map_nothing(size, flags))

unsigned char *mmap_case_map(int fd, size_t size, int protection, int flags);
unsigned char *mmap_case_map_nothing(size_t size, int flags);

#endif
