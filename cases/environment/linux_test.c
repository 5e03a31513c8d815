/* What the suite ran on, as Linux and its containers tell it. */
#include "../../atf/ipcts.h"

#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/klog.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "../../atf/raw.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* Records the rest of a line. */
static void record_line(const char *key, const char *text)
{
	text += strspn(text, " \t");
	observe(key, "%.*s", (int)strcspn(text, "\n"), text);
}

/* Below /proc/sys. */
static const char *const parameters[] = {
	"fs/file-max",
	"fs/mqueue/msg_default",
	"fs/mqueue/msg_max",
	"fs/mqueue/msgsize_default",
	"fs/mqueue/msgsize_max",
	"fs/mqueue/queues_max",
	"fs/nr_open",
	"fs/pipe-max-size",
	"fs/pipe-user-pages-hard",
	"fs/pipe-user-pages-soft",
	"kernel/msgmax",
	"kernel/msgmnb",
	"kernel/msgmni",
	"kernel/pid_max",
	"kernel/sem",
	"kernel/shm_rmid_forced",
	"kernel/shmall",
	"kernel/shmmax",
	"kernel/shmmni",
	"kernel/threads-max",
	"kernel/unprivileged_userns_clone",
	"net/core/rmem_default",
	"net/core/rmem_max",
	"net/core/somaxconn",
	"net/core/wmem_default",
	"net/core/wmem_max",
	"net/unix/max_dgram_qlen",
	"user/max_user_namespaces",
};

static void record_parameters(void)
{
	size_t i;

	for (i = 0; i < COUNT(parameters); i++) {
		char key[64];
		char path[64];
		char value[160];
		char *slash;

		snprintf(path, sizeof(path), "/proc/sys/%s", parameters[i]);
		snprintf(key, sizeof(key), "sysctl.%s", parameters[i]);
		while ((slash = strchr(key, '/')))
			*slash = '.';
		if (raw_read_file(path, value, sizeof(value)) > 0)
			record_line(key, value);
	}
}

static void record_restriction(const char *key, const char *status, const char *field)
{
	const char *line = strstr(status, field);

	if (line)
		record_line(key, line + strlen(field));
}

static void record_restrictions(void)
{
	char status[4096];

	if (raw_read_file("/proc/self/status", status, sizeof(status)) < 0)
		return;
	record_restriction("process.capabilities", status, "\nCapEff:");
	record_restriction("process.bounding_set", status, "\nCapBnd:");
	record_restriction("process.no_new_privs", status, "\nNoNewPrivs:");
	record_restriction("process.seccomp_mode", status, "\nSeccomp:");
}

/* The first namespace of a kind has a number that is part of the kernel's interface. */
static void record_namespace(const char *key, const char *path, const char *initial)
{
	char link[40];
	ssize_t length = readlink(path, link, sizeof(link) - 1);

	if (length < 0)
		return;
	link[length] = '\0';
	observe(key, "%s", strcmp(link, initial) == 0 ? "initial" : "private");
}

static void record_namespaces(void)
{
	unsigned long inside, outside, count;
	char map[200];

	record_namespace("namespace.cgroup", "/proc/self/ns/cgroup", "cgroup:[4026531835]");
	record_namespace("namespace.ipc", "/proc/self/ns/ipc", "ipc:[4026531839]");
	record_namespace("namespace.pid", "/proc/self/ns/pid", "pid:[4026531836]");
	record_namespace("namespace.user", "/proc/self/ns/user", "user:[4026531837]");
	if (raw_read_file("/proc/self/uid_map", map, sizeof(map)) > 0 &&
	    sscanf(map, "%lu %lu %lu", &inside, &outside, &count) == 3)
		observe("namespace.uid_map", "%lu %lu %lu", inside, outside, count);
}

static const struct {
	unsigned type;
	const char *name;
} file_systems[] = {
	{BTRFS_SUPER_MAGIC, "btrfs"},
	{CGROUP_SUPER_MAGIC, "cgroup"},
	{CGROUP2_SUPER_MAGIC, "cgroup2"},
	{EXT4_SUPER_MAGIC, "ext"},
	{FUSE_SUPER_MAGIC, "fuse"},
	{NFS_SUPER_MAGIC, "nfs"},
	{OVERLAYFS_SUPER_MAGIC, "overlay"},
	{RAMFS_MAGIC, "ramfs"},
	{SYSFS_MAGIC, "sysfs"},
	{TMPFS_MAGIC, "tmpfs"},
	{V9FS_MAGIC, "9p"},
	{XFS_SUPER_MAGIC, "xfs"},
};

static void record_file_system(const char *key, const char *path)
{
	struct statfs status;
	size_t i = 0;

	if (statfs(path, &status) == -1)
		return;
	while (i < COUNT(file_systems) && file_systems[i].type != (unsigned)status.f_type)
		i++;
	if (i < COUNT(file_systems))
		observe(key, "%s", file_systems[i].name);
	else
		observe(key, "type 0x%x", (unsigned)status.f_type);
}

static void record_file_systems(void)
{
	record_file_system("filesystem.root", "/");
	record_file_system("filesystem.work", ".");
	record_file_system("filesystem.cgroup", "/sys/fs/cgroup");
	record_file_system("filesystem.mqueue", "/dev/mqueue");
	record_file_system("filesystem.shm", "/dev/shm");
}

static void record_sign(const char *key, bool is_seen)
{
	observe(key, "%s", is_seen ? "yes" : "no sign");
}

static bool processor_says(const char *word)
{
	char text[4096];

	return raw_read_file("/proc/cpuinfo", text, sizeof(text)) > 0 && strstr(text, word);
}

static bool log_says(const char *word)
{
	enum { READ_ALL = 3 };
	static char text[1 << 16];

	return klogctl(READ_ALL, text, sizeof(text) - 1) > 0 && strstr(text, word);
}

static void record_container(void)
{
	record_sign("container.docker", access("/.dockerenv", F_OK) == 0);
	record_sign("container.podman", access("/run/.containerenv", F_OK) == 0);
	record_sign("container.gvisor", log_says("Starting gVisor"));
	record_sign("virtual.hypervisor", processor_says(" hypervisor"));
	record_sign("virtual.user_mode_linux", processor_says("User Mode Linux"));
}

CASE_NAMED(environment_linux, "environment.linux", "Facts that Linux tells of itself.")
{
	record_parameters();
	record_restrictions();
	record_namespaces();
	record_file_systems();
	record_container();
}
