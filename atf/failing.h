/* A file system whose device is broken. */
#ifndef IPCTS_FAILING_H
#define IPCTS_FAILING_H

#include "actor.h"

/*
 * Mounts a file system at the directory path of which nothing can be read:
 * what is looked up, made or removed in it ends with EIO. After PRIVATE_MOUNTS
 * (private.h). Skips the case where the system has no FUSE, or does not permit
 * it. Returns the actor that plays the device; dismiss() it in the end.
 */
struct actor *mount_failing(const char *path);

#endif
