/* When sem_open() fails, and that it then has done nothing. */
#include "named.h"

#include "../posix_shm/posix_shm.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

CASE(sem_open_enoent_without_creat, sem_open_enoent)
{
	const char *name = unique_name();
	int fd = lowest_free();

	EXPECT_ERROR(ENOENT, sem_open(name, 0));
	EXPECT_ERROR(ENOENT, sem_open(name, 0, 0600, 1));
	new_named_semaphore(name, 1);
	open_semaphore(name);
	remove_semaphore(name);
	EXPECT_ERROR(ENOENT, sem_open(name, 0));
	EXPECT_EQ(fd, lowest_free());
}

CASE(sem_open_excl_existing_eexist, sem_open_eexist)
{
	const char *name = unique_name();
	sem_t *semaphore = new_named_semaphore(name, 2);
	int fd = lowest_free();
	struct actor *other;

	EXPECT_ERROR(EEXIST, sem_open(name, O_CREAT | O_EXCL, 0600, 2));
	EXPECT_ERROR(EEXIST, sem_open(name, O_CREAT | O_EXCL, 0, 5));
	other = ACTOR("other process")
	{
		close_semaphore(semaphore);
		EXPECT_ERROR(EEXIST, sem_open(name, O_CREAT | O_EXCL, 0666, 7));
	}
	expect_finished(other);
	EXPECT_EQ(fd, lowest_free());
	expect_value(semaphore, 2);
	remove_semaphore(name);
}

CASE(sem_open_value_over_max_einval, sem_open_einval_value)
{
	unsigned largest = largest_value();
	const char *name = unique_name();

	if (largest == UINT_MAX)
		skip_unsupported("no unsigned value is above SEM_VALUE_MAX");
	EXPECT_ERROR(EINVAL, sem_open(name, O_CREAT, 0600, largest + 1));
	EXPECT_ERROR(EINVAL, sem_open(name, O_CREAT | O_EXCL, 0600, UINT_MAX));
	expect_no_semaphore(name);
	expect_value(create_semaphore(name, O_CREAT | O_EXCL, 0600, largest), (int)largest);
	remove_semaphore(name);
}

/* permission_test.c has the other half, where it is the semaphore that refuses. */
static const struct variant denied[] = {{"creation", 0, NULL}};

CASE_VARIANTS(denied, sem_open_eacces)
{
	const char *name = unique_name();
	struct actor *user;

	enter_private_names("mode=0777");
	close_semaphore(new_named_semaphore(name, 1));
	remove_semaphore(name);
	user = ACTOR("user")
	{
		deny_names();
		EXPECT_ERROR(EACCES, sem_open(name, O_CREAT, 0600, 1));
		EXPECT_ERROR(EACCES, sem_open(name, O_CREAT | O_EXCL, 0600, 1));
		expect_no_semaphore(name);
	}
	expect_finished(user);
}

/*
 * How to run out of something that sem_open() needs. Each is for an actor of
 * its own, and is called with a name that is not to be there afterwards.
 */
static void lack_descriptors(const char *name)
{
	leave_descriptors(0);
	EXPECT_ERROR(EMFILE, sem_open(name, O_CREAT, 0600, 1));
	EXPECT_ERROR(EMFILE, sem_open(name, O_CREAT | O_EXCL, 0600, 1));
}

static void lack_mappings(const char *name)
{
	deny_memory();
	EXPECT_ERROR(ENOMEM, sem_open(name, O_CREAT, 0600, 1));
	EXPECT_ERROR(ENOMEM, sem_open(name, O_CREAT | O_EXCL, 0600, 1));
	limit_memory(RLIM_INFINITY);
}

static bool is_room_for_page(void)
{
	size_t size = (size_t)sysconf(_SC_PAGESIZE);
	void *page = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (page != MAP_FAILED)
		munmap(page, size);
	return page != MAP_FAILED;
}

/* Limits the process to what it has and one page: to the least limit that permits it. */
static void leave_one_page(void)
{
	rlim_t too_small = 0;
	rlim_t enough = RLIM_INFINITY / 2;

	while (enough - too_small > 1) {
		rlim_t middle = too_small + (enough - too_small) / 2;

		limit_memory(middle);
		*(is_room_for_page() ? &enough : &too_small) = middle;
	}
	limit_memory(enough);
}

