/* What the deviants of shared memory objects need to know of them. */
#ifndef IPCTS_POSIX_SHM_OBJECTS_H
#define IPCTS_POSIX_SHM_OBJECTS_H

#include "deviant.h"

/* Whether fd is a shared memory object; whether it is one without a name. */
bool is_object(int fd);
bool is_unlinked(int fd);

/* Its size. */
off_t object_size(int fd);

/* Calls act with every descriptor of this process, but the standard ones, of an object. */
void for_each_object(void (*act)(int fd));

/* A descriptor of this process, open for the object that fd is, too; -1 if there is none. */
int find_same_object(int fd);

/* Another descriptor of the object, open for O_RDWR; -1 if that is refused. */
int open_for_writing(int fd);

/* Known to all processes of the case; zeroed at first. */
struct posix_shm_common {
	pid_t first;   /* of the processes that deviate otherwise */
	pid_t creator; /* of the object made last */
	ino_t number;  /* of that object */
};
extern struct posix_shm_common *posix_shm_common;

/* Whether the calling process is the first one that asks. */
bool is_first_process(void);

/* All bytes of the object are zero from now on. */
void lose_contents(int fd);

/* The mapping of an object that this process, or that it is a fork of, made last. */
struct mapped_object {
	void *address;
	size_t size;
	int fd;
};
extern struct mapped_object last_mapped_object;

/* Real mmap(), which remembers the mapping if it is one of an object. */
void *mmap_and_remember(void *address, size_t size, int protection, int flags, int fd,
			off_t offset);

/* Real mmap() of a copy for this process only. */
void *mmap_copy(void *address, size_t size, int protection, int flags, int fd, off_t offset);

/* Puts memory of this process only, with the same bytes, in the place of part of a mapping. */
void replace_by_copy(void *address, size_t size);

#endif
