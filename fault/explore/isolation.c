#include "isolation.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "area.h"
#include "leftovers.h"
#include "reason.h"
#include "shared.h"

int isolation_flags(void)
{
	int flags = CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWPID | CLONE_NEWNET;

	return geteuid() == 0 ? flags : flags | CLONE_NEWUSER;
}

static int write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t written;

	if (fd == -1)
		return -1;
	written = write(fd, text, strlen(text));
	close(fd);
	return written == (ssize_t)strlen(text) ? 0 : -1;
}

/* The user stays who they are; only so much more may be done here. */
static int map_user(uid_t uid, gid_t gid)
{
	char text[64];

	if (uid == 0)
		return 0;
	snprintf(text, sizeof(text), "%u %u 1", (unsigned int)uid, (unsigned int)uid);
	if (write_text("/proc/self/uid_map", text) == -1)
		return -1;
	snprintf(text, sizeof(text), "%u %u 1", (unsigned int)gid, (unsigned int)gid);
	if (write_text("/proc/self/setgroups", "deny") == -1 && errno != ENOENT)
		return -1;
	return write_text("/proc/self/gid_map", text);
}

/* The loopback interface; a command that uses the network needs it. */
static void start_network(void)
{
	struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd == -1)
		return;
	ioctl(fd, SIOCSIFFLAGS, &request);
	close(fd);
}

static int mount_queues(struct isolation *isolation)
{
	umount2(isolation->queues, MNT_DETACH);
	return mount("mqueue", isolation->queues, "mqueue", MS_NOSUID | MS_NODEV, NULL);
}

static int open_file(const char *path)
{
	return open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
}

int isolation_make_files(struct isolation *isolation)
{
	mode_t mask = umask(0);

	snprintf(isolation->temporary, sizeof(isolation->temporary), "%s/tmp", isolation->private);
	snprintf(isolation->log, sizeof(isolation->log), "%s/log", isolation->private);
	snprintf(isolation->standard_output, sizeof(isolation->standard_output), "%s/stdout",
		 isolation->private);
	snprintf(isolation->standard_error, sizeof(isolation->standard_error), "%s/stderr",
		 isolation->private);
	mkdir(isolation->temporary, 01777);
	isolation->log_fd = open_file(isolation->log);
	isolation->output_fd = open_file(isolation->standard_output);
	isolation->error_fd = open_file(isolation->standard_error);
	umask(mask);
	return isolation->log_fd == -1 || isolation->output_fd == -1 || isolation->error_fd == -1
		       ? -1
		       : 0;
}

int isolation_enter(struct isolation *isolation, const char *private, uid_t uid, gid_t gid,
		    char *message, size_t size)
{
	if (map_user(uid, gid) == -1)
		return give_reason(message, size,
				   "cannot set up a user namespace (%s): run it as root",
				   strerror(errno));
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1)
		return give_reason(message, size, "cannot make mounts private: %s",
				   strerror(errno));
	snprintf(isolation->private, sizeof(isolation->private), "%s", private);
	if (!getcwd(isolation->working, sizeof(isolation->working)) ||
	    mount("fault-explore", private, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755") == -1 ||
	    mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) == -1)
		return give_reason(message, size,
				   "cannot mount: %s: run it as root, or where user "
				   "namespaces may mount",
				   strerror(errno));
	isolation->private_fd = open(private, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (isolation_make_files(isolation) == -1 || area_make_all(isolation) == -1)
		return give_reason(message, size, "cannot make a working copy of %s: %s",
				   isolation->working, strerror(errno));
	mount("shm", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777");
	if (access("/dev/mqueue", F_OK) == 0)
		snprintf(isolation->queues, sizeof(isolation->queues), "/dev/mqueue");
	else
		snprintf(isolation->queues, sizeof(isolation->queues), "%s/mqueue",
			 isolation->private);
	mkdir(isolation->queues, 0700);
	mount_queues(isolation);
	start_network();
	isolation->last_pid_fd = open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC);
	return chdir("/");
}

void isolation_begin(struct isolation *isolation)
{
	if (ftruncate(isolation->log_fd, 0) == -1 || ftruncate(isolation->output_fd, 0) == -1 ||
	    ftruncate(isolation->error_fd, 0) == -1)
		return;
	/* A command that prints or uses its process id is to do the same each time. */
	if (isolation->last_pid_fd != -1 && pwrite(isolation->last_pid_fd, "1", 1, 0) == -1) {
		close(isolation->last_pid_fd);
		isolation->last_pid_fd = -1;
	}
	if (isolation->is_shared)
		shared_begin();
}

int isolation_end(struct isolation *isolation, struct observed *observed, bool used_ids)
{
	bool has_ipc;

	if (isolation->is_shared)
		return shared_end(isolation, observed);
	area_find_changes(isolation);
	has_ipc = leftovers_note(isolation, observed, used_ids);
	if (area_renew_all(isolation) == -1)
		return -1;
	if (!used_ids && !has_ipc)
		return 0;
	if (unshare(CLONE_NEWIPC) == -1)
		return -1;
	return mount_queues(isolation);
}
