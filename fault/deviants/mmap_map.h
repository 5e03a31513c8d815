/* What the deviants of mmap() have in common. */
#ifndef IPCTS_MMAP_MAP_H
#define IPCTS_MMAP_MAP_H

#include <sys/mman.h>
#include <unistd.h>

#include "deviant.h"

/* A deviant of mmap(). */
#define MMAP_DEVIANT(id, description)          \
	DEVIANT(id, description, void *, mmap, \
		(void *address, size_t size, int protection, int flags, int fd, off_t offset))

/* The harness's own memory (atf/gate.h) is common, and mostly less than a page. */
static inline bool is_of_harness(size_t size, int flags)
{
	return flags & MAP_SHARED && flags & MAP_ANONYMOUS && size < (size_t)getpagesize();
}

static inline bool is_of_file(int flags)
{
	return !(flags & MAP_ANONYMOUS);
}

/* The same flags, for the other type of mapping. */
static inline int with_type(int flags, int type)
{
	return (flags & ~MAP_TYPE) | type;
}

#endif
