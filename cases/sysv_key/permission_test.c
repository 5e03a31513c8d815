/*
 * What the permission bits grant, and to whom. Every combination of rights is
 * tried: granted to the class in question, and to the others what is left.
 */
#include "sysv_key.h"

#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/capability.h>
#endif

/* Shifts of the bits of the classes in a mode. */
enum { OTHER_CLASS = 0, GROUP_CLASS = 3, USER_CLASS = 6 };

static const mode_t grants[] = {0, MAY_READ, MAY_ALTER, MAY_BOTH};
enum { GRANTS = sizeof(grants) / sizeof(grants[0]) };

/* The same for each class. */
static mode_t mode_for_all(mode_t bits)
{
	return bits << USER_CLASS | bits << GROUP_CLASS | bits << OTHER_CLASS;
}

/* Grants the bits to one class, and to the others what is left. */
static mode_t mode_granting(mode_t bits, int class)
{
	mode_t others = mode_for_all(MAY_BOTH & ~bits);

	return (others & ~((mode_t)MAY_BOTH << class)) | bits << class;
}

/* What came of a call by somebody whom the bits are granted to. */
static void expect_result(bool is_granted, mode_t granted, const char *call, int result)
{
	static const char *const rights[] = {"nothing", "alter", "read", "both"};
	int expected = is_granted ? 0 : EACCES;
	int observed = result == -1 ? errno : 0;

	EXPECT_THAT(observed == expected,
		    "%s by user %ld of group %ld, granted %s: expected %s, observed %s", call,
		    (long)geteuid(), (long)getegid(), rights[granted / MAY_ALTER],
		    error_name(expected), error_name(observed));
}

static void expect_reading(const struct kind *kind, int id, mode_t granted)
{
	struct object_status status;
	bool may_read = granted & MAY_READ;

	expect_result(may_read, granted, "IPC_STAT", kind->stat(id, &status));
	expect_result(may_read, granted, "an operation that reads", kind->read(id));
}

static void expect_altering(const struct kind *kind, int id, mode_t granted)
{
	bool may_alter = (granted & kind->alter_bits) == kind->alter_bits;

	expect_result(may_alter, granted, "an operation that alters", kind->alter(id));
}

/* Gets that ask for each combination of rights. */
static void expect_getting(const struct kind *kind, key_t key, int id, mode_t granted)
{
	char call[40];
	size_t i;

	for (i = 0; i < GRANTS; i++) {
		int asked = (int)mode_for_all(grants[i]);
		bool may_get = !(grants[i] & ~granted);
		int found;

		snprintf(call, sizeof(call), "a get that asks for %04o", (unsigned)asked);
		found = kind->get(key, asked);
		expect_result(may_get, granted, call, found);
		if (may_get)
			EXPECT_EQ(id, found);
	}
}

static void expect_access(const struct kind *kind, key_t key, int id, mode_t granted)
{
	expect_altering(kind, id, granted);
	expect_reading(kind, id, granted);
	expect_getting(kind, key, id, granted);
}

CASE_VARIANTS(kinds, key_mode_low_9_bits)
{
	static const mode_t modes[] = {0, 0777, 0666, 0640, 0421, 0124, 0100};
	const struct kind *kind = variant()->data;
	size_t i;

	umask(0777);
	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		/* The caller has to be able to read it. */
		int id = make_object(kind, unique_key(), modes[i] | S_IRUSR);

		EXPECT_EQ(modes[i] | S_IRUSR, status_of_object(kind, id).permissions.mode & 0777);
		remove_object(kind, id);
	}
}

/*
 * With them and without, the same is granted. Whether a get may ask for them is
 * another question, which the standard does not answer.
 */
CASE_VARIANTS(kinds, key_execute_bits_unused)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	size_t i;
	int id;

	act_as(&creator);
	id = make_object(kind, key, 0600);
	errno = 0;
	observe("a get that asks for execute permission on an object of mode 0600", "%s",
		kind->get(key, 0700) == id ? "success" : error_name(errno));
	for (i = 0; i < GRANTS; i++) {
		set_mode(kind, id, mode_granting(grants[i], USER_CLASS) | 0111);
		expect_access(kind, key, id, grants[i]);
	}
	remove_object(kind, id);
	act_as_oneself();
}

CASE_VARIANTS(kinds, key_get_permission_check)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	size_t i;
	int id;

	act_as(&creator);
	id = make_object(kind, key, 0);
	for (i = 0; i < GRANTS; i++) {
		set_mode(kind, id, mode_granting(grants[i], USER_CLASS));
		expect_getting(kind, key, id, grants[i]);
		/* What exists is checked likewise if it may be created. */
		if (grants[i] != MAY_BOTH)
			EXPECT_ERROR(EACCES, kind->get(key, IPC_CREAT | 0600));
	}
	remove_object(kind, id);
	act_as_oneself();
}

