#include "command.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_program(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

static int search(const char *name, char path[PATH_MAX])
{
	const char *folder = getenv("PATH");

	if (strchr(name, '/')) {
		snprintf(path, PATH_MAX, "%s", name);
		return is_program(path) ? 0 : -1;
	}
	while (folder) {
		const char *end = strchrnul(folder, ':');

		snprintf(path, PATH_MAX, "%.*s%s%s", (int)(end - folder), folder,
			 end > folder ? "/" : "", name);
		if (is_program(path))
			return 0;
		folder = *end ? end + 1 : NULL;
	}
	return -1;
}

/* The smallest part of the two formats that tells what has to be known. */
#if UINTPTR_MAX > 0xffffffff
typedef Elf64_Ehdr header;
typedef Elf64_Phdr segment;
enum { CLASS = ELFCLASS64 };
#else
typedef Elf32_Ehdr header;
typedef Elf32_Phdr segment;
enum { CLASS = ELFCLASS32 };
#endif

/* Whether the program has a loader, which reads LD_PRELOAD. */
static bool has_loader(int fd, const header *h)
{
	segment s;
	unsigned int i;

	for (i = 0; i < h->e_phnum; i++) {
		if (pread(fd, &s, sizeof(s), (off_t)(h->e_phoff + i * h->e_phentsize)) !=
		    (ssize_t)sizeof(s))
			return false;
		if (s.p_type == PT_INTERP)
			return true;
	}
	return false;
}

/* NULL, or why not. What is no ELF file is a script: its interpreter is looked at by nobody. */
static const char *why_not(const char *path)
{
	const char *reason = NULL;
	header h;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd == -1)
		return NULL;
	if (pread(fd, &h, sizeof(h), 0) == (ssize_t)sizeof(h) &&
	    memcmp(h.e_ident, ELFMAG, SELFMAG) == 0) {
		if (h.e_ident[EI_CLASS] != CLASS)
			reason = "is for another kind of processor than the preload library: "
				 "build that with the same compiler and flags";
		else if (!has_loader(fd, &h))
			reason = "is statically linked, which no preload library reaches: "
				 "link it dynamically";
	}
	close(fd);
	return reason;
}

int find_command(const char *name, char path[PATH_MAX], char *message, size_t size)
{
	const char *reason;

	if (search(name, path) == -1) {
		snprintf(message, size, "no such program: %s", name);
		return -1;
	}
	reason = why_not(path);
	if (!reason)
		return 0;
	snprintf(message, size, "%s %s", path, reason);
	return -1;
}
