#include "proc.h"

#include <dirent.h>
#include <elf.h>
#include <link.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PATH_SIZE = 96 };

__attribute__((format(printf, 1, 2))) static FILE *open_proc(const char *format, ...)
{
	char path[PATH_SIZE];
	va_list list;

	va_start(list, format);
	vsnprintf(path, sizeof(path), format, list);
	va_end(list);
	return fopen(path, "re");
}

int proc_owner(pid_t thread, pid_t *process, pid_t *parent)
{
	FILE *file = open_proc("/proc/%d/status", thread);
	char line[256];

	*process = *parent = 0;
	if (!file)
		return -1;
	while (!*parent && fgets(line, sizeof(line), file)) {
		sscanf(line, "Tgid: %d", process);
		if (sscanf(line, "PPid: %d", parent) == 1)
			break;
	}
	fclose(file);
	return *process ? 0 : -1;
}

uint64_t proc_start(pid_t process)
{
	enum { FIELDS_BEFORE = 19 }; /* between the name, in parentheses, and this */
	FILE *file = open_proc("/proc/%d/stat", process);
	char line[1024], *field = NULL;

	if (!file)
		return 0;
	if (fgets(line, sizeof(line), file))
		field = strrchr(line, ')');
	fclose(file);
	for (int i = 0; field && i <= FIELDS_BEFORE; i++) {
		field = strchr(field, ' ');
		if (field)
			field++;
	}
	return field ? strtoull(field, NULL, 10) : 0;
}

static int compare(const void *a, const void *b)
{
	pid_t first = *(const pid_t *)a, second = *(const pid_t *)b;

	return (first > second) - (first < second);
}

size_t proc_threads(pid_t process, pid_t *ids, size_t size)
{
	char path[PATH_SIZE];
	struct dirent *entry;
	size_t count = 0;
	DIR *directory;

	snprintf(path, sizeof(path), "/proc/%d/task", process);
	directory = opendir(path);
	if (!directory)
		return 0;
	while (count < size && (entry = readdir(directory))) {
		if (entry->d_name[0] != '.')
			ids[count++] = (pid_t)strtol(entry->d_name, NULL, 10);
	}
	closedir(directory);
	qsort(ids, count, sizeof(*ids), compare);
	return count;
}

/* Those that one thread made. */
static size_t children_of(pid_t process, pid_t thread, pid_t *ids, size_t size)
{
	FILE *file = open_proc("/proc/%d/task/%d/children", process, thread);
	size_t count = 0;

	if (!file)
		return 0;
	while (count < size && fscanf(file, "%d", &ids[count]) == 1)
		count++;
	fclose(file);
	return count;
}

size_t proc_children(pid_t process, pid_t *ids, size_t size)
{
	enum { MOST_THREADS = 256 };
	pid_t threads[MOST_THREADS];
	size_t thread_count = proc_threads(process, threads, MOST_THREADS);
	size_t count = 0;

	for (size_t i = 0; i < thread_count; i++)
		count += children_of(process, threads[i], ids + count, size - count);
	qsort(ids, count, sizeof(*ids), compare);
	return count;
}

/* ld-linux-x86-64.so.2, ld64.so.2 ...; musl's is the C library itself. */
static bool is_loader(const char *path)
{
	const char *name = strrchr(path, '/');

	return name && strncmp(name, "/ld", 3) == 0 && !strstr(name, "musl");
}

/* The mapping that begins at base, and those of the same file after it. */
static void find_loader(pid_t process, uint64_t base, struct image *image)
{
	FILE *file = open_proc("/proc/%d/maps", process);
	char line[4096 + PATH_SIZE], path[4096];
	unsigned long begin, end;

	if (!file)
		return;
	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%lx-%lx %*s %*s %*s %*s %4095s", &begin, &end, path) != 3 ||
		    begin < base)
			continue;
		if (!is_loader(path))
			break;
		image->loader_begin = base;
		image->loader_end = end;
	}
	fclose(file);
}

int proc_image(pid_t process, struct image *image)
{
	FILE *file = open_proc("/proc/%d/auxv", process);
	ElfW(auxv_t) entry;
	uint64_t base = 0;

	memset(image, 0, sizeof(*image));
	if (!file)
		return -1;
	while (fread(&entry, sizeof(entry), 1, file) == 1 && entry.a_type != AT_NULL) {
		if (entry.a_type == AT_BASE)
			base = entry.a_un.a_val;
		image->identity = image->identity * 31 + entry.a_type + entry.a_un.a_val;
	}
	fclose(file);
	if (base)
		find_loader(process, base, image);
	return image->identity ? 0 : -1;
}

int proc_string(pid_t process, uint64_t address, char *text, size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t length = 0;

	while (length < size - 1) {
		size_t count = page - (size_t)((address + length) % page);
		struct iovec to = {text + length, count}, from;
		ssize_t got;

		if (count > size - 1 - length)
			to.iov_len = count = size - 1 - length;
		from = (struct iovec){(void *)(uintptr_t)(address + length), count};
		got = process_vm_readv(process, &to, 1, &from, 1, 0);
		if (got <= 0)
			return -1;
		if (memchr(text + length, '\0', (size_t)got))
			return 0;
		length += (size_t)got;
	}
	text[length] = '\0';
	return 0;
}

int proc_descriptor(pid_t thread, int fd, char *text, size_t size)
{
	char path[PATH_SIZE];
	ssize_t length;

	snprintf(path, sizeof(path), "/proc/%d/fd/%d", thread, fd);
	length = readlink(path, text, size - 1);
	if (length < 0)
		return -1;
	text[length] = '\0';
	return 0;
}

bool proc_is_type(pid_t thread, int fd, mode_t type)
{
	char path[PATH_SIZE];
	struct stat status;

	snprintf(path, sizeof(path), "/proc/%d/fd/%d", thread, fd);
	return stat(path, &status) == 0 && (status.st_mode & S_IFMT) == type;
}
