#include "objects.h"

#include <dirent.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

static void add(struct objects *objects, const struct object *object)
{
	if (objects->count == objects->room) {
		size_t more = objects->room ? 2 * objects->room : 64;
		struct object *moved = realloc(objects->all, more * sizeof(*moved));

		if (!moved)
			return;
		objects->all = moved;
		objects->room = more;
	}
	objects->all[objects->count++] = *object;
}

static void list_names(struct objects *objects, enum object_kind kind, const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	struct stat status;

	while (folder && (entry = readdir(folder))) {
		struct object object = {.kind = kind};

		if (fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == -1 ||
		    !S_ISREG(status.st_mode) || status.st_uid != geteuid())
			continue;
		snprintf(object.name, sizeof(object.name), "%s", entry->d_name);
		object.device = status.st_dev;
		object.inode = status.st_ino;
		add(objects, &object);
	}
	if (folder)
		closedir(folder);
}

/* The columns of /proc/sysvipc: key and id are the first. */
static bool read_columns(enum object_kind kind, const char *line, struct object *object,
			 unsigned int *uid)
{
	switch (kind) {
	case OBJECT_SYSV_MSG:
		return sscanf(line, "%ld %d %*o %*u %*u %d %d %u", &object->key, &object->id,
			      &object->users[0], &object->users[1], uid) == 5;
	case OBJECT_SYSV_SEM:
		return sscanf(line, "%ld %d %*o %*u %u", &object->key, &object->id, uid) == 3;
	default:
		return sscanf(line, "%ld %d %*o %*u %d %*d %*u %u", &object->key, &object->id,
			      &object->users[0], uid) == 4;
	}
}

static void list_ids(struct objects *objects, enum object_kind kind, const char *path)
{
	FILE *file = fopen(path, "re");
	char line[512];
	unsigned int uid;

	/* The first line, the heading, has no numbers. */
	while (file && fgets(line, sizeof(line), file)) {
		struct object object = {.kind = kind};

		if (!read_columns(kind, line, &object, &uid) || uid != geteuid())
			continue;
		/* Of a semaphore, the process that changed it last. */
		if (kind == OBJECT_SYSV_SEM)
			object.users[0] = semctl(object.id, 0, GETPID);
		if (object.users[0] == -1)
			object.users[0] = 0;
		add(objects, &object);
	}
	if (file)
		fclose(file);
}

void objects_list(struct objects *objects)
{
	objects->count = 0;
	list_names(objects, OBJECT_SHM, "/dev/shm");
	list_names(objects, OBJECT_QUEUE, "/dev/mqueue");
	list_ids(objects, OBJECT_SYSV_MSG, "/proc/sysvipc/msg");
	list_ids(objects, OBJECT_SYSV_SEM, "/proc/sysvipc/sem");
	list_ids(objects, OBJECT_SYSV_SHM, "/proc/sysvipc/shm");
}

bool objects_have(const struct objects *objects, const struct object *object)
{
	for (size_t i = 0; i < objects->count; i++) {
		const struct object *other = &objects->all[i];

		if (other->kind == object->kind && other->id == object->id &&
		    other->inode == object->inode && strcmp(other->name, object->name) == 0)
			return true;
	}
	return false;
}

void object_remove(const struct object *object)
{
	char name[NAME_MAX + 2];

	snprintf(name, sizeof(name), "/%s", object->name);
	switch (object->kind) {
	case OBJECT_SHM:
		shm_unlink(name);
		break;
	case OBJECT_QUEUE:
		mq_unlink(name);
		break;
	case OBJECT_SYSV_MSG:
		msgctl(object->id, IPC_RMID, NULL);
		break;
	case OBJECT_SYSV_SEM:
		semctl(object->id, 0, IPC_RMID);
		break;
	case OBJECT_SYSV_SHM:
		shmctl(object->id, IPC_RMID, NULL);
		break;
	}
}

void object_describe(const struct object *object, char *text, size_t size)
{
	static const char *const kinds[] = {"shm", "mqueue", "SysV msg", "SysV sem", "SysV shm"};

	if (object->kind >= OBJECT_SYSV_MSG)
		snprintf(text, size, "%s, key 0x%lx", kinds[object->kind],
			 (unsigned long)object->key);
	else if (object->kind == OBJECT_SHM && strncmp(object->name, "sem.", 4) == 0)
		snprintf(text, size, "semaphore /%s", object->name + 4);
	else
		snprintf(text, size, "%s /%s", kinds[object->kind], object->name);
}
