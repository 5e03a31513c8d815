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

#include "../oracle/holdings.h"

static const char *const places[] = {"/tmp", "/dev/shm", HOLDINGS_QUEUES};

enum { PLACES = sizeof(places) / sizeof(*places) };

static int write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t size = fd < 0 ? -1 : write(fd, text, strlen(text));

	if (fd >= 0)
		close(fd);
	return size == (ssize_t)strlen(text) ? 0 : -1;
}

/* The caller's only ids are those of root in there. */
static int become_root(uid_t user, gid_t group)
{
	char text[64];

	if (unshare(CLONE_NEWUSER) != 0)
		return -1;
	snprintf(text, sizeof(text), "0 %u 1", user);
	if (write_text("/proc/self/uid_map", text) != 0 ||
	    write_text("/proc/self/setgroups", "deny") != 0)
		return -1;
	snprintf(text, sizeof(text), "0 %u 1", group);
	return write_text("/proc/self/gid_map", text);
}

static int enter(void)
{
	if (geteuid() != 0 && become_root(geteuid(), getegid()) != 0)
		return -1;
	if (unshare(CLONE_NEWNS | CLONE_NEWIPC) != 0 ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
		return -1;
	if (mount("shm", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777") != 0 ||
	    mount("tmp", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777") != 0)
		return -1;
	/* Of the new IPC namespace, and only of that: /dev/mqueue shows that of the others. */
	if (mkdir(HOLDINGS_QUEUES, 0755) != 0 ||
	    mount("mqueue", HOLDINGS_QUEUES, "mqueue", MS_NOSUID | MS_NODEV, NULL) != 0)
		return -1;
	if (access("/dev/mqueue", F_OK) == 0)
		return mount("none", "/dev/mqueue", "tmpfs", MS_NOSUID | MS_NODEV, NULL);
	return 0;
}

int world_enter(char *message, size_t size)
{
	if (enter() == 0)
		return 0;
	snprintf(message, size,
		 "no private world for the sweep (%s): it needs user, mount and IPC namespaces",
		 strerror(errno));
	return -1;
}

void world_clean(void)
{
	for (int i = 0; i < PLACES; i++) {
		DIR *directory = opendir(places[i]);
		struct dirent *entry;

		if (!directory)
			continue;
		while ((entry = readdir(directory))) {
			if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
			    unlinkat(dirfd(directory), entry->d_name, 0) != 0)
				unlinkat(dirfd(directory), entry->d_name, AT_REMOVEDIR);
		}
		closedir(directory);
	}
}
