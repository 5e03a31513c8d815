/* What the Linux manual adds: where the semaphores are, for how long, and who may open them. */
#include "named.h"

#include <limits.h>
#include <stdio.h>
#include <sys/vfs.h>
#include <unistd.h>

static const char *path_of(const char *name)
{
	static char path[PATH_MAX];

	snprintf(path, sizeof(path), "/dev/shm/sem.%s", name + 1);
	return path;
}

/* Modes that bind whoever opens the semaphore: its owner as well as others. */
CASE(sem_open_linux_needs_rw)
{
	static const mode_t modes[] = {0444, 0222, 0666};
	const char *names[3];
	struct actor *user;
	int i;

	umask(0);
	for (i = 0; i < 3; i++) {
		names[i] = unique_name();
		create_semaphore(names[i], O_CREAT | O_EXCL, modes[i], 1);
	}
	user = ACTOR("user")
	{
		become_unprivileged();
		EXPECT_ERROR(EACCES, sem_open(names[0], 0));
		EXPECT_ERROR(EACCES, sem_open(names[1], 0));
		open_semaphore(names[2]);
	}
	expect_finished(user);
	for (i = 0; i < 3; i++)
		remove_semaphore(names[i]);
}

enum { SLASH = 1, LONGEST = NAME_MAX - 4 };

/* The value is by how many bytes a name is longer than the longest. */
static const struct variant excesses[] = {{"by_1", 1, NULL}, {"by_10", 10, NULL}};

CASE_VARIANTS(excesses, sem_open_linux_name_len)
{
	const char *name = unique_name_of(SLASH + LONGEST);
	const char *longer = unique_name_of(SLASH + LONGEST + (size_t)variant()->value);

	create_semaphore(name, O_CREAT | O_EXCL, 0600, 1);
	remove_semaphore(name);
	EXPECT_ERROR(ENAMETOOLONG, sem_open(longer, O_CREAT | O_EXCL, 0600, 1));
	EXPECT_ERROR(ENAMETOOLONG, sem_open(longer, 0));
}

CASE(sem_open_linux_dev_shm_file)
{
	enum { TMPFS = 0x01021994 }; /* as in <linux/magic.h> */
	const char *name = unique_name();
	struct statfs file_system;
	struct stat status;

	new_named_semaphore(name, 1);
	EXPECT_OK(stat(path_of(name), &status));
	EXPECT(S_ISREG(status.st_mode));
	EXPECT_EQ(1, status.st_nlink);
	EXPECT_OK(statfs(path_of(name), &file_system));
	EXPECT_EQ(TMPFS, file_system.f_type);
	remove_semaphore(name);
	EXPECT_ERROR(ENOENT, stat(path_of(name), &status));
}

/* Each user comes after the one before has gone, and finds the value that one left. */
CASE(sem_persist_kernel_lifetime)
{
	enum { USERS = 3 };
	const char *name = unique_name();
	int i;

	for (i = 0; i < USERS; i++) {
		struct actor *user = ACTOR("user")
		{
			sem_t *semaphore =
				i == 0 ? new_named_semaphore(name, 0) : open_semaphore(name);

			expect_value(semaphore, i);
			EXPECT_OK(sem_post(semaphore));
		}

		expect_finished(user);
	}
	expect_value(open_semaphore(name), USERS);
	remove_semaphore(name);
	expect_no_semaphore(name);
}