/* The semaphore itself can be mapped; what the process notes of it has no place. */
static void lack_memory(const char *name)
{
	use_up_memory();
	leave_one_page();
	EXPECT_ERROR(ENOMEM, sem_open(name, O_CREAT | O_EXCL, 0600, 1));
	limit_memory(RLIM_INFINITY);
}

/* The limits of a tmpfs on its blocks and its names: there is room for two semaphores. */
enum { SEMAPHORES_THAT_FIT = 2 };
#define ROOM "nr_blocks=2"
#define NAMES_THAT_FIT "nr_inodes=4"

static const char *fill_up(const char *options)
{
	const char *name;
	int i;

	enter_private_names(options);
	for (i = 0; i < SEMAPHORES_THAT_FIT; i++) {
		name = unique_name();
		new_named_semaphore(name, 1);
	}
	return name;
}

/* What is in private sight only, it has to look for itself. */
static void lack_room(const char *name)
{
	fill_up(ROOM);
	EXPECT_ERROR(ENOSPC, sem_open(name, O_CREAT | O_EXCL, 0600, 1));
	EXPECT_ERROR(ENOSPC, sem_open(name, O_CREAT, 0600, 1));
	expect_no_semaphore(name);
}

CASE(sem_open_emfile)
{
	const char *name = unique_name();
	const char *missing = unique_name();
	sem_t *semaphore = new_named_semaphore(name, 2);
	struct actor *opener = ACTOR("opener")
	{
		close_semaphore(semaphore);
		lack_descriptors(missing);
		EXPECT_ERROR(EMFILE, sem_open(name, 0));
	}

	expect_finished(opener);
	expect_no_semaphore(missing);
	expect_value(semaphore, 2);
	remove_semaphore(name);
}

CASE(sem_open_enomem)
{
	const char *name = unique_name();
	const char *missing = unique_name();
	sem_t *semaphore = new_named_semaphore(name, 2);
	struct actor *opener = ACTOR("opener")
	{
		int fd = lowest_free();

		close_semaphore(semaphore);
		lack_mappings(missing);
		deny_memory();
		EXPECT_ERROR(ENOMEM, sem_open(name, 0));
		limit_memory(RLIM_INFINITY);
		EXPECT_EQ(fd, lowest_free());
	}

	expect_finished(opener);
	expect_no_semaphore(missing);
	expect_value(semaphore, 2);
	remove_semaphore(name);
}

static const struct variant limits[] = {{"room", 0, ROOM}, {"names", 0, NAMES_THAT_FIT}};

/* What is refused once takes nothing; when there is room again, it is made. */
CASE_VARIANTS(limits, sem_open_enospc)
{
	const char *last = fill_up(variant()->data);
	const char *name = unique_name();
	struct statvfs before;
	struct statvfs after;
	sem_t *semaphore;

	SETUP(statvfs("/dev/shm", &before));
	EXPECT_ERROR(ENOSPC, sem_open(name, O_CREAT | O_EXCL, 0600, 1));
	EXPECT_ERROR(ENOSPC, sem_open(name, O_CREAT, 0600, 1));
	expect_no_semaphore(name);
	SETUP(statvfs("/dev/shm", &after));
	EXPECT_EQ(before.f_bfree, after.f_bfree);
	EXPECT_EQ(before.f_ffree, after.f_ffree);
	semaphore = open_semaphore(last);
	remove_semaphore(last);
	close_semaphore(semaphore);
	close_semaphore(semaphore);
	create_semaphore(name, O_CREAT | O_EXCL, 0600, 1);
}

static void give_too_large_a_value(const char *name)
{
	EXPECT_ERROR(EINVAL, sem_open(name, O_CREAT, 0600, UINT_MAX));
	EXPECT_ERROR(EINVAL, sem_open(name, O_CREAT | O_EXCL, 0600, UINT_MAX));
}

static void (*const failures[])(const char *name) = {give_too_large_a_value, lack_descriptors,
						     lack_mappings, lack_memory, lack_room};

/* The value is the place among these functions. */
static const struct variant reasons[] = {{"value", 0, NULL},
					 {"descriptors", 1, NULL},
					 {"mappings", 2, NULL},
					 {"memory", 3, NULL},
					 {"room", 4, NULL}};

CASE_VARIANTS(reasons, sem_open_failed_creates_nothing)
{
	const char *name = unique_name();
	struct actor *creator = ACTOR("creator")
	{
		failures[variant()->value](name);
	}

	expect_finished(creator);
	expect_no_semaphore(name);
}
