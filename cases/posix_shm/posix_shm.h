/* The objects of the shared memory cases: made, reached by name, mapped, removed. */
#ifndef IPCTS_POSIX_SHM_H
#define IPCTS_POSIX_SHM_H

#include "../mmap/mmap.h"

#include <stdatomic.h>
#include <sys/stat.h>

/* A shared memory object and a descriptor of it, open for O_RDWR, that the case owns. */
struct object {
	const char *name;
	int fd;
};

/* A new object of size bytes under a name that nothing else has; its mode is 0600. */
#define new_object(size) AT(posix_shm_create(size))

/* Opens an object that is there; the call must succeed. */
#define open_object(name, flags) AT(posix_shm_open(name, flags))

/* Maps size bytes of the object, shared, to be read and written. */
#define map_object(fd, size) map_file(fd, size, PROT_READ | PROT_WRITE, MAP_SHARED)

#define unmap(bytes, size) AT(posix_shm_unmap(bytes, size))

/* Removes the name; the call must succeed. */
#define remove_object(name) AT(posix_shm_remove(name))

/* There is no object of that name. */
#define expect_missing(name) AT(posix_shm_expect_missing(name))

/* fstat() says that the object has so many bytes, or these permission bits. */
#define expect_size(size, fd) AT(posix_shm_expect_size(size, fd))
#define expect_mode(mode, fd) AT(posix_shm_expect_mode(mode, fd))

/* Each of size bytes at the address has the value. */
#define expect_all(value, bytes, size) AT(posix_shm_expect_all(value, bytes, size))

/* What fstat() says of it. */
struct stat object_status(int fd);

/* Waits, looking again and again, until the flag has the value. */
#define await_flag(flag, value) AT(posix_shm_await(flag, value))

/*
 * Moves the calling process, and the actors started from now on, to where no
 * objects are yet, and no more come into being than the options of tmpfs allow.
 */
void enter_private_names(const char *options);

/* From now on, the calling process may neither make nor remove names there. */
void deny_names(void);

struct object posix_shm_create(off_t size);
int posix_shm_open(const char *name, int flags);
void posix_shm_unmap(void *bytes, size_t size);
void posix_shm_remove(const char *name);
void posix_shm_expect_missing(const char *name);
void posix_shm_expect_size(off_t size, int fd);
void posix_shm_expect_mode(mode_t mode, int fd);
void posix_shm_expect_all(int value, const unsigned char *bytes, size_t size);
void posix_shm_await(atomic_int *flag, int value);

#endif
