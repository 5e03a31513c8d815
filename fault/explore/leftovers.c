#include "leftovers.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "area.h"
#include "changes.h"

static const char queue_word[] = "mqueue";

/* The names in a folder of objects, all of one kind or (shared memory) of two. */
static bool note_names(const char *path, const char *kind, struct observed *observed)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	bool found = false;

	while (folder && (entry = readdir(folder))) {
		const char *name = entry->d_name;

		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
			continue;
		found = true;
		if (!kind && strncmp(name, "sem.", 4) == 0)
			list_add(observed->left, LIST_SIZE, "semaphore /%s", name + 4);
		else
			list_add(observed->left, LIST_SIZE, "%s /%s", kind ? kind : "shm", name);
	}
	if (folder)
		closedir(folder);
	return found;
}

/* The ids of System V; the first line of such a file is its heading. */
static void note_ids(const char *path, const char *kind, struct observed *observed)
{
	FILE *file = fopen(path, "re");
	char line[512];
	long key;
	int id;

	if (!file)
		return;
	if (fgets(line, sizeof(line), file)) {
		while (fgets(line, sizeof(line), file)) {
			if (sscanf(line, "%ld %d", &key, &id) == 2)
				list_add(observed->left, LIST_SIZE, "%s id %d, key 0x%lx", kind, id,
					 (unsigned long)key);
		}
	}
	fclose(file);
}

bool leftovers_need_ipc(const struct observed *observed)
{
	return strstr(observed->left, "SysV ") || strstr(observed->left, queue_word);
}

void leftovers_note(const struct isolation *isolation, struct observed *observed, bool used_ids)
{
	observed->left[0] = '\0';
	observed->changed[0] = '\0';
	note_names(isolation->queues, queue_word, observed);
	if (note_names("/dev/shm", NULL, observed))
		area_clear("/dev/shm");
	if (used_ids) {
		note_ids("/proc/sysvipc/msg", "SysV msg", observed);
		note_ids("/proc/sysvipc/sem", "SysV sem", observed);
		note_ids("/proc/sysvipc/shm", "SysV shm", observed);
	}
	if (changes_note_temporary(isolation, observed))
		area_clear(isolation->temporary);
	changes_note(isolation, observed);
	list_sort(observed->left);
	list_sort(observed->changed);
}
