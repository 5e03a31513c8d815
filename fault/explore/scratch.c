#include "scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../plan/log.h"
#include "area.h"
#include "changes.h"
#include "kept.h"

/* More is not copied: each run that changes something has to wait for it. */
static const off_t most_bytes = 64 << 20;
enum { MOST_ENTRIES = 4096, MOST_DEPTH = 64 };

/* An entry as it was copied. */
struct entry {
	char *name; /* below the folder, with a slash first */
	struct stat status;
	bool is_there; /* at the last look */
};

static struct {
	const char *from, *to, *private;
	struct entry *entries; /* sorted by name */
	size_t count;
	off_t bytes;
	bool is_changed;
} scratch;

/* What is done with each entry: path is its own, name its path below the folder. */
typedef int visit_function(const char *path, const char *name, const struct stat *status,
			   void *argument);

/* A folder comes before what is in it. */
static int walk(const char *root, const char *below, int depth, visit_function *visit,
		void *argument)
{
	char path[PATH_MAX], name[PATH_MAX];
	struct dirent *entry;
	struct stat status;
	int result = 0;
	DIR *folder;

	snprintf(path, sizeof(path), "%.2000s%.2000s", root, below);
	folder = depth < MOST_DEPTH ? opendir(path) : NULL;
	while (folder && result == 0 && (entry = readdir(folder))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		snprintf(name, sizeof(name), "%.2000s/%s", below, entry->d_name);
		snprintf(path, sizeof(path), "%.1500s%.2500s", root, name);
		if (lstat(path, &status) == -1 || strcmp(path, scratch.private) == 0)
			continue;
		result = visit(path, name, &status, argument);
		if (result == 0 && S_ISDIR(status.st_mode))
			result = walk(root, name, depth + 1, visit, argument);
	}
	if (folder)
		closedir(folder);
	return result;
}

static int copy_file(const char *from, const char *to, mode_t mode)
{
	int in = open(from, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	int out = in == -1 ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	char bytes[65536];
	ssize_t size = 0;

	while (out != -1 && (size = read(in, bytes, sizeof(bytes))) > 0) {
		if (write(out, bytes, (size_t)size) != size) {
			size = -1;
			break;
		}
	}
	if (in != -1)
		close(in);
	/* What the user may not read, the command would not either. */
	if (out == -1)
		return in == -1 ? 0 : -1;
	return close(out) == 0 && size == 0 ? 0 : -1;
}

static int copy_entry(const char *path, const char *name, const struct stat *status, void *argument)
{
	char to[PATH_MAX], target[PATH_MAX];
	ssize_t length;

	(void)argument;
	if (S_ISREG(status->st_mode))
		scratch.bytes += status->st_size;
	if (++scratch.count > MOST_ENTRIES || scratch.bytes > most_bytes) {
		errno = EFBIG;
		return -1;
	}
	snprintf(to, sizeof(to), "%.1500s%.2500s", scratch.to, name);
	switch (status->st_mode & S_IFMT) {
	case S_IFREG:
		return copy_file(path, to, status->st_mode & 07777);
	case S_IFDIR:
		return mkdir(to, (status->st_mode & 07777) | S_IRWXU);
	case S_IFIFO:
		return mkfifo(to, status->st_mode & 07777);
	case S_IFLNK:
		length = readlink(path, target, sizeof(target) - 1);
		target[length < 0 ? 0 : length] = '\0';
		return length < 0 ? -1 : symlink(target, to);
	default:
		return 0;
	}
}

static int add_entry(const char *path, const char *name, const struct stat *status, void *argument)
{
	struct entry *entry = &scratch.entries[scratch.count];

	(void)path;
	(void)argument;
	if (scratch.count == MOST_ENTRIES)
		return 0;
	*entry = (struct entry){.name = strdup(name), .status = *status};
	scratch.count += entry->name != NULL;
	return entry->name ? 0 : -1;
}

static int compare(const void *left, const void *right)
{
	const struct entry *a = left;
	const struct entry *b = right;

	return strcmp(a->name, b->name);
}

static int copy_all(void)
{
	mode_t mask = umask(0);
	int result;

	while (scratch.count > 0)
		free(scratch.entries[--scratch.count].name);
	scratch.bytes = 0;
	result = walk(scratch.from, "", 0, copy_entry, NULL);
	scratch.count = 0;
	umask(mask);
	if (result == 0)
		result = walk(scratch.to, "", 0, add_entry, NULL);
	qsort(scratch.entries, scratch.count, sizeof(*scratch.entries), compare);
	return result;
}

int scratch_make(const char *from, const char *to, const char *private)
{
	scratch.from = from;
	scratch.to = to;
	scratch.private = private;
	scratch.entries = calloc(MOST_ENTRIES, sizeof(*scratch.entries));
	if (!scratch.entries || mkdir(to, 0755) == -1)
		return -1;
	return copy_all();
}

static bool is_same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

/* Whether nobody has written to it; a folder's times are those of what is in it. */
static bool is_same(const struct stat *a, const struct stat *b)
{
	if (a->st_ino != b->st_ino || a->st_mode != b->st_mode)
		return false;
	return S_ISDIR(a->st_mode) ||
	       (a->st_size == b->st_size && is_same_time(&a->st_mtim, &b->st_mtim) &&
		is_same_time(&a->st_ctim, &b->st_ctim));
}

static int note_entry(const char *path, const char *name, const struct stat *status, void *argument)
{
	struct entry key = {.name = (char *)name};
	struct entry *entry =
		bsearch(&key, scratch.entries, scratch.count, sizeof(*scratch.entries), compare);

	if (entry)
		entry->is_there = true;
	if (entry && is_same(&entry->status, status))
		return 0;
	scratch.is_changed = true;
	if (!kept_has(LOG_PATH "%s", path))
		changes_add(argument, path, name + 1, status);
	return 0;
}

void scratch_note(struct observed *observed)
{
	observed->files = DIGEST_BEGIN;
	scratch.is_changed = false;
	for (size_t i = 0; i < scratch.count; i++)
		scratch.entries[i].is_there = false;
	walk(scratch.to, "", 0, note_entry, observed);
	for (size_t i = 0; i < scratch.count; i++) {
		if (scratch.entries[i].is_there)
			continue;
		scratch.is_changed = true;
		changes_add(observed, "", scratch.entries[i].name + 1, NULL);
	}
}

int scratch_renew(void)
{
	if (!scratch.is_changed)
		return 0;
	area_clear(scratch.to);
	return copy_all();
}
