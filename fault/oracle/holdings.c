#include "holdings.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { BUFFER_SIZE = 65536 };

/* One entry of a directory, as the kernel gives it. */
struct entry {
	unsigned long long number;
	long long offset;
	unsigned short size;
	unsigned char type;
	char name[];
};

/* Static, and no stream: to count must not itself take memory or descriptors. */
static char buffer[BUFFER_SIZE];

/* The entries of a directory, without "." and ".."; 0 if there is none of that name. */
static unsigned long entries(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	unsigned long count = 0;
	long size;

	if (fd < 0)
		return 0;
	while ((size = syscall(SYS_getdents64, fd, buffer, sizeof(buffer))) > 0) {
		for (long at = 0; at < size;) {
			const struct entry *entry = (const void *)(buffer + at);

			if (strcmp(entry->name, ".") != 0 && strcmp(entry->name, "..") != 0)
				count++;
			at += entry->size;
		}
	}
	close(fd);
	return count;
}

/* The contents of a file, cut to fit. Returns 0, or -1. */
static int read_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t length = 0;
	ssize_t count = 0;

	if (fd < 0)
		return -1;
	while (length < sizeof(buffer) - 1 &&
	       (count = read(fd, buffer + length, sizeof(buffer) - 1 - length)) > 0)
		length += (size_t)count;
	buffer[length] = '\0';
	close(fd);
	return count < 0 ? -1 : 0;
}

static unsigned long mapped_bytes(void)
{
	unsigned long total = 0;
	char *line, *next;

	if (read_file("/proc/self/maps") != 0)
		return 0;
	for (line = buffer; *line; line = next) {
		char *dash = strchr(line, '-');
		unsigned long begin = strtoul(line, NULL, 16);

		next = strchr(line, '\n');
		if (!next || !dash)
			break;
		*next++ = '\0';
		if (!strstr(line, "[heap]") && !strstr(line, "[stack"))
			total += strtoul(dash + 1, NULL, 16) - begin;
	}
	return total;
}

/* Those of every thread. */
static unsigned long child_count(void)
{
	unsigned long count = 0;
	long size;
	int fd = open("/proc/self/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char threads[4096], path[64];

	if (fd < 0)
		return 0;
	size = syscall(SYS_getdents64, fd, threads, sizeof(threads));
	close(fd);
	for (long at = 0; at < size;) {
		const struct entry *entry = (const void *)(threads + at);

		at += entry->size;
		if (entry->name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "/proc/self/task/%.16s/children", entry->name);
		if (read_file(path) != 0)
			continue;
		for (const char *byte = buffer; *byte; byte++)
			count += *byte == ' ';
	}
	return count;
}

int holdings_count(struct holdings *holdings)
{
	holdings->descriptors = entries("/proc/self/fd");
	if (holdings->descriptors == 0)
		return -1;
	holdings->descriptors--; /* the one just used */
	holdings->mapped = mapped_bytes();
	holdings->threads = entries("/proc/self/task");
	holdings->children = child_count();
	holdings->names = entries("/dev/shm") + entries("/dev/mqueue") + entries(HOLDINGS_QUEUES);
	holdings->files = entries("/tmp");
	return 0;
}

static void subtract(unsigned long *after, unsigned long before)
{
	*after = *after > before ? *after - before : 0;
}

void holdings_subtract(struct holdings *after, const struct holdings *before)
{
	subtract(&after->descriptors, before->descriptors);
	subtract(&after->mapped, before->mapped);
	subtract(&after->threads, before->threads);
	subtract(&after->children, before->children);
	subtract(&after->names, before->names);
	subtract(&after->files, before->files);
}
