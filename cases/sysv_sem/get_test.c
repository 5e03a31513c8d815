/* semget(): what a new set is like, and how one that is there is found. */
#include "sysv_sem.h"

#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

/* Exactly so many semaphores can be used. */
static void expect_size(int id, int count)
{
	EXPECT_EQ(count, semaphore_set_status(id).sem_nsems);
	set_value(id, count - 1, 1);
	expect_value_of(id, count - 1, 1);
	EXPECT_ERROR(EINVAL, semctl(id, count, GETVAL));
}

CASE(sysv_sem_get_creates_nsems)
{
	static const int counts[] = {1, 2, 7, 25};
	size_t i;

	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		key_t key = unique_key();
		int named = (int)EXPECT_OK(semget(key, counts[i], IPC_CREAT | 0600));
		int private = (int)EXPECT_OK(semget(IPC_PRIVATE, counts[i], 0600));

		own_semaphore_set(private);
		expect_size(named, counts[i]);
		expect_size(private, counts[i]);
		EXPECT_EQ(named, semget(key, counts[i], IPC_CREAT | 0600));
		remove_semaphore_set(named);
		remove_semaphore_set(private);
	}
}

/* Value is "the effective ids are not the real ones". */
static const struct variant ids[] = {{"own_ids", false, NULL}, {"effective_ids", true, NULL}};

static void become_effectively_other(void)
{
	enum { OTHER_USER = 1, OTHER_GROUP = 2 };

	if (geteuid() != 0 || setegid(OTHER_GROUP) == -1 || seteuid(OTHER_USER) == -1)
		skip_unpermitted("the user may not take other effective ids");
}

/* All the modes have read permission for the owner, who has to look. */
CASE_VARIANTS(ids, sysv_sem_get_init_owner)
{
	static const int modes[] = {0400, 0600, 0444, 0421, 0666, 0777};
	struct actor *creator = ACTOR("creator")
	{
		size_t i;

		if (variant()->value)
			become_effectively_other();
		umask(0777);
		for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
			int id = (int)EXPECT_OK(semget(IPC_PRIVATE, 1, IPC_CREAT | modes[i]));
			struct semid_ds status;

			own_semaphore_set(id);
			status = semaphore_set_status(id);
			EXPECT_EQ(geteuid(), status.sem_perm.uid);
			EXPECT_EQ(geteuid(), status.sem_perm.cuid);
			EXPECT_EQ(getegid(), status.sem_perm.gid);
			EXPECT_EQ(getegid(), status.sem_perm.cgid);
			EXPECT_EQ(modes[i], status.sem_perm.mode & 0777);
			remove_semaphore_set(id);
		}
	}

	expect_finished(creator);
}

/* Operates on both semaphores, and leaves them with values of their own. */
static void use(int id)
{
	EXPECT_EQ(0, operate_all(id, {0, 5, 0}, {1, 6, 0}));
}

CASE(sysv_sem_get_init_otime_zero)
{
	int used = new_semaphore_set(2);
	struct semid_ds status;
	time_t before;
	time_t after;
	int id;

	/* The memory may be handed on. */
	use(used);
	remove_semaphore_set(used);
	before = file_clock().tv_sec;
	id = (int)EXPECT_OK(semget(IPC_PRIVATE, 2, IPC_CREAT | 0600));
	own_semaphore_set(id);
	after = time(NULL);
	status = semaphore_set_status(id);
	EXPECT_EQ(0, status.sem_otime);
	EXPECT_THAT(before <= status.sem_ctime && status.sem_ctime <= after,
		    "sem_ctime: expected %jd to %jd, observed %jd", (intmax_t)before,
		    (intmax_t)after, (intmax_t)status.sem_ctime);
	remove_semaphore_set(id);
}

CASE(sysv_sem_get_values_not_initialized)
{
	unsigned short values[2];
	union semun argument = {.array = values};
	int used = new_semaphore_set(2);
	int id;

	use(used);
	remove_semaphore_set(used);
	id = (int)SETUP(semget(IPC_PRIVATE, 2, IPC_CREAT | 0600));
	own_semaphore_set(id);
	SETUP(semctl(id, 0, GETALL, argument));
	observe("values in a new set", "%hu, %hu", values[0], values[1]);
	remove_semaphore_set(id);
}

/* A new set of three semaphores that have values, and that has the key. */
static int new_named_set(key_t key)
{
	int id = (int)SETUP(semget(key, 3, IPC_CREAT | IPC_EXCL | 0600));

	set_value(id, 0, 4);
	set_value(id, 1, 5);
	set_value(id, 2, 6);
	return id;
}

static void remove_named_set(int id)
{
	expect_values(id, 4, 5, 6);
	EXPECT_EQ(3, semaphore_set_status(id).sem_nsems);
	remove_semaphore_set(id);
}

CASE(sysv_sem_get_nsems_zero_existing_ok)
{
	key_t key = unique_key();
	int id = new_named_set(key);

	EXPECT_EQ(id, semget(key, 0, 0));
	EXPECT_EQ(id, semget(key, 0, 0600));
	EXPECT_EQ(id, semget(key, 0, IPC_CREAT | 0600));
	remove_named_set(id);
}

CASE(sysv_sem_get_nsems_smaller_ok)
{
	key_t key = unique_key();
	int id = new_named_set(key);

	EXPECT_EQ(id, semget(key, 1, 0));
	EXPECT_EQ(id, semget(key, 2, IPC_CREAT | 0600));
	EXPECT_EQ(id, semget(key, 3, 0600));
	EXPECT_EQ(id, semget(key, 3, IPC_CREAT | 0600));
	remove_named_set(id);
}

