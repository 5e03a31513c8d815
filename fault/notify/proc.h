/*
 * What /proc tells about the processes of the target. All this needs the right to
 * trace them, which the one who started them has, unless they changed users.
 */
#ifndef IPCTS_FAULT_PROC_H
#define IPCTS_FAULT_PROC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* A program in memory. */
struct image {
	uint64_t identity;		   /* differs from one exec to the next; 0: unknown */
	uint64_t loader_begin, loader_end; /* the GNU dynamic loader's code; or both 0 */
};

/* The process of a thread, and that one's parent. Returns 0, or -1 if the thread is gone. */
int proc_owner(pid_t thread, pid_t *process, pid_t *parent);

/* When a process started, in ticks since the system did; 0 if it is gone. */
uint64_t proc_start(pid_t process);

/* The threads or children of a process, at most size of them, by id. Returns how many. */
size_t proc_threads(pid_t process, pid_t *ids, size_t size);
size_t proc_children(pid_t process, pid_t *ids, size_t size);

/* Returns 0, or -1 if nothing is to be learnt; *image is all 0 then. */
int proc_image(pid_t process, struct image *image);

/*
 * Reads a string of a process's memory, cut to fit. Returns 0, or -1 if it cannot
 * be read.
 */
int proc_string(pid_t process, uint64_t address, char *text, size_t size);

/*
 * What a thread's descriptor refers to, as its link in /proc has it: a path,
 * "pipe:[NUMBER]", "anon_inode:[eventpoll]" ... Returns 0, or -1.
 */
int proc_descriptor(pid_t thread, int fd, char *text, size_t size);

/* Whether it refers to a file of that type (S_IFIFO, S_IFSOCK ...). */
bool proc_is_type(pid_t thread, int fd, mode_t type);

#endif
