/*
 * Private namespaces: a world of the case's own, for what would disturb others
 * (limits, mounts) or be disturbed by them (System V ids).
 */
#ifndef IPCTS_PRIVATE_H
#define IPCTS_PRIVATE_H

#include <stdbool.h>

enum {
	PRIVATE_MOUNTS = 1,   /* mounts are seen by the case only */
	PRIVATE_IPC = 2,      /* System V and POSIX message queues, and their limits */
	PRIVATE_NETWORK = 4,  /* no interface but the loopback one, which is down */
	PRIVATE_PROCESSES = 8 /* process ids; the caller stays outside, as their starter */
};

/*
 * Moves the calling process, and the actors started from now on, into new
 * namespaces of the kinds given. An ordinary user becomes root in a user
 * namespace of its own on the way. Skips the case where that is not permitted.
 *
 * After PRIVATE_PROCESSES the next actor is the first process of a world that
 * ends with it. In there a process has another number (getpid()) than its
 * starter outside knows (actor_pid()).
 */
void enter_private(int kinds);

/*
 * Whether the System V ids and the message queues that the calling process
 * makes are out of everybody else's sight, and gone with the case.
 */
bool is_ipc_private(void);

/* Whether the calling process has a network of its own. */
bool is_network_private(void);

/* Whether actors have a number of their own, which means nothing outside. */
bool are_processes_private(void);

/*
 * Mounts a new, empty file system of the case's own at the directory path;
 * options as of mount(8) for tmpfs ("nr_inodes=2"). After PRIVATE_MOUNTS.
 */
void mount_private(const char *path, const char *options);

/* Makes it read-only. */
void remount_read_only(const char *path);

#endif
