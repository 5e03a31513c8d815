#include "parameter.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "private.h"
#include "raw.h"
#include "verdict.h"

enum { PATH_SIZE = 80, VALUE_SIZE = 160 };

static const char *path_of(const char *name, char *path)
{
	snprintf(path, PATH_SIZE, "/proc/sys/%s", name);
	return path;
}

bool has_parameter(const char *name)
{
	char path[PATH_SIZE];
	char value[VALUE_SIZE];

	return raw_read_file(path_of(name, path), value, sizeof(value)) > 0;
}

unsigned long read_parameter(const char *name, int place)
{
	char path[PATH_SIZE];
	char value[VALUE_SIZE];
	char *rest = value;

	if (raw_read_file(path_of(name, path), value, sizeof(value)) <= 0)
		skip_unsupported("cannot read %s", path);
	for (; place > 0; place--)
		strtoul(rest, &rest, 10);
	return strtoul(rest, NULL, 10);
}

void set_parameter(const char *name, const char *format, ...)
{
	char path[PATH_SIZE];
	va_list arguments;
	FILE *file;

	SETUP_THAT(strncmp(name, "net/", 4) == 0 ? is_network_private() : is_ipc_private(),
		   "%s is everybody's here", name);
	file = fopen(path_of(name, path), "we");
	if (!file)
		skip_unpermitted("cannot set %s: %s", path, error_name(errno));
	va_start(arguments, format);
	vfprintf(file, format, arguments);
	va_end(arguments);
	if (fclose(file) == 0)
		return;
	/* Some systems open for writing what nobody may write. */
	if (errno == EACCES || errno == EPERM || errno == EIO)
		skip_unpermitted("cannot set %s: %s", path, error_name(errno));
	SETUP_THAT(false, "cannot set %s: %s", path, error_name(errno));
}
