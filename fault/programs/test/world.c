#include "world.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

/* The message queues, as files; world_look() does not count the folder itself. */
#define QUEUES WORLD_FOLDER "/.queues"

static int explain(char *message, size_t size, const char *what)
{
	snprintf(message, size, "%s: %s", what, strerror(errno));
	return -1;
}

static void write_map(const char *path, const char *format, long id)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd == -1)
		return;
	dprintf(fd, format, id);
	close(fd);
}

int world_enter(char *message, size_t size)
{
	int kinds = CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWPID;
	uid_t user = geteuid();
	gid_t group = getegid();

	if (unshare(kinds) == 0)
		return 0;
	if (unshare(CLONE_NEWUSER | kinds) == -1)
		return explain(message, size, "no private namespaces");
	write_map("/proc/self/uid_map", "0 %ld 1", (long)user);
	write_map("/proc/self/setgroups", "deny", 0);
	write_map("/proc/self/gid_map", "0 %ld 1", (long)group);
	return 0;
}

int world_furnish(char *message, size_t size)
{
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1)
		return explain(message, size, "no private mounts");
	/* A supervisor looks its processes up by the numbers that they have here. */
	if (mount("world", "/proc", "proc", 0, NULL) == -1)
		return explain(message, size, "cannot mount /proc");
	if (mount("world", WORLD_FOLDER, "tmpfs", 0, NULL) == -1)
		return explain(message, size, "cannot mount " WORLD_FOLDER);
	if (mkdir(QUEUES, 0700) == -1 || mount("world", QUEUES, "mqueue", 0, NULL) == -1)
		return explain(message, size, "cannot mount " QUEUES);
	return 0;
}

/* Adds "FOLDER" "SEPARATOR" "THING" to text. */
static void add(char *text, size_t size, const char *folder, const char *separator,
		const char *thing)
{
	size_t used = strlen(text);

	snprintf(text + used, size - used, "%s%s%s", folder, separator, thing);
}

static void look_in(const char *path, char *text, size_t size)
{
	DIR *directory = opendir(path);
	struct dirent *entry;

	if (!directory)
		return;
	while ((entry = readdir(directory)))
		if (entry->d_name[0] != '.' && strcmp(entry->d_name, "log") != 0) {
			add(text, size, path, "/", entry->d_name);
			add(text, size, "", "", "\n");
		}
	closedir(directory);
}

/* One line of the kernel's table for each id, below the title. */
static void look_for_ids(const char *path, char *text, size_t size)
{
	FILE *table = fopen(path, "r");
	char line[512];
	int count = 0;

	if (!table)
		return;
	while (fgets(line, sizeof(line), table))
		if (count++ > 0)
			add(text, size, path, ":", line);
	fclose(table);
}

void world_look(char *text, size_t size)
{
	look_in(WORLD_FOLDER, text, size);
	look_in(QUEUES, text, size);
	look_for_ids("/proc/sysvipc/msg", text, size);
	look_for_ids("/proc/sysvipc/sem", text, size);
	look_for_ids("/proc/sysvipc/shm", text, size);
}
