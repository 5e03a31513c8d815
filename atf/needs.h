/*
 * What a case needs of the system. What is missing skips the case, with the
 * reason; none of these fails it.
 */
#ifndef IPCTS_NEEDS_H
#define IPCTS_NEEDS_H

#include <stdbool.h>
#include <sys/resource.h>

#include "requirement.h"

/*
 * The system has what a requirement of the level presumes: the option, as
 * sysconf() says at run time, or Linux. The harness asks it before each case.
 */
void need_level(enum level level);

/*
 * Whether the process has a Linux capability (CAP_... of <linux/capability.h>)
 * in effect. Elsewhere: whether it is root.
 */
bool has_capability(int capability);

/*
 * Makes the calling process, for good, one that permission bits apply to: root
 * becomes the unprivileged user of the settings, without groups and
 * capabilities; anybody else stays who he is. For use in an actor.
 */
void become_unprivileged(void);

/*
 * Gives up all capabilities, but stays who one is: permission bits apply to the
 * owner that root is, too. Does nothing where there are none.
 */
void drop_capabilities(void);

/*
 * Sets a limit (RLIMIT_...) of the calling process. Skips the case where that is
 * not permitted: the limit is above the hard one, or cannot be changed.
 */
void set_limit(int resource, struct rlimit limit);

/* Skips the case in a user namespace that has one user only: nothing can be given away. */
void need_other_users(void);

#endif
