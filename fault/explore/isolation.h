/*
 * The surroundings of a worker's runs: namespaces of its own for users (if it is
 * not privileged), mounts, IPC, processes and the network; a copy on write of the
 * working folder, /tmp and /var/tmp; empty /dev/shm, message queues and TMPDIR.
 * Where that is not permitted, a copy of the working folder and TMPDIR only (shared.h).
 */
#ifndef IPCTS_EXPLORE_ISOLATION_H
#define IPCTS_EXPLORE_ISOLATION_H

#include <limits.h>
#include <stddef.h>
#include <sys/types.h>

#include "observed.h"

enum { MAX_AREAS = 3, AREA_PATH_SIZE = PATH_MAX };

/* A folder that runs may change; what they change is in memory. */
struct area {
	char path[AREA_PATH_SIZE];
	char upper[AREA_PATH_SIZE]; /* what was changed, as seen from the worker */
	char *options;		    /* of mount() */
	int before;		    /* the folder as it was, O_PATH */
	bool is_changed;
};

struct isolation {
	bool is_shared;		 /* there are no namespaces */
	char working[PATH_MAX];	 /* the command's working folder */
	char original[PATH_MAX]; /* what that is a copy of, if is_shared */
	char private[64];	 /* a mount point that the explorer made */
	int private_fd;		 /* the same, as it is below the areas */
	char queues[80];	 /* where message queues are listed */
	char temporary[80];	 /* TMPDIR */
	char log[80], standard_output[80], standard_error[80];
	int log_fd, output_fd, error_fd; /* of those */
	struct area areas[MAX_AREAS];
	size_t area_count;
	char shared[40]; /* folders that could not be made areas: what is changed there, stays */
	int last_pid_fd; /* where the next process id is set, or -1 */
};

/* The flags for clone() of a worker. */
int isolation_flags(void);

/*
 * In the worker, first of all: makes the surroundings. uid and gid are those of the
 * explorer. private is an empty folder. Returns 0, or -1 with one line in message.
 */
int isolation_enter(struct isolation *isolation, const char *private, uid_t uid, gid_t gid,
		    char *message, size_t size);

/* Makes the files for what a run writes, and TMPDIR. Returns 0, or -1 with errno. */
int isolation_make_files(struct isolation *isolation);

/* Before a run: empty output and log, process ids from the beginning. */
void isolation_begin(struct isolation *isolation);

/*
 * After a run, all processes of which are gone: notes what is left, and what has
 * become of the working folder, and removes it. used_ids: System V IPC was used, and
 * ids would go on from there. Returns 0, or -1 with errno if the surroundings
 * cannot be made again.
 */
int isolation_end(struct isolation *isolation, struct observed *observed, bool used_ids);

#endif
