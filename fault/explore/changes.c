#include "changes.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* A walk through one folder. */
struct walk {
	const struct isolation *isolation;
	struct observed *observed;
	const char *upper;  /* the folder that is walked */
	const char *merged; /* what the command saw it as */
	bool is_temporary;
	bool found;
};

/* Folders whose depth is more are not looked into. */
enum { MAX_DEPTH = 24 };

static const char *kind_of(const struct stat *status)
{
	if (!status || (S_ISCHR(status->st_mode) && status->st_rdev == makedev(0, 0)))
		return "removed";
	if (S_ISSOCK(status->st_mode))
		return "socket";
	if (S_ISFIFO(status->st_mode))
		return "fifo";
	if (S_ISDIR(status->st_mode))
		return "folder";
	if (S_ISLNK(status->st_mode))
		return "link";
	return "file";
}

static uint64_t digest_file(const char *path, uint64_t digest)
{
	char bytes[65536];
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	ssize_t size;

	if (fd == -1)
		return digest;
	while ((size = read(fd, bytes, sizeof(bytes))) > 0)
		digest = digest_bytes(digest, bytes, (size_t)size);
	close(fd);
	return digest;
}

/* The name below the working folder, "" for itself, or NULL if it is not in there. */
static const char *in_working(const struct isolation *isolation, const char *path)
{
	size_t length = strlen(isolation->working);

	if (strcmp(isolation->working, "/") == 0 || strncmp(path, isolation->working, length) != 0)
		return NULL;
	if (path[length] == '\0')
		return "";
	return path[length] == '/' ? path + length + 1 : NULL;
}

/* Entries come in no order: their digests are added up. */
static uint64_t digest_entry(const char *path, const char *name, const char *kind,
			     const struct stat *status)
{
	uint64_t digest = digest_bytes(DIGEST_BEGIN, name, strlen(name));
	char target[PATH_MAX];
	ssize_t length;

	digest = digest_bytes(digest, kind, strlen(kind));
	if (!status)
		return digest;
	digest = digest_bytes(digest, &status->st_mode, sizeof(status->st_mode));
	if (S_ISREG(status->st_mode))
		return digest_file(path, digest);
	length = S_ISLNK(status->st_mode) ? readlink(path, target, sizeof(target)) : 0;
	return length > 0 ? digest_bytes(digest, target, (size_t)length) : digest;
}

void changes_add(struct observed *observed, const char *path, const char *name,
		 const struct stat *status)
{
	const char *kind = kind_of(status);

	list_add(observed->changed, LIST_SIZE, "%s %s", kind, name);
	observed->files += digest_entry(path, name, kind, status);
}

static void note_entry(struct walk *walk, const char *path, const char *seen,
		       const struct stat *status)
{
	struct observed *observed = walk->observed;
	const char *kind = kind_of(status);
	const char *name = in_working(walk->isolation, seen);

	walk->found = true;
	if (walk->is_temporary) {
		list_add(observed->left, LIST_SIZE, "%s $TMPDIR%s", kind,
			 seen + strlen(walk->merged));
		return;
	}
	if (!name) {
		list_add(observed->left, LIST_SIZE, "%s %s", kind, seen);
		return;
	}
	changes_add(observed, path, name, status);
}

/* A folder is in the upper layer, too, if something below it was changed. */
static bool is_empty_folder(const char *path)
{
	DIR *folder = opendir(path);
	size_t entries = 0;

	while (folder && entries < 3 && readdir(folder))
		entries++;
	if (folder)
		closedir(folder);
	return entries < 3;
}

static void walk_folder(struct walk *walk, const char *below, int depth)
{
	char path[PATH_MAX], seen[PATH_MAX], name[PATH_MAX];
	struct dirent *entry;
	struct stat status;
	DIR *folder;

	snprintf(path, sizeof(path), "%.2000s%.2000s", walk->upper, below);
	folder = opendir(path);
	while (folder && (entry = readdir(folder))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		snprintf(name, sizeof(name), "%.2000s/%s", below, entry->d_name);
		snprintf(path, sizeof(path), "%.1500s%.2500s", walk->upper, name);
		snprintf(seen, sizeof(seen), "%.1500s%.2500s", walk->merged, name);
		if (lstat(path, &status) == -1)
			continue;
		if (!S_ISDIR(status.st_mode) || (is_empty_folder(path) && is_empty_folder(seen)))
			note_entry(walk, path, seen, &status);
		else if (depth < MAX_DEPTH)
			walk_folder(walk, name, depth + 1);
	}
	if (folder)
		closedir(folder);
}

void changes_note(const struct isolation *isolation, struct observed *observed)
{
	observed->files = DIGEST_BEGIN;
	for (size_t i = 0; i < isolation->area_count; i++) {
		const struct area *area = &isolation->areas[i];
		struct walk walk = {isolation, observed, area->upper, area->path, false, false};

		if (area->is_changed)
			walk_folder(&walk, "", 0);
	}
}

bool changes_note_temporary(const struct isolation *isolation, struct observed *observed)
{
	struct walk walk = {isolation, observed, isolation->temporary, isolation->temporary,
			    true,      false};

	walk_folder(&walk, "", 0);
	return walk.found;
}
