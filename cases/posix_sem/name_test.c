/* Names that a system need not take. */
#include "named.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* A system that took even these would have no name that it does not support. */
CASE(sem_open_einval_name)
{
	static const char *const names[] = {"/", ""};
	const char *name = unique_name();
	int fd = lowest_free();
	size_t i;

	create_semaphore(name, O_CREAT | O_EXCL, 0600, 1);
	remove_semaphore(name);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		EXPECT_ERROR(EINVAL, sem_open(names[i], O_CREAT, 0600, 1));
		EXPECT_ERROR(EINVAL, sem_open(names[i], O_CREAT | O_EXCL, 0600, 1));
		EXPECT_ERROR(EINVAL, sem_open(names[i], 0));
	}
	EXPECT_EQ(fd, lowest_free());
}

/* Tells what becomes of an attempt to make a semaphore of such a name, which is not kept. */
static void observe_name(const char *key, const char *name)
{
	sem_t *semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, 1);

	observe(key, "%s", semaphore == SEM_FAILED ? error_name(errno) : "a semaphore");
	if (semaphore != SEM_FAILED)
		remove_semaphore(name);
}

/* Which semaphore it is that was opened in another way: the value tells. */
static const char *describe(sem_t *other, sem_t *semaphore)
{
	if (other == SEM_FAILED)
		return error_name(errno);
	SETUP(sem_trywait(other));
	return sem_trywait(semaphore) == 0 ? "another semaphore"
	       : other == semaphore	   ? "the same semaphore"
					   : "the same semaphore at another address";
}

CASE(sem_open_no_slash_impl_defined)
{
	const char *name = unique_name();
	sem_t *semaphore = new_named_semaphore(name, 1);

	observe("the name without its slash", "%s", describe(sem_open(name + 1, 0), semaphore));
	remove_semaphore(name);
	observe_name("a new name without a slash", unique_name() + 1);
}

CASE(sem_open_inner_slash_impl_defined)
{
	char name[PATH_MAX];

	snprintf(name, sizeof(name), "%s/inner", unique_name());
	observe_name("a name with an inner slash", name);
	snprintf(name, sizeof(name), "/%s", unique_name());
	observe_name("a name with two slashes before it", name);
	snprintf(name, sizeof(name), "%s/", unique_name());
	observe_name("a name with a slash behind it", name);
}

/* A name that begins like a unique one, and is longer than any path. */
static const char *endless_name(void)
{
	static char name[2 * PATH_MAX];

	memset(name, 'x', sizeof(name) - 1);
	memcpy(name, unique_name_of(100), 100);
	return name;
}

CASE(sem_open_enametoolong)
{
	observe_name("a name of NAME_MAX bytes", unique_name_of(NAME_MAX));
	observe_name("a name of NAME_MAX + 2 bytes", unique_name_of(NAME_MAX + 2));
	observe_name("a name of more than PATH_MAX bytes", endless_name());
}

CASE(sem_unlink_enametoolong)
{
	observe_result("a name of NAME_MAX + 2 bytes", sem_unlink(unique_name_of(NAME_MAX + 2)));
	observe_result("a name of more than PATH_MAX bytes", sem_unlink(endless_name()));
}
