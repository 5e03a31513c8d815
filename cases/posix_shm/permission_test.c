/* Who may do what with an object: owner, mode, and what they refuse. */
#include "posix_shm.h"

#include <string.h>
#include <unistd.h>

/* The same for owner, group and others: whoever tries is refused the same. */
enum { NOTHING = 0, READABLE = 0444, WRITABLE = 0222, BOTH = 0666 };

/* A new object of 3 bytes that has the mode, whatever the umask. */
static struct object new_object_of_mode(mode_t mode)
{
	struct object o = new_object(3);

	memcpy(map_object(o.fd, 3), "abc", 3);
	SETUP(fchmod(o.fd, mode));
	return o;
}

/* Root can be somebody else in effect only; anybody else is who he is. */
static void change_effective_ids(void)
{
	enum { SOMEBODY = 1 };

	if (geteuid() != 0)
		return;
	need_other_users();
	SETUP(setegid(SOMEBODY));
	SETUP(seteuid(SOMEBODY));
}

CASE(shm_open_mode_umask)
{
	static const struct {
		mode_t mode, mask, expected;
	} modes[] = {{0666, 0, 0666}, {0666, 027, 0640}, {0644, 0200, 0444}, {0, 0, 0}};
	size_t i;

	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		const char *name = unique_name();

		umask(modes[i].mask);
		expect_mode(modes[i].expected,
			    own((int)EXPECT_OK(shm_open(name, O_CREAT | O_RDWR, modes[i].mode))));
		remove_object(name);
	}
}

CASE(shm_open_mode_not_for_this_open)
{
	const char *name = unique_name();
	struct actor *creator = ACTOR("creator")
	{
		int fd;

		become_unprivileged();
		fd = own((int)EXPECT_OK(shm_open(name, O_CREAT | O_RDWR, 0)));
		EXPECT_OK(ftruncate(fd, 1));
		*map_object(fd, 1) = 'x';
		EXPECT_ERROR(EACCES, shm_open(name, O_RDWR, 0));
		remove_object(name);
	}

	expect_finished(creator);
}

CASE(shm_open_owner_euid)
{
	struct actor *creator = ACTOR("creator")
	{
		struct object o;

		change_effective_ids();
		o = new_object(0);
		EXPECT_EQ(geteuid(), object_status(o.fd).st_uid);
		remove_object(o.name);
	}

	expect_finished(creator);
}

CASE(shm_open_group_egid_or_dir)
{
	struct actor *creator = ACTOR("creator")
	{
		struct object o;

		change_effective_ids();
		o = new_object(0);
		observe("the group of a new object", "%s effective group ID",
			object_status(o.fd).st_gid == getegid() ? "the" : "not the");
		remove_object(o.name);
	}

	expect_finished(creator);
}

static void expect_permitted(const struct object *objects)
{
	open_object(objects[0].name, O_RDONLY);
	open_object(objects[2].name, O_RDONLY);
	open_object(objects[2].name, O_RDWR);
}

static void expect_refused(const struct object *objects)
{
	int fd = lowest_free();

	EXPECT_ERROR(EACCES, shm_open(objects[0].name, O_RDWR, 0));
	EXPECT_ERROR(EACCES, shm_open(objects[1].name, O_RDONLY, 0));
	EXPECT_ERROR(EACCES, shm_open(objects[1].name, O_RDWR, 0));
	EXPECT_ERROR(EACCES, shm_open(objects[3].name, O_RDONLY, 0));
	EXPECT_ERROR(EACCES, shm_open(objects[3].name, O_CREAT | O_RDWR, 0600));
	EXPECT_EQ(fd, lowest_free());
}

static const struct variant whose_ids[] = {{"all", false, NULL}, {"effective", true, NULL}};

CASE_VARIANTS(whose_ids, shm_open_permission_denied)
{
	static const mode_t modes[] = {READABLE, WRITABLE, BOTH, NOTHING};
	struct object objects[4];
	struct actor *user;
	int i;

	for (i = 0; i < 4; i++)
		objects[i] = new_object_of_mode(modes[i]);
	user = ACTOR("user")
	{
		if (variant()->value)
			change_effective_ids();
		else
			become_unprivileged();
		expect_refused(objects);
		expect_permitted(objects);
	}
	expect_finished(user);
	for (i = 0; i < 4; i++)
		remove_object(objects[i].name);
}

CASE(shm_open_eacces)
{
	struct object o = new_object_of_mode(READABLE);
	struct actor *user = ACTOR("user")
	{
		become_unprivileged();
		EXPECT_ERROR(EACCES, shm_open(o.name, O_RDWR, 0));
		EXPECT_ERROR(EACCES, shm_open(o.name, O_RDWR | O_TRUNC, 0));
		expect_size(3, open_object(o.name, O_RDONLY));
	}

	expect_finished(user);
	EXPECT_BYTES("abc", map_object(o.fd, 3), 3);
	remove_object(o.name);
}

/* The value says whether the names' directory refuses everything, or only what is another's. */
static const struct variant refusals[] = {{"of_directory", true, NULL}, {"of_owner", false, NULL}};

/* Becomes who may not remove the object, which another has made. */
static void become_refused(void)
{
	if (variant()->value)
		deny_names();
	else
		become_unprivileged();
}

/* A new object, where names may be refused to the caller, if that is the variant. */
static struct object new_object_to_refuse(void)
{
	if (variant()->value)
		enter_private_names("mode=0777");
	else if (geteuid() != 0)
		skip_unpermitted("an ordinary user has no object of another user");
	return new_object_of_mode(BOTH);
}

CASE_VARIANTS(refusals, shm_unlink_no_permission_eacces, shm_unlink_eacces)
{
	struct object o = new_object_to_refuse();
	struct actor *user = ACTOR("user")
	{
		become_refused();
		EXPECT_ERROR(EACCES, shm_unlink(o.name));
	}

	expect_finished(user);
	open_object(o.name, O_RDWR);
	remove_object(o.name);
}

CASE_VARIANTS(refusals, shm_unlink_fail_no_change)
{
	struct object o = new_object_to_refuse();
	struct actor *user = ACTOR("user")
	{
		become_refused();
		EXPECT_ERROR(EACCES, shm_unlink(o.name));
	}
	int fd;

	expect_finished(user);
	fd = open_object(o.name, O_RDWR);
	EXPECT_EQ(object_status(o.fd).st_ino, object_status(fd).st_ino);
	expect_mode(BOTH, fd);
	expect_size(3, fd);
	EXPECT_BYTES("abc", map_object(fd, 3), 3);
	remove_object(o.name);
}

CASE(shm_fchmod_changes_permission)
{
	struct object o = new_object_of_mode(NOTHING);
	struct gate *was_refused = new_gate();
	struct gate *is_permitted = new_gate();
	struct actor *user = ACTOR("user")
	{
		become_unprivileged();
		EXPECT_ERROR(EACCES, shm_open(o.name, O_RDONLY, 0));
		open_gate(was_refused);
		pass_gate(is_permitted);
		open_object(o.name, O_RDONLY);
		EXPECT_ERROR(EACCES, shm_open(o.name, O_RDWR, 0));
	}

	pass_gate(was_refused);
	EXPECT_EQ(0, fchmod(o.fd, READABLE));
	expect_mode(READABLE, o.fd);
	open_gate(is_permitted);
	expect_finished(user);
	remove_object(o.name);
}
