#include "area.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether path is below, or is, the folder. */
static bool is_in(const char *path, const char *folder)
{
	size_t length = strlen(folder);

	return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static void clear_folder(int parent, const char *name, bool itself)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *folder = fd == -1 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (!folder) {
		if (fd != -1)
			close(fd);
		return;
	}
	while ((entry = readdir(folder))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (unlinkat(fd, entry->d_name, 0) == -1 && (errno == EISDIR || errno == EPERM))
			clear_folder(fd, entry->d_name, true);
	}
	closedir(folder);
	if (itself)
		unlinkat(parent, name, AT_REMOVEDIR);
}

void area_clear(const char *path)
{
	clear_folder(AT_FDCWD, path, false);
}

static bool is_empty(const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	bool found = false;

	if (!folder)
		return true;
	while (!found && (entry = readdir(folder)))
		found = strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(folder);
	return !found;
}

/* Areas hide the private folder if it is below them. */
static int show_private(const struct isolation *isolation)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", isolation->private_fd);
	return mount(path, isolation->private, NULL, MS_BIND, NULL);
}

static int mount_area(const struct isolation *isolation, const struct area *area)
{
	/* In a user namespace, an overlay may keep its notes as user attributes only. */
	if (mount("fault-explore", area->path, "overlay", MS_NODEV, area->options) == -1) {
		char *options;
		int result;

		if (asprintf(&options, "%s,userxattr", area->options) == -1)
			return -1;
		result = mount("fault-explore", area->path, "overlay", MS_NODEV, options);
		free(options);
		if (result == -1)
			return -1;
	}
	return is_in(isolation->private, area->path) ? show_private(isolation) : 0;
}

static int make_area(struct isolation *isolation, const char *path)
{
	struct area *area = &isolation->areas[isolation->area_count];
	char upper[96], work[96];

	if (access(path, F_OK) == -1 || strlen(path) >= sizeof(area->path))
		return 0;
	strcpy(area->path, path);
	snprintf(upper, sizeof(upper), "%s/upper%zu", isolation->private, isolation->area_count);
	memcpy(area->upper, upper, sizeof(upper));
	snprintf(work, sizeof(work), "%s/work%zu", isolation->private, isolation->area_count);
	if ((mkdir(area->upper, 0755) == -1 || mkdir(work, 0700) == -1) && errno != EEXIST)
		return -1;
	if (asprintf(&area->options, "lowerdir=%s,upperdir=%s,workdir=%s", path, upper, work) == -1)
		return -1;
	if (strchr(path, ':') || strchr(path, ',')) {
		errno = EINVAL;
		return -1;
	}
	area->before = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (area->before == -1 || mount_area(isolation, area) == -1)
		return -1;
	isolation->area_count++;
	return 0;
}

static bool is_covered(const struct isolation *isolation, const char *path)
{
	for (size_t i = 0; i < isolation->area_count; i++) {
		if (is_in(path, isolation->areas[i].path))
			return true;
	}
	return false;
}

/*
 * A folder for temporary files. In a user namespace there can be no copy of one in
 * which other file systems are mounted: it is used as it is then.
 */
static void make_temporary(struct isolation *isolation, const char *path)
{
	size_t used = strlen(isolation->shared);

	if (make_area(isolation, path) == -1)
		snprintf(isolation->shared + used, sizeof(isolation->shared) - used, "%s%s",
			 used ? ", " : "", path);
}

int area_make_all(struct isolation *isolation)
{
	const char *working = isolation->working;

	make_temporary(isolation, "/tmp");
	make_temporary(isolation, "/var/tmp");
	if (strcmp(working, "/") == 0 || is_covered(isolation, working))
		return 0;
	return make_area(isolation, working);
}

void area_find_changes(struct isolation *isolation)
{
	for (size_t i = 0; i < isolation->area_count; i++)
		isolation->areas[i].is_changed = !is_empty(isolation->areas[i].upper);
}

int area_renew_all(struct isolation *isolation)
{
	size_t i;

	for (i = 0; i < isolation->area_count; i++) {
		struct area *area = &isolation->areas[i];

		if (!area->is_changed)
			continue;
		if (is_in(isolation->private, area->path))
			umount2(isolation->private, MNT_DETACH);
		if (umount2(area->path, MNT_DETACH) == -1)
			return -1;
		area_clear(area->upper);
		if (mount_area(isolation, area) == -1)
			return -1;
	}
	return 0;
}
