/* Objects of IPC that have a name or an id, as the system lists them. */
#ifndef IPCTS_EXPLORE_OBJECTS_H
#define IPCTS_EXPLORE_OBJECTS_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum object_kind { OBJECT_SHM, OBJECT_QUEUE, OBJECT_SYSV_MSG, OBJECT_SYSV_SEM, OBJECT_SYSV_SHM };

struct object {
	enum object_kind kind;
	char name[NAME_MAX + 1]; /* in its folder; empty for System V */
	dev_t device;		 /* with inode, of a name */
	ino_t inode;
	int id;		/* of System V */
	long key;	/* likewise */
	pid_t users[2]; /* who made it, or used it last, or 0; of System V */
};

struct objects {
	struct object *all;
	size_t count, room;
};

/* Lists those of the caller's user; what there is no room for is left out. */
void objects_list(struct objects *objects);

/* Whether it is in the list. */
bool objects_have(const struct objects *objects, const struct object *object);

/* Removes it from the system. */
void object_remove(const struct object *object);

/* Writes "shm /NAME", "SysV msg, key 0x1" ... */
void object_describe(const struct object *object, char *text, size_t size);

#endif
