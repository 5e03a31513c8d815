/* Record locks: the objects of the file_lock cases, and what others see of them. */
#ifndef IPCTS_FILE_LOCK_H
#define IPCTS_FILE_LOCK_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <fcntl.h>
#include <unistd.h>

enum { LOCKED_FILE_SIZE = 32 };

/*
 * A new regular file of LOCKED_FILE_SIZE bytes, opened for reading and
 * writing; and another open of a path, in the calling process.
 */
int open_locked_file(const char *path);
int open_again(const char *path, int flags);

/* A region from the file's start on, as fcntl() takes it; length 0: to the end, wherever it is. */
struct flock region(short type, off_t start, off_t length);

/*
 * fcntl() with F_SETLK or F_SETLKW on such a region; each returns what fcntl()
 * does. type: F_RDLCK, F_WRLCK, F_UNLCK.
 */
int lock_region(int fd, short type, off_t start, off_t length);
int await_region(int fd, short type, off_t start, off_t length);

/*
 * What another process finds of the locks of the file, asking F_GETLK byte by
 * byte: 'r' a read lock, 'w' a write lock, '.' none; LOCKED_FILE_SIZE bytes
 * and more, as many as the text has. expect_locks(path, "..rrrr..ww") is what
 * overlap, split and merge cases come down to.
 */
#define expect_locks(path, text) AT(file_lock_expect(path, text))

/* Another process, started now, that holds a lock of the region until it is dismissed. */
#define start_holder(path, type, start, length) \
	AT(file_lock_start_holder(path, type, start, length))

/* Another process, started now, that waits for the lock (F_SETLKW), and then ends with it. */
#define start_waiter(path, type, start, length) \
	AT(file_lock_start_waiter(path, type, start, length))

void file_lock_expect(const char *path, const char *text);
struct actor *file_lock_start_holder(const char *path, short type, off_t start, off_t length);
struct actor *file_lock_start_waiter(const char *path, short type, off_t start, off_t length);

#endif
