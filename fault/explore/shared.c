#include "shared.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "../plan/log.h"
#include "area.h"
#include "changes.h"
#include "kept.h"
#include "objects.h"
#include "scratch.h"
#include "tracees.h"

/* A file that a process of the run had. */
struct had {
	dev_t device;
	ino_t inode;
};

static struct objects before, after;
static struct had *had;
static size_t had_count, had_room;

int shared_enter(struct isolation *isolation, const char *private, char *message, size_t size)
{
	/* Orphans of a run are to be ours, as they would be those of a process 1. */
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	isolation->is_shared = true;
	isolation->last_pid_fd = -1;
	snprintf(isolation->private, sizeof(isolation->private), "%s", private);
	snprintf(isolation->working, sizeof(isolation->working), "%s/work", private);
	if (!getcwd(isolation->original, sizeof(isolation->original)) ||
	    isolation_make_files(isolation) == -1) {
		snprintf(message, size, "cannot prepare %s: %s", private, strerror(errno));
		return -1;
	}
	if (scratch_make(isolation->original, isolation->working, private) == 0)
		return chdir("/");
	snprintf(message, size,
		 "cannot copy the working folder (%s), and there are no namespaces to do without: "
		 "change to a small folder",
		 strerror(errno));
	return -1;
}

void shared_begin(void)
{
	had_count = 0;
	objects_list(&before);
}

static void add_had(dev_t device, ino_t inode)
{
	if (had_count == had_room) {
		size_t more = had_room ? 2 * had_room : 64;
		struct had *moved = realloc(had, more * sizeof(*moved));

		if (!moved)
			return;
		had = moved;
		had_room = more;
	}
	had[had_count++] = (struct had){device, inode};
}

static void note_open(pid_t pid)
{
	struct dirent *entry;
	struct stat status;
	char path[64];
	DIR *folder;

	snprintf(path, sizeof(path), "/proc/%d/fd", (int)pid);
	folder = opendir(path);
	while (folder && (entry = readdir(folder))) {
		if (fstatat(dirfd(folder), entry->d_name, &status, 0) == 0 &&
		    S_ISREG(status.st_mode))
			add_had(status.st_dev, status.st_ino);
	}
	if (folder)
		closedir(folder);
}

static void note_mapped(pid_t pid)
{
	unsigned int major_number, minor_number;
	unsigned long inode;
	char text[PATH_MAX];
	FILE *file;

	snprintf(text, sizeof(text), "/proc/%d/maps", (int)pid);
	file = fopen(text, "re");
	while (file && fgets(text, sizeof(text), file)) {
		if (sscanf(text, "%*x-%*x %*s %*x %x:%x %lu", &major_number, &minor_number,
			   &inode) == 3 &&
		    inode != 0)
			add_had(makedev(major_number, minor_number), inode);
	}
	if (file)
		fclose(file);
}

void shared_note_process(pid_t pid)
{
	note_open(pid);
	note_mapped(pid);
}

static bool was_had(const struct object *object)
{
	for (size_t i = 0; i < had_count; i++) {
		if (had[i].device == object->device && had[i].inode == object->inode)
			return true;
	}
	return false;
}

/* Whether the name has the id of a process of the run in it. */
static bool names_process(const char *name)
{
	while (*name) {
		size_t digits = strspn(name, "0123456789");

		if (digits > 1 && digits < 9 && tracees_had((pid_t)atoi(name)))
			return true;
		name += digits ? digits : 1;
	}
	return false;
}

/* What is known of who made it: the run, another one, or nobody knows. */
enum maker { MAKER_UNKNOWN, MAKER_RUN, MAKER_OTHER };

static enum maker maker_of(const struct object *object)
{
	enum maker maker = MAKER_UNKNOWN;

	if (object->kind < OBJECT_SYSV_MSG)
		return was_had(object) || names_process(object->name) ? MAKER_RUN : MAKER_UNKNOWN;
	for (int i = 0; i < 2; i++) {
		if (object->users[i] == 0)
			continue;
		if (!tracees_had(object->users[i]))
			return MAKER_OTHER;
		maker = MAKER_RUN;
	}
	return maker;
}

/* Whether it is left since its removal was made to fail. */
static bool was_kept(const struct object *object)
{
	static const char *const kinds[] = {
		[OBJECT_SYSV_MSG] = "msg", [OBJECT_SYSV_SEM] = "sem", [OBJECT_SYSV_SHM] = "shm"};

	if (object->kind == OBJECT_SHM)
		return kept_has(LOG_PATH "/dev/shm/%s", object->name);
	if (object->kind == OBJECT_QUEUE)
		return kept_has(LOG_QUEUE "%s", object->name);
	return kept_has(LOG_SYSV "%s id %d", kinds[object->kind], object->id);
}

static void note_objects(struct observed *observed)
{
	char text[NAME_MAX + 32];

	objects_list(&after);
	for (size_t i = 0; i < after.count; i++) {
		const struct object *object = &after.all[i];
		enum maker maker;

		if (objects_have(&before, object))
			continue;
		maker = was_kept(object) ? MAKER_RUN : maker_of(object);
		if (maker == MAKER_OTHER)
			continue;
		object_describe(object, text, sizeof(text));
		if (!was_kept(object))
			list_add(observed->left, LIST_SIZE, "%s", text);
		if (maker == MAKER_RUN)
			object_remove(object);
	}
}

int shared_end(struct isolation *isolation, struct observed *observed)
{
	observed->left[0] = '\0';
	observed->changed[0] = '\0';
	note_objects(observed);
	if (changes_note_temporary(isolation, observed))
		area_clear(isolation->temporary);
	scratch_note(observed);
	list_sort(observed->left);
	list_sort(observed->changed);
	return scratch_renew();
}
