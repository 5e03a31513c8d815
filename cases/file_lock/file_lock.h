/* Record locks: the objects of the file_lock cases, and what others see of them. */
#ifndef IPCTS_FILE_LOCK_H
#define IPCTS_FILE_LOCK_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

enum { LOCKED_FILE_SIZE = 32 };

/* The largest that off_t can hold. */
#define LARGEST_OFFSET ((((off_t)1 << (sizeof(off_t) * CHAR_BIT - 2)) - 1) * 2 + 1)

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
 * The commands of locks that belong to an open file description, F_OFD_GETLK
 * and so on, and lock_region() and await_region() with them. Each skips the
 * case where the headers do not have such locks.
 */
int ofd_getlk(void);
int ofd_setlk(void);
int ofd_setlkw(void);
int ofd_lock_region(int fd, short type, off_t start, off_t length);
int ofd_await_region(int fd, short type, off_t start, off_t length);

/* F_SETLK, or F_OFD_SETLK, on such a region fails, because another's lock is in the way. */
#define expect_conflict(fd, type, start, length) \
	AT(file_lock_expect_conflict(lock_region(fd, type, start, length)))
#define expect_ofd_conflict(fd, type, start, length) \
	AT(file_lock_expect_conflict(ofd_lock_region(fd, type, start, length)))

/* Locks the bytes as the text shows them, which expect_locks() explains. */
#define set_locks(fd, text) AT(file_lock_set(fd, text))

/*
 * What another process finds of the locks of the file, asking F_GETLK byte by
 * byte: 'r' a read lock, 'w' a write lock, '.' none; LOCKED_FILE_SIZE bytes
 * and more, as many as the text has. expect_locks(path, "..rrrr..ww") is what
 * overlap, split and merge cases come down to. find_locks() returns it as a
 * text, for so many bytes.
 */
#define expect_locks(path, text) AT(file_lock_expect(path, text))
#define find_locks(path, size) AT(file_lock_find(path, size))

/* Another process, started now, that holds a lock of the region until it is dismissed. */
#define start_holder(path, type, start, length) \
	AT(file_lock_start_holder(path, type, start, length))

/* Another process, started now, that waits for the lock (F_SETLKW), and then ends with it. */
#define start_waiter(path, type, start, length) \
	AT(file_lock_start_waiter(path, type, start, length))

/* Likewise, but it opens the gate once it has the lock, and holds it until it is dismissed. */
#define start_heir(path, type, start, length, has_lock) \
	AT(file_lock_start_heir(path, type, start, length, has_lock))

void file_lock_expect_conflict(int result);
void file_lock_set(int fd, const char *text);
const char *file_lock_find(const char *path, size_t size);
void file_lock_expect(const char *path, const char *text);
struct actor *file_lock_start_holder(const char *path, short type, off_t start, off_t length);
struct actor *file_lock_start_waiter(const char *path, short type, off_t start, off_t length);
struct actor *file_lock_start_heir(const char *path, short type, off_t start, off_t length,
				   struct gate *has_lock);

#endif
