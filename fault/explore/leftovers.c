#include "leftovers.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "../plan/log.h"
#include "area.h"
#include "changes.h"
#include "kept.h"

/*
 * The names in a folder of objects, all of one kind or (shared memory) of two; place is
 * how the log begins with it. Returns whether there are any.
 */
static bool note_names(const char *path, const char *kind, const char *place,
		       struct observed *observed)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	bool found = false;

	while (folder && (entry = readdir(folder))) {
		const char *name = entry->d_name;

		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
			continue;
		found = true;
		if (kept_has("%s%s", place, name))
			continue;
		if (!kind && strncmp(name, "sem.", 4) == 0)
			list_add(observed->left, LIST_SIZE, "semaphore /%s", name + 4);
		else
			list_add(observed->left, LIST_SIZE, "%s /%s", kind ? kind : "shm", name);
	}
	if (folder)
		closedir(folder);
	return found;
}

/* The ids of System V, likewise; the first line of such a file is its heading. */
static bool note_ids(const char *path, const char *kind, struct observed *observed)
{
	FILE *file = fopen(path, "re");
	bool found = false;
	char line[512];
	long key;
	int id;

	if (!file)
		return false;
	if (fgets(line, sizeof(line), file)) {
		while (fgets(line, sizeof(line), file)) {
			if (sscanf(line, "%ld %d", &key, &id) != 2)
				continue;
			found = true;
			if (!kept_has("%s id %d", kind, id))
				list_add(observed->left, LIST_SIZE, "%s id %d, key 0x%lx", kind, id,
					 (unsigned long)key);
		}
	}
	fclose(file);
	return found;
}

bool leftovers_note(const struct isolation *isolation, struct observed *observed, bool used_ids)
{
	bool has_ipc;

	observed->left[0] = '\0';
	observed->changed[0] = '\0';
	has_ipc = note_names(isolation->queues, "mqueue", LOG_QUEUE, observed);
	if (note_names("/dev/shm", NULL, LOG_PATH "/dev/shm/", observed))
		area_clear("/dev/shm");
	if (used_ids) {
		has_ipc |= note_ids("/proc/sysvipc/msg", LOG_SYSV "msg", observed);
		has_ipc |= note_ids("/proc/sysvipc/sem", LOG_SYSV "sem", observed);
		has_ipc |= note_ids("/proc/sysvipc/shm", LOG_SYSV "shm", observed);
	}
	if (changes_note_temporary(isolation, observed))
		area_clear(isolation->temporary);
	changes_note(isolation, observed);
	list_sort(observed->left);
	list_sort(observed->changed);
	return has_ipc;
}
