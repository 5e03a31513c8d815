/* Whose a semaphore is, and whom its mode lets in. */
#include "named.h"

#include "../../atf/identity.h"

#include "../posix_shm/posix_shm.h"

#include <unistd.h>

/* What the bits of one class grant; more than one of them a system need not tell apart. */
enum { NOTHING = 0, EVERYTHING = 06 };

static mode_t mode_of_classes(mode_t owner, mode_t group, mode_t others)
{
	return owner << 6 | group << 3 | others;
}

/* A mode that grants the bits to one class, and to both others the opposite. */
static mode_t mode_granting(mode_t bits, int shift)
{
	mode_t left = EVERYTHING & ~bits;

	return (mode_of_classes(left, left, left) & ~((mode_t)EVERYTHING << shift)) | bits << shift;
}

static void expect_access(const char *name, bool is_granted)
{
	if (is_granted) {
		close_semaphore(open_semaphore(name));
		return;
	}
	EXPECT_ERROR(EACCES, sem_open(name, 0));
	EXPECT_ERROR(EACCES, sem_open(name, O_CREAT, 0666, 1));
}

/* Every requester, let in and kept out, while the others are the opposite. */
CASE_VARIANTS(requesters, sem_open_permission_denied_eacces)
{
	static const mode_t grants[] = {EVERYTHING, NOTHING};
	const struct identity *requester = variant()->data;
	int shift = (int)variant()->value;
	bool is_free = may_change_ids();
	const char *name = unique_name();
	size_t i;

	if (!is_free && requester->user != OWNER)
		skip_unpermitted("an ordinary user is the owner of all his semaphores");
	umask(0);
	for (i = 0; i < sizeof(grants) / sizeof(grants[0]); i++) {
		mode_t mode = mode_granting(grants[i], shift);

		if (is_free)
			take_identity(&owner_of_objects);
		close_semaphore(create_semaphore(name, O_CREAT | O_EXCL, mode, 1));
		if (is_free)
			take_identity(requester);
		expect_access(name, grants[i] == EVERYTHING);
		if (is_free)
			SETUP(seteuid(0));
		remove_semaphore(name);
	}
}

/* The first row lets everybody in, the third and the last keep out whoever is not privileged. */
CASE(sem_open_mode_umask)
{
	enum { MODES = 6 };
	static const struct {
		mode_t mode, mask, expected;
	} modes[MODES] = {{0666, 0, 0666}, {0666, 077, 0600}, {0666, 0666, 0},
			  {0660, 0, 0660}, {0606, 022, 0604}, {0, 0, 0}};
	const char *names[MODES];
	struct actor *user;
	int i;

	for (i = 0; i < MODES; i++) {
		struct stat status;

		names[i] = unique_name();
		umask(modes[i].mask);
		create_semaphore(names[i], O_CREAT | O_EXCL, modes[i].mode, 1);
		if (status_of_semaphore(names[i], &status))
			EXPECT_EQ(modes[i].expected, status.st_mode & 0777);
	}
	user = ACTOR("user")
	{
		become_unprivileged();
		expect_access(names[0], true);
		expect_access(names[2], false);
		expect_access(names[MODES - 1], false);
	}
	expect_finished(user);
	for (i = 0; i < MODES; i++)
		remove_semaphore(names[i]);
}

/* Of a creator whose real user ID is another one, if that can be had. */
CASE(sem_open_owner_euid)
{
	const char *name = unique_name();
	bool is_free = may_change_ids();
	struct stat status;

	if (is_free)
		take_identity(&owner_of_objects);
	new_named_semaphore(name, 1);
	expect_access(name, true);
	if (status_of_semaphore(name, &status))
		EXPECT_EQ(geteuid(), status.st_uid);
	if (is_free) {
		take_identity(&stranger);
		expect_access(name, false);
		SETUP(seteuid(0));
	}
	remove_semaphore(name);
}

CASE(sem_open_group_egid_or_dir)
{
	const char *name = unique_name();
	bool is_free = may_change_ids();
	struct stat status;

	if (is_free)
		take_identity(&owner_of_objects);
	new_named_semaphore(name, 1);
	if (status_of_semaphore(name, &status))
		observe("the group of a new semaphore", "%s effective group ID",
			status.st_gid == getegid() ? "the" : "not the");
	if (is_free)
		SETUP(seteuid(0));
	remove_semaphore(name);
}

/* To one that is there; open_errors_test.c has the other half, where creation is refused. */
CASE(sem_open_eacces)
{
	const char *name = unique_name();
	sem_t *semaphore = create_semaphore(name, O_CREAT | O_EXCL, 0, 1);
	struct actor *user = ACTOR("user")
	{
		int fd = lowest_free();

		become_unprivileged();
		expect_access(name, false);
		EXPECT_EQ(fd, lowest_free());
	}

	expect_finished(user);
	expect_value(semaphore, 1);
	remove_semaphore(name);
}

/* The value says whether the names' directory refuses everything, or only what is another's. */
static const struct variant refusals[] = {{"of_directory", true, NULL}, {"of_owner", false, NULL}};

/* Tries to remove the name as one who may not, to whom the semaphore is open. */
static void remove_unpermitted(const char *name)
{
	struct actor *user = ACTOR("user")
	{
		if (variant()->value)
			deny_names();
		else
			become_unprivileged();
		expect_access(name, true);
		EXPECT_ERROR(EACCES, sem_unlink(name));
	}

	expect_finished(user);
}

/* A new semaphore, open to everybody, where its name may be refused to the user. */
static sem_t *new_semaphore_to_refuse(const char *name, unsigned value)
{
	if (variant()->value)
		enter_private_names("mode=01777");
	else if (geteuid() != 0)
		skip_unpermitted("an ordinary user has no semaphore of another user");
	umask(0);
	return create_semaphore(name, O_CREAT | O_EXCL, 0666, value);
}

CASE_VARIANTS(refusals, sem_unlink_eacces)
{
	const char *name = unique_name();

	new_semaphore_to_refuse(name, 1);
	remove_unpermitted(name);
	remove_semaphore(name);
	expect_no_semaphore(name);
}

CASE_VARIANTS(refusals, sem_unlink_fail_no_change)
{
	const char *name = unique_name();
	sem_t *semaphore = new_semaphore_to_refuse(name, 3);
	struct stat status;

	remove_unpermitted(name);
	EXPECT(open_semaphore(name) == semaphore);
	expect_value(semaphore, 3);
	EXPECT_OK(sem_wait(semaphore));
	if (status_of_semaphore(name, &status))
		EXPECT_EQ(0666, status.st_mode & 0777);
	remove_semaphore(name);
}
