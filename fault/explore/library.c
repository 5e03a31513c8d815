#include "library.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* From the program's folder: as built, and as installed. */
static const char *const places[] = {"../preload/libipcts_fault.so",
				     "../lib/ipcts-fault/libipcts_fault.so"};

const char *library_path(void)
{
	static char library[PATH_MAX];
	static bool is_found;
	char self[PATH_MAX], path[PATH_MAX + 64];
	ssize_t length = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;

	self[length < 0 ? 0 : length] = '\0';
	slash = strrchr(self, '/');
	for (size_t i = 0; !is_found && slash && i < sizeof(places) / sizeof(places[0]); i++) {
		snprintf(path, sizeof(path), "%.*s/%s", (int)(slash - self), self, places[i]);
		is_found = realpath(path, library) != NULL;
	}
	return is_found ? library : NULL;
}
