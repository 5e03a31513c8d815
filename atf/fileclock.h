/* The times that files are marked with, and in whole seconds the objects of System V IPC. */
#ifndef IPCTS_FILECLOCK_H
#define IPCTS_FILECLOCK_H

#include <stdbool.h>
#include <time.h>

/*
 * The time of the clock that marks files: never later than a mark made after
 * the call. It is ticks behind CLOCK_REALTIME, and may be behind earlier marks:
 * to tell a new mark from an old one, wait until the clock is past the old.
 */
struct timespec file_clock(void);

bool is_earlier(struct timespec a, struct timespec b);

/* Waits until file_clock() has moved on past the time. Returns its new value. */
struct timespec await_file_clock_past(struct timespec time);

/* Skips the case where the file system of fd was told to keep no access times. */
void need_access_times(int fd);

#endif
