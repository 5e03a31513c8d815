/* Starting the command under the supervisor of system calls (fault/notify). */
#ifndef IPCTS_EXPLORE_LAUNCH_NOTIFY_H
#define IPCTS_EXPLORE_LAUNCH_NOTIFY_H

#include <sys/types.h>

#include "../notify/notify.h"
#include "isolation.h"

/* As those of launch.h. */
int launch_notify_prepare(char *message, size_t size);
int launch_notify_begin(const struct isolation *isolation, char *message, size_t size);

/*
 * Starts a supervisor for one run, with the job's plan; its child calls run, which has to call
 * launch_notify_tell(), and launch_notify_arm() right before it becomes the
 * command: only then calls count. Returns the child's process id, or -1 with errno.
 */
pid_t launch_notify(const struct job *job, int (*run)(struct notify *notify, void *argument),
		    volatile int *start_error);
void launch_notify_tell(pid_t pid);
void launch_notify_arm(void);

#endif
