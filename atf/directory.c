#include "directory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"

/* Actors that became somebody else use it, too. */
enum { DIRECTORY_MODE = 0755 };

static bool make_directory(const char *parent)
{
	char *absolute = realpath(parent, NULL);
	char made[sizeof(arena->directory)];
	bool is_made;

	snprintf(made, sizeof(made), "%s/ipcts.XXXXXX", absolute ? absolute : "");
	is_made = absolute && mkdtemp(made);
	if (is_made)
		strcpy(arena->directory, made);
	else
		arena_record(OUTCOME_BROKEN, NULL, 0,
			     "cannot make a directory in %s: %s: set TMPDIR", parent,
			     strerror(errno));
	free(absolute);
	return is_made;
}

bool enter_directory(void)
{
	const char *parent = getenv("TMPDIR");
	const char *made = arena->directory;

	if (!make_directory(parent && *parent ? parent : "/tmp"))
		return false;
	if (chmod(made, DIRECTORY_MODE) == 0 && chdir(made) == 0 && setenv("TMPDIR", made, 1) == 0)
		return true;
	arena_record(OUTCOME_BROKEN, NULL, 0, "cannot use the directory %s: %s", made,
		     strerror(errno));
	return false;
}

bool is_in_directory(void)
{
	struct stat here;
	struct stat own;

	if (!*arena->directory)
		return false;
	chmod(arena->directory, DIRECTORY_MODE);
	return stat(".", &here) == 0 && stat(arena->directory, &own) == 0 &&
	       here.st_dev == own.st_dev && here.st_ino == own.st_ino;
}

void leave_directory(void)
{
	if (*arena->directory && chdir("/") == 0)
		rmdir(arena->directory);
}
