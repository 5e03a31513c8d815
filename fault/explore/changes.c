#include "changes.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "../plan/log.h"
#include "kept.h"

/* A walk through one folder. */
struct walk {
	const struct isolation *isolation;
	struct observed *observed;
	const char *upper;  /* the folder that is walked */
	const char *merged; /* what the command saw it as */
	int before;	    /* what it was before, O_PATH, or -1: empty */
	bool is_temporary;
	bool found;
};

/* Folders whose depth is more are not looked into. */
enum { MAX_DEPTH = 24 };

/* How an overlay notes that. */
static bool is_removed(const struct stat *status)
{
	return S_ISCHR(status->st_mode) && status->st_rdev == makedev(0, 0);
}

static const char *kind_of(const struct stat *status)
{
	if (!status || is_removed(status))
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

/* The name below the working folder, "." for itself, or NULL if it is not in there. */
static const char *in_working(const struct isolation *isolation, const char *path)
{
	size_t length = strlen(isolation->working);

	if (strcmp(isolation->working, "/") == 0 || strncmp(path, isolation->working, length) != 0)
		return NULL;
	if (path[length] == '\0')
		return ".";
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
	/* One that is gone all the same is a change. */
	if (!is_removed(status) && kept_has(LOG_PATH "%s", seen))
		return;
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

/* path is taken from the folder at, if it does not begin with '/'. */
static bool is_empty_folder(int at, const char *path)
{
	int fd = openat(at, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *folder = fd == -1 ? NULL : fdopendir(fd);
	size_t entries = 0;

	while (folder && entries < 3 && readdir(folder))
		entries++;
	if (folder)
		closedir(folder);
	else if (fd != -1)
		close(fd);
	return entries < 3;
}

/*
 * A folder is in the upper layer, too, if something in it was changed, even if that is
 * gone again. It is a change itself if it is empty, and was not there, or not empty.
 */
static bool is_changed_folder(const struct walk *walk, const char *path, const char *seen,
			      const char *name)
{
	struct stat status;

	if (!is_empty_folder(AT_FDCWD, path) || !is_empty_folder(AT_FDCWD, seen))
		return false;
	return walk->before == -1 ||
	       fstatat(walk->before, name + 1, &status, AT_SYMLINK_NOFOLLOW) == -1 ||
	       !S_ISDIR(status.st_mode) || !is_empty_folder(walk->before, name + 1);
}

/* A file is there, too, if it was only opened for writing. */
static bool is_as_before(const struct walk *walk, const char *name, const struct stat *status)
{
	struct stat before;

	return walk->before != -1 && S_ISREG(status->st_mode) &&
	       fstatat(walk->before, name + 1, &before, AT_SYMLINK_NOFOLLOW) == 0 &&
	       before.st_mode == status->st_mode && before.st_size == status->st_size &&
	       before.st_mtim.tv_sec == status->st_mtim.tv_sec &&
	       before.st_mtim.tv_nsec == status->st_mtim.tv_nsec;
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
		if (lstat(path, &status) == -1 || is_as_before(walk, name, &status))
			continue;
		if (!S_ISDIR(status.st_mode) || is_changed_folder(walk, path, seen, name))
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
		struct walk walk = {.isolation = isolation,
				    .observed = observed,
				    .upper = area->upper,
				    .merged = area->path,
				    .before = area->before};

		if (area->is_changed)
			walk_folder(&walk, "", 0);
	}
}

bool changes_note_temporary(const struct isolation *isolation, struct observed *observed)
{
	struct walk walk = {.isolation = isolation,
			    .observed = observed,
			    .upper = isolation->temporary,
			    .merged = isolation->temporary,
			    .before = -1,
			    .is_temporary = true};

	walk_folder(&walk, "", 0);
	return walk.found;
}
