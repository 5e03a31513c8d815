/*
 * Who may open a queue. Every combination is tried: who asks, what the
 * permission bits grant to him and deny to everybody else, what he asks for.
 */
#include "mq.h"

#include "../../atf/identity.h"

#include <unistd.h>

/* What the bits of one class grant. */
enum { MAY_READ = 4, MAY_WRITE = 2, MAY_BOTH = MAY_READ | MAY_WRITE };

static void expect_access(const char *name, int flags, bool is_granted)
{
	if (is_granted)
		close_queue(open_queue(name, flags));
	else
		EXPECT_ERROR(EACCES, mq_open(name, flags));
}

/* A mode that grants the bits to one class, and to the others what is left. */
static mode_t mode_granting(mode_t bits, int shift)
{
	mode_t left = MAY_BOTH & ~bits;
	mode_t others = left << 6 | left << 3 | left;

	return (others & ~((mode_t)MAY_BOTH << shift)) | bits << shift;
}

CASE_VARIANTS(requesters, mq_open_permission_like_file)
{
	static const mode_t grants[] = {0, MAY_READ, MAY_WRITE, MAY_BOTH};
	const struct identity *requester = variant()->data;
	int shift = (int)variant()->value;
	bool is_free = may_change_ids();
	const char *name = unique_name();
	size_t i;

	if (!is_free && requester->user != OWNER)
		skip_unpermitted("an ordinary user is the owner of all his queues");
	umask(0);
	for (i = 0; i < sizeof(grants) / sizeof(grants[0]); i++) {
		mode_t mode = mode_granting(grants[i], shift);

		if (is_free)
			take_identity(&owner_of_objects);
		close_queue(create_queue(name, O_CREAT | O_EXCL | O_RDWR, mode, SMALL));
		if (is_free)
			take_identity(requester);
		expect_access(name, O_RDONLY, grants[i] & MAY_READ);
		expect_access(name, O_WRONLY, grants[i] & MAY_WRITE);
		expect_access(name, O_RDWR, grants[i] == MAY_BOTH);
		if (is_free)
			SETUP(seteuid(0));
		remove_queue(name);
	}
}

/* Of a creator whose real user ID is another one, if that can be had. */
CASE(mq_open_owner_euid)
{
	const char *name = unique_name();
	bool is_free = may_change_ids();
	struct stat status;
	mqd_t queue;

	if (is_free)
		take_identity(&owner_of_objects);
	queue = new_named_queue(name, 0);
	expect_access(name, O_RDWR, true);
	if (status_of_queue(queue, &status))
		EXPECT_EQ(geteuid(), status.st_uid);
	if (is_free) {
		take_identity(&stranger);
		expect_access(name, O_RDWR, false);
		SETUP(seteuid(0));
	}
	remove_queue(name);
}

CASE(mq_open_group_egid_or_dir)
{
	const char *name = unique_name();
	bool is_free = may_change_ids();
	struct stat status;
	mqd_t queue;

	if (is_free)
		take_identity(&owner_of_objects);
	queue = new_named_queue(name, 0);
	if (!status_of_queue(queue, &status))
		skip_unsupported("a queue does not show its group");
	observe("the group of a queue", "%s",
		status.st_gid == getegid() ? "the effective group ID" : "another one");
	if (is_free)
		SETUP(seteuid(0));
	remove_queue(name);
}

/* Modes that bind whoever opens the queue: its owner as well as others. */
CASE(mq_open_mode_permission_bits)
{
	const char *readable = unique_name();
	const char *writable = unique_name();
	const char *closed = unique_name();
	struct actor *opener;

	umask(0);
	create_queue(readable, O_CREAT | O_RDWR, 0444, SMALL);
	create_queue(writable, O_CREAT | O_RDWR, 0222, SMALL);
	create_queue(closed, O_CREAT | O_RDWR, 0, SMALL);
	opener = ACTOR("unprivileged opener")
	{
		become_unprivileged();
		expect_access(readable, O_RDONLY, true);
		expect_access(readable, O_WRONLY, false);
		expect_access(writable, O_WRONLY, true);
		expect_access(writable, O_RDONLY, false);
		expect_access(closed, O_RDONLY, false);
		expect_access(closed, O_WRONLY, false);
	}
	expect_finished(opener);
	remove_queue(readable);
	remove_queue(writable);
	remove_queue(closed);
}

static void withdraw_permissions(mqd_t queue)
{
#ifdef __linux__
	int result = fchmod(queue, 0);

	if (result == -1 && errno == EPERM)
		skip_unsupported("fchmod() does not change the permissions of a queue");
	SETUP_THAT(result == 0, "fchmod(): %s", error_name(errno));
#else
	(void)queue;
	skip_unsupported("no function changes the permissions of a queue");
#endif
}

CASE(mq_open_permission_not_rechecked)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	mqd_t sending = open_queue(name, O_WRONLY);
	mqd_t receiving = open_queue(name, O_RDONLY);
	struct actor *user;

	withdraw_permissions(queue);
	user = ACTOR("unprivileged user")
	{
		become_unprivileged();
		expect_access(name, O_RDONLY, false);
		send_message(sending, "text", 0);
		expect_message(receiving, "text", 0);
		send_message(queue, "other", 0);
		expect_message(queue, "other", 0);
	}
	expect_finished(user);
	remove_queue(name);
}
