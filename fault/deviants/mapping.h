/* What deviants of the functions on mappings know of the file that was mapped last. */
#ifndef IPCTS_MAPPING_H
#define IPCTS_MAPPING_H

#include "mmap_map.h"

struct mapping {
	unsigned char *start;
	size_t size;
	int protection;
	int flags;
	int fd; /* -1: no file has been mapped */
};

extern struct mapping last_mapping;

/* Real mmap(), which is remembered if it maps a file. */
void *map_and_remember(void *address, size_t size, int protection, int flags, int fd, off_t offset);

/* Whether the address is in the last mapping, and whether that is of the type. */
bool is_in_last_mapping(const void *address);
bool is_of_type(int type);

/* Whether anything is mapped in the page at the address. */
bool is_page_mapped(void *address);

/* A deviant of mmap() that does nothing but remember, for the deviant of another function. */
#define REMEMBERS(id, description)                                                     \
	MMAP_DEVIANT(id, description)                                                  \
	{                                                                              \
		return map_and_remember(address, size, protection, flags, fd, offset); \
	}

#endif
