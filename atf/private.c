#include "private.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/capability.h>
#include <sys/mount.h>
#endif

#include "arena.h"
#include "check.h"
#include "needs.h"
#include "verdict.h"

/* Inherited by the actors, as the namespaces are. */
static bool has_private_ipc;
static bool has_private_network;
static bool has_private_processes;

bool is_ipc_private(void)
{
	return has_private_ipc;
}

bool is_network_private(void)
{
	return has_private_network;
}

bool are_processes_private(void)
{
	return has_private_processes;
}

#ifdef __linux__

static void write_file(const char *path, const char *text)
{
	int fd = (int)SETUP(open(path, O_WRONLY | O_CLOEXEC));

	SETUP(write(fd, text, strlen(text)));
	close(fd);
}

/* In a user namespace of its own, an ordinary user may do the rest. */
static void become_namespace_root(void)
{
	char map[60];
	uid_t user = geteuid();
	gid_t group = getegid();

	if (unshare(CLONE_NEWUSER) == -1)
		skip_unpermitted("no user namespace: %s", strerror(errno));
	snprintf(map, sizeof(map), "0 %ld 1", (long)user);
	write_file("/proc/self/uid_map", map);
	/* A kernel that does not have the file does not ask for it. */
	if (access("/proc/self/setgroups", F_OK) == 0)
		write_file("/proc/self/setgroups", "deny");
	snprintf(map, sizeof(map), "0 %ld 1", (long)group);
	write_file("/proc/self/gid_map", map);
}

void enter_private(int kinds)
{
	int flags = (kinds & PRIVATE_MOUNTS ? CLONE_NEWNS : 0) |
		    (kinds & PRIVATE_IPC ? CLONE_NEWIPC : 0) |
		    (kinds & PRIVATE_NETWORK ? CLONE_NEWNET : 0) |
		    (kinds & PRIVATE_PROCESSES ? CLONE_NEWPID : 0);

	if (!has_capability(CAP_SYS_ADMIN))
		become_namespace_root();
	if (unshare(flags) == -1)
		skip_unpermitted("no private namespace: %s", strerror(errno));
	if (kinds & PRIVATE_IPC)
		has_private_ipc = true;
	if (kinds & PRIVATE_NETWORK)
		has_private_network = true;
	if (kinds & PRIVATE_PROCESSES)
		has_private_processes = true;
	/* Nothing mounted from now on gets out. */
	if (kinds & PRIVATE_MOUNTS && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1)
		skip_unpermitted("no private mounts: %s%s", strerror(errno),
				 errno == EINVAL ? " (the root directory is no mount point)" : "");
}

void mount_private(const char *path, const char *options)
{
	if (mount("ipcts", path, "tmpfs", 0, options) == -1)
		skip_unpermitted("cannot mount a tmpfs: %s", strerror(errno));
}

void remount_read_only(const char *path)
{
	SETUP(mount(NULL, path, NULL, MS_REMOUNT | MS_RDONLY, NULL));
}

#else

void enter_private(int kinds)
{
	(void)kinds;
	skip_unpermitted("no private namespaces on this system");
}

void mount_private(const char *path, const char *options)
{
	(void)path;
	(void)options;
}

void remount_read_only(const char *path)
{
	(void)path;
}

#endif