CASE_VARIANTS(kinds, key_get_zero_mode_no_check)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	int id;

	act_as(&creator);
	id = make_object(kind, key, 0);
	EXPECT_EQ(id, kind->get(key, 0));
	EXPECT_EQ(id, kind->get(key, IPC_CREAT));
	if (may_act_as_others()) {
		act_as(&stranger);
		EXPECT_EQ(id, kind->get(key, 0));
		act_as(&creator);
	}
	remove_object(kind, id);
	act_as_oneself();
}

CASE_VARIANTS(kinds, key_read_permission_needed)
{
	const struct kind *kind = variant()->data;
	size_t i;
	int id;

	act_as(&creator);
	id = make_private(kind);
	for (i = 0; i < GRANTS; i++) {
		set_mode(kind, id, mode_granting(grants[i], USER_CLASS));
		expect_reading(kind, id, grants[i]);
	}
	remove_object(kind, id);
	act_as_oneself();
}

CASE_VARIANTS(kinds, key_alter_permission_needed)
{
	const struct kind *kind = variant()->data;
	size_t i;
	int id;

	act_as(&creator);
	id = make_private(kind);
	for (i = 0; i < GRANTS; i++) {
		set_mode(kind, id, mode_granting(grants[i], USER_CLASS));
		expect_altering(kind, id, grants[i]);
	}
	remove_object(kind, id);
	act_as_oneself();
}

/*
 * The requester has what the bits of the class grant on an object of the
 * creator that was given to that user and group.
 */
static void expect_class(const struct identity *requester, int class, uid_t user, gid_t group)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	size_t i;
	int id;

	act_as(&creator);
	id = make_object(kind, key, 0);
	for (i = 0; i < GRANTS; i++) {
		act_as(&creator);
		EXPECT_EQ(0, kind->set(id, user, group, mode_granting(grants[i], class)));
		act_as(requester);
		expect_access(kind, key, id, grants[i]);
	}
	act_as(&creator);
	remove_object(kind, id);
	act_as_oneself();
}

/* First, the creator of an object that is another user's now; then that user. */
CASE_VARIANTS(kinds, key_owner_class_uid_or_cuid)
{
	expect_class(&creator, USER_CLASS, STRANGER, SECOND_GROUP);
	if (may_act_as_others())
		expect_class(&stranger, USER_CLASS, STRANGER, SECOND_GROUP);
}

CASE_VARIANTS(kinds, key_group_class_gid_or_cgid)
{
	const struct identity of_cgid = {STRANGER, GROUP, OTHER_GROUP};
	const struct identity of_gid = {STRANGER, SECOND_GROUP, OTHER_GROUP};

	expect_class(&of_cgid, GROUP_CLASS, CREATOR, SECOND_GROUP);
	expect_class(&of_gid, GROUP_CLASS, CREATOR, SECOND_GROUP);
#ifdef __linux__
	expect_class(&(struct identity){STRANGER, OTHER_GROUP, GROUP}, GROUP_CLASS, CREATOR,
		     SECOND_GROUP);
	expect_class(&(struct identity){STRANGER, OTHER_GROUP, SECOND_GROUP}, GROUP_CLASS, CREATOR,
		     SECOND_GROUP);
#endif
}

CASE_VARIANTS(kinds, key_other_class)
{
	expect_class(&stranger, OTHER_CLASS, CREATOR, GROUP);
}

CASE_VARIANTS(kinds, key_class_exclusive)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	int id;

	act_as(&creator);
	id = make_object(kind, key, 0077);
	expect_access(kind, key, id, 0);
	if (may_act_as_others()) {
		set_mode(kind, id, 0707);
		act_as(&(struct identity){STRANGER, GROUP, OTHER_GROUP});
		expect_access(kind, key, id, 0);
		act_as(&creator);
	}
	remove_object(kind, id);
	act_as_oneself();
}

/* Whether permission bits do not apply to the process: Linux has a privilege of its own. */
static bool is_privileged(void)
{
#ifdef __linux__
	return has_capability(CAP_IPC_OWNER);
#else
	return geteuid() == 0;
#endif
}

CASE_VARIANTS(kinds, key_privileged_bypasses)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	bool is_others = is_privileged() && may_act_as_others();
	int id;

	/* In a world of his own, an ordinary user has all privileges. */
	if (!is_privileged())
		enter_private(PRIVATE_IPC);
	if (!is_privileged())
		skip_unpermitted("no process here has the privilege");
	if (is_others)
		act_as(&creator);
	id = make_object(kind, key, 0);
	if (is_others)
		act_as_oneself();
	expect_access(kind, key, id, MAY_BOTH);
	remove_object(kind, id);
}
