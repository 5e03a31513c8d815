#include "whereabouts.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A short file of the process's folder, as a text. Returns its length, or -1. */
static ssize_t read_of(pid_t pid, const char *name, char *text, size_t size)
{
	char path[64];
	ssize_t length;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		return -1;
	length = read(fd, text, size - 1);
	close(fd);
	text[length < 0 ? 0 : length] = '\0';
	return length;
}

static const char *state_name(char state)
{
	switch (state) {
	case 'R':
		return "runs";
	case 'S':
		return "is asleep";
	case 'D':
		return "is in an uninterruptible wait";
	case 'Z':
		return "has ended, nobody waited for it";
	case 'T':
		return "is stopped";
	default:
		return "is";
	}
}

void whereabouts_now(pid_t pid, char *text, size_t size)
{
	char stat[512], call[128], *end;
	char *name = NULL;
	int number;

	if (read_of(pid, "stat", stat, sizeof(stat)) <= 0 || !(end = strrchr(stat, ')'))) {
		snprintf(text, size, "is gone");
		return;
	}
	end[1] = '\0';
	if (end[2] == 'S' && read_of(pid, "syscall", call, sizeof(call)) > 0 &&
	    sscanf(call, "%d", &number) == 1 && number >= 0)
		name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);
	snprintf(text, size, "%s %s%s%s", strchr(stat, '(') ? strchr(stat, '(') : "",
		 state_name(end[2]), name ? " in " : "", name ? name : "");
	free(name);
}

bool whereabouts_is_thread(pid_t pid)
{
	char text[1024], *line;

	if (read_of(pid, "status", text, sizeof(text)) <= 0)
		return false;
	line = strstr(text, "\nTgid:");
	return line && atoi(line + strlen("\nTgid:")) != pid;
}

/* Adds a descriptor, named so that it can be compared with another run's. */
static void add_open(struct leaving *leaving, const char *number, char *target, const char *private)
{
	static const char temporary[] = "/tmp";
	const char *folder = "";
	size_t length = strlen(private);

	if (strncmp(target, "pipe:", 5) == 0 || strncmp(target, "socket:", 7) == 0)
		*strchr(target, ':') = '\0';
	if (strncmp(target, private, length) == 0 && target[length] == '/') {
		target += length;
		if (strncmp(target, temporary, sizeof(temporary) - 1) == 0) {
			target += sizeof(temporary) - 1;
			folder = "$TMPDIR";
		} else {
			target++; /* stdout or stderr */
		}
	}
	leaving->descriptors++;
	list_add(leaving->open, sizeof(leaving->open), "%s %s%.100s", number, folder, target);
}

void whereabouts_open(pid_t pid, const char *private, struct leaving *leaving)
{
	char path[64], target[PATH_MAX], private_log[128];
	struct dirent *entry;
	DIR *folder;

	snprintf(private_log, sizeof(private_log), "%s/log", private);
	snprintf(path, sizeof(path), "/proc/%d/fd", (int)pid);
	folder = opendir(path);
	while (folder && (entry = readdir(folder))) {
		ssize_t length =
			readlinkat(dirfd(folder), entry->d_name, target, sizeof(target) - 1);

		if (length <= 0 || atoi(entry->d_name) <= STDERR_FILENO)
			continue;
		target[length] = '\0';
		if (strcmp(target, private_log) != 0)
			add_open(leaving, entry->d_name, target, private);
	}
	if (folder)
		closedir(folder);
}
