/* What the deviants of record locks have in common. */
#ifndef IPCTS_FILE_LOCK_COMMANDS_H
#define IPCTS_FILE_LOCK_COMMANDS_H

#include "deviant.h"

#include <fcntl.h>

/* Where there are no locks of open file descriptions, no command is one of theirs. */
#ifndef F_OFD_SETLK
enum { F_OFD_GETLK = -3, F_OFD_SETLK = -2, F_OFD_SETLKW = -1 };
#endif

/* Whether fd is a regular file; its size. */
bool is_file(int fd);
off_t file_size(int fd);

/* The argument of a command on record locks. */
struct flock *lock_of(long argument);

/* Whether the command, F_SETLK or F_SETLKW, is one that sets or removes locks of a file. */
bool is_setting(int fd, int command);

/* Whether the two regions, which begin at the start of the file, have bytes in common. */
bool do_overlap(const struct flock *one, const struct flock *other);

/* fcntl(), of which F_SETLK and F_SETLKW get a copy of the lock that was changed. */
int set_changed(int fd, int command, long argument, void (*change)(int fd, struct flock *lock));

/*
 * fcntl(), for which a lock of the process is one of the open file description,
 * or the other way round.
 */
int lock_for_description(int fd, int command, long argument);
int lock_for_process(int fd, int command, long argument);

/* Removes all locks that the process has, or the description of fd. */
void unlock_of_process(int fd);
void unlock_of_description(int fd);

/* Calls act with every descriptor of this process, but the standard ones, that is a regular file.
 */
void for_each_file(void (*act)(int fd));

#endif
