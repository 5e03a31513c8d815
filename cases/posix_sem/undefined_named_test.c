/*
 * What sem_open() and sem_close() may do as they like with. Each is tried in a
 * process of its own, on a semaphore of its own; how that process ends is
 * nobody's fault.
 */
#include "named.h"

static const char *describe(sem_t *semaphore)
{
	if (semaphore == SEM_FAILED)
		return error_name(errno);
	return touch(semaphore, TOUCH_READ) ? "an address without memory" : "a semaphore";
}

CASE(sem_open_excl_without_creat_undefined)
{
	const char *name = unique_name();
	const char *missing = unique_name();
	struct actor *opener;

	new_named_semaphore(name, 1);
	opener = ACTOR("opener")
	{
		observe("O_EXCL on a semaphore", "%s", describe(sem_open(name, O_EXCL)));
		observe("O_EXCL on a missing name", "%s",
			describe(sem_open(missing, O_EXCL, 0600, 1)));
	}
	let_try(opener);
	remove_semaphore(name);
	sem_unlink(missing);
}

CASE(sem_open_other_flags_unspecified)
{
	static const struct {
		const char *key;
		int flag;
	} flags[] = {{"O_RDWR", O_RDWR}, {"O_NONBLOCK", O_NONBLOCK}, {"O_TRUNC", O_TRUNC}};
	size_t i;

	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		const char *name = unique_name();
		struct actor *opener;

		new_named_semaphore(name, 1);
		opener = ACTOR("opener")
		{
			observe(flags[i].key, "%s", describe(sem_open(name, flags[i].flag)));
		}
		let_try(opener);
		remove_semaphore(name);
	}
}

CASE(sem_open_copies_undefined)
{
	const char *name = unique_name();
	sem_t *semaphore = new_named_semaphore(name, 1);
	struct actor *user;

	remove_semaphore(name);
	user = ACTOR("user")
	{
		sem_t copy = *semaphore;
		int value = -1;

		observe_result("sem_post() of a copy", sem_post(&copy));
		sem_getvalue(semaphore, &value);
		observe("the value of the original, 1 before", "%d", value);
	}
	let_try(user);
}

CASE(sem_close_unnamed_undefined)
{
	struct actor *user = ACTOR("user")
	{
		sem_t *unnamed = new_semaphore(1);

		observe_result("sem_close() of an unnamed semaphore", sem_close(unnamed));
	}

	let_try(user);
}

CASE(sem_close_invalid_may_einval, sem_close_einval)
{
	const char *name = unique_name();
	sem_t *semaphore = new_named_semaphore(name, 1);
	struct actor *user;

	remove_semaphore(name);
	user = ACTOR("user")
	{
		sem_t no_semaphore;

		observe_result("sem_close() of what is no semaphore", sem_close(&no_semaphore));
		close_semaphore(semaphore);
		observe_result("sem_close() of a semaphore that is closed", sem_close(semaphore));
	}
	let_try(user);
}