CASE(sysv_sem_get_nsems_larger_einval, semget_einval_existing)
{
	key_t key = unique_key();
	int id = new_named_set(key);

	EXPECT_ERROR(EINVAL, semget(key, 4, 0));
	EXPECT_ERROR(EINVAL, semget(key, 4, IPC_CREAT | 0600));
	EXPECT_ERROR(EINVAL, semget(key, 100, 0600));
	EXPECT_EQ(id, semget(key, 3, 0));
	remove_named_set(id);
}

CASE(sysv_sem_get_create_zero_einval, semget_einval_nsems)
{
	static const int counts[] = {0, -1, INT_MIN};
	key_t key = unique_key();
	size_t i;
	int id;

	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		EXPECT_ERROR(EINVAL, semget(key, counts[i], IPC_CREAT | 0600));
		EXPECT_ERROR(EINVAL, semget(key, counts[i], IPC_CREAT | IPC_EXCL | 0600));
		EXPECT_ERROR(EINVAL, semget(IPC_PRIVATE, counts[i], 0600));
	}
	EXPECT_ERROR(ENOENT, semget(key, 0, 0));
	id = (int)EXPECT_OK(semget(key, 1, IPC_CREAT | 0600));
	remove_semaphore_set(id);
}

/* Value is the limit, in a namespace of its own; 0: it is what it is. */
static const struct variant limits[] = {{"usual_limit", 0, NULL}, {"low_limit", 3, NULL}};

CASE_VARIANTS(limits, sysv_sem_get_create_over_limit_einval, semget_einval_nsems)
{
	int limit = (int)variant()->value;
	int too_many = limit ? limit + 1 : INT_MAX;
	key_t key = unique_key();
	int id;

	if (limit)
		enter_semaphore_limits((struct semaphore_limits){limit, 100, 10, 10});
	EXPECT_ERROR(EINVAL, semget(key, too_many, IPC_CREAT | 0600));
	EXPECT_ERROR(EINVAL, semget(key, INT_MAX, IPC_CREAT | 0600));
	EXPECT_ERROR(EINVAL, semget(IPC_PRIVATE, too_many, 0600));
	EXPECT_ERROR(ENOENT, semget(key, 0, 0));
	id = (int)EXPECT_OK(semget(key, limit ? limit : 1, IPC_CREAT | 0600));
	remove_semaphore_set(id);
}

CASE(sysv_sem_get_enoent, semget_enoent)
{
	key_t key = unique_key();
	int id;

	EXPECT_ERROR(ENOENT, semget(key, 1, 0));
	EXPECT_ERROR(ENOENT, semget(key, 0, 0600));
	EXPECT_ERROR(ENOENT, semget(key, 1, IPC_EXCL | 0600));
	/* None of these made the set, and a removed one is not there. */
	EXPECT_ERROR(ENOENT, semget(key, 1, 0600));
	id = (int)EXPECT_OK(semget(key, 1, IPC_CREAT | 0600));
	remove_semaphore_set(id);
	EXPECT_ERROR(ENOENT, semget(key, 1, 0));
}

CASE(sysv_sem_get_eexist, semget_eexist)
{
	key_t key = unique_key();
	int id = new_named_set(key);

	EXPECT_ERROR(EEXIST, semget(key, 3, IPC_CREAT | IPC_EXCL | 0600));
	EXPECT_ERROR(EEXIST, semget(key, 1, IPC_CREAT | IPC_EXCL | 0600));
	EXPECT_ERROR(EEXIST, semget(key, 3, IPC_CREAT | IPC_EXCL));
	EXPECT_EQ(id, semget(key, 3, IPC_EXCL));
	remove_named_set(id);
	id = (int)EXPECT_OK(semget(key, 3, IPC_CREAT | IPC_EXCL | 0600));
	remove_semaphore_set(id);
}

/* What the group may, neither the owner may, if it is no root, nor another user. */
CASE(semget_eacces)
{
	key_t key = unique_key();
	int id = (int)EXPECT_OK(semget(key, 1, IPC_CREAT | IPC_EXCL | 0060));
	struct actor *user = ACTOR("unprivileged user")
	{
		become_unprivileged();
		EXPECT_ERROR(EACCES, semget(key, 1, 0600));
		EXPECT_ERROR(EACCES, semget(key, 1, 0400));
		EXPECT_ERROR(EACCES, semget(key, 0, 0200));
		EXPECT_ERROR(EACCES, semget(key, 1, IPC_CREAT | 0666));
		EXPECT_EQ(id, semget(key, 1, 0));
	}

	expect_finished(user);
	remove_semaphore_set(id);
}

/* With one more set of two semaphores, there would be too many sets, or semaphores. */
static const struct semaphore_limits two_sets = {10, 100, 10, 2};
static const struct semaphore_limits five_semaphores = {10, 5, 10, 100};
static const struct variant shortages[] = {{"sets", 0, &two_sets},
					   {"semaphores", 0, &five_semaphores}};

CASE_VARIANTS(shortages, semget_enospc)
{
	const struct semaphore_limits *lack = variant()->data;
	key_t key = unique_key();
	int first;
	int id;

	enter_semaphore_limits(*lack);
	first = new_semaphore_set(2);
	id = new_semaphore_set(2);
	EXPECT_ERROR(ENOSPC, semget(IPC_PRIVATE, 2, IPC_CREAT | 0600));
	EXPECT_ERROR(ENOSPC, semget(key, 2, IPC_CREAT | 0600));
	EXPECT_ERROR(ENOENT, semget(key, 0, 0));
	remove_semaphore_set(first);
	first = (int)EXPECT_OK(semget(key, 2, IPC_CREAT | 0600));
	EXPECT_EQ(first, semget(key, 2, IPC_CREAT | 0600));
	remove_semaphore_set(first);
	remove_semaphore_set(id);
}
