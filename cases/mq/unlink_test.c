/* mq_unlink(): the name, and the queue that had it. */
#include "mq.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

CASE(mq_unlink_name_gone)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	struct actor *other;

	close_queue(open_queue(name, O_RDWR));
	EXPECT_EQ(0, mq_unlink(name));
	expect_no_queue(name);
	other = ACTOR("other process") expect_no_queue(name);
	expect_finished(other);
	expect_messages(queue, 0);
	close_queue(queue);
	expect_no_queue(name);
	/* Likewise of one that nobody has open. */
	close_queue(new_named_queue(name, 0));
	EXPECT_EQ(0, mq_unlink(name));
	expect_no_queue(name);
}

/* One of them opened it for himself, the other inherited it. */
CASE(mq_unlink_open_descriptors_work)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	struct gate *is_open = new_gate();
	struct gate *is_unlinked = new_gate();
	struct actor *opener = ACTOR("opener")
	{
		mqd_t own = open_queue(name, O_RDWR);

		open_gate(is_open);
		pass_gate(is_unlinked);
		expect_message(own, "before", 2);
		expect_message(own, "after", 1);
		send_message(own, "answer", 3);
	}
	struct actor *heir;

	pass_gate(is_open);
	send_message(queue, "before", 2);
	remove_queue(name);
	send_message(queue, "after", 1);
	open_gate(is_unlinked);
	expect_finished(opener);
	heir = ACTOR("heir")
	{
		expect_message(queue, "answer", 3);
		send_message(queue, "last", 0);
	}
	expect_finished(heir);
	expect_message(queue, "last", 0);
	expect_sizes(queue, CAPACITY, MESSAGE_SIZE);
}

CASE(mq_unlink_recreate_is_new_queue)
{
	const char *name = unique_name();
	mqd_t old = new_named_queue(name, 0);
	mqd_t new;

	send_message(old, "old", 0);
	remove_queue(name);
	new = create_queue(name, O_CREAT | O_RDWR, 0600, SIZES(CAPACITY - 1, MESSAGE_SIZE / 2));
	expect_sizes(new, CAPACITY - 1, MESSAGE_SIZE / 2);
	expect_messages(new, 0);
	send_message(new, "new", 0);
	send_message(new, "newer", 0);
	expect_sizes(old, CAPACITY, MESSAGE_SIZE);
	expect_messages(old, 1);
	expect_message(open_queue(name, O_RDONLY), "new", 0);
	expect_message(old, "old", 0);
	close_queue(old);
	expect_messages(open_queue(name, O_RDONLY), 1);
	remove_queue(name);
}

static bool has_finished(void *actor)
{
	return !is_running(actor);
}

CASE(mq_unlink_does_not_wait)
{
	const double grace = 0.2;
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	struct actor *remover = ACTOR("remover")
	{
		close_queue(queue);
		remove_queue(name);
	}

	observe("mq_unlink() of a queue that another process has open", "%s",
		wait_until(has_finished, remover, grace) ? "returns" : "waits");
	close_queue(queue);
	expect_finished(remover);
}

CASE(mq_unlink_enoent_missing, mq_unlink_enoent)
{
	const char *name = unique_name();
	const char *other = unique_name();
	mqd_t queue = new_named_queue(other, 0);

	EXPECT_ERROR(ENOENT, mq_unlink(name));
	close_queue(new_named_queue(name, 0));
	remove_queue(name);
	EXPECT_ERROR(ENOENT, mq_unlink(name));
	EXPECT_ERROR(ENOENT, mq_unlink(name));
	expect_no_queue(name);
	send_message(queue, "text", 0);
	expect_message(open_queue(other, O_RDONLY), "text", 0);
	remove_queue(other);
}

/* Only he may remove a queue of somebody else's who has the privilege. */
static bool has_others(void)
{
	return geteuid() == 0;
}

CASE(mq_unlink_permission, mq_unlink_eacces)
{
	const char *name = unique_name();
	mqd_t queue = create_queue(name, O_CREAT | O_RDWR, 0600, SMALL);
	struct actor *stranger;

	if (!has_others()) {
		remove_queue(name);
		skip_unpermitted("an ordinary user is the owner of all his queues");
	}
	stranger = ACTOR("stranger")
	{
		become_unprivileged();
		EXPECT_ERROR(EACCES, mq_unlink(name));
		EXPECT_ERROR(EACCES, mq_unlink(name));
	}
	expect_finished(stranger);
	send_message(queue, "text", 0);
	expect_message(open_queue(name, O_RDONLY), "text", 0);
	remove_queue(name);
}

/* The one without permission is tried where there is somebody to deny it to. */
CASE(mq_unlink_fail_no_change)
{
	const char *name = unique_name();
	const char *missing = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	struct actor *stranger;

	send_message(queue, "first", 2);
	send_message(queue, "second", 1);
	EXPECT_ERROR(ENOENT, mq_unlink(missing));
	if (has_others()) {
		stranger = ACTOR("stranger")
		{
			become_unprivileged();
			EXPECT_ERROR(EACCES, mq_unlink(name));
		}
		expect_finished(stranger);
	}
	expect_sizes(queue, CAPACITY, MESSAGE_SIZE);
	expect_messages(queue, 2);
	expect_message(open_queue(name, O_RDWR), "first", 2);
	expect_message(queue, "second", 1);
	remove_queue(name);
}

/* Of any length: those that mq_open() refuses are of no interest. */
CASE(mq_unlink_opened_name_not_too_long)
{
	static const size_t lengths[] = {_POSIX_PATH_MAX / 4, 100,	200,
					 NAME_MAX - 1,	      NAME_MAX, 290};
	size_t accepted = 0;
	size_t i;

	for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		const char *name = unique_name_of(lengths[i]);
		mqd_t queue = mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, SMALL);

		if (queue == (mqd_t)-1)
			continue;
		accepted++;
		EXPECT_EQ(0, mq_unlink(name));
		close_queue(queue);
		expect_no_queue(name);
	}
	EXPECT(accepted > 0);
}

CASE(mq_unlink_enametoolong)
{
	const char *unique = unique_name();
	char name[PATH_MAX + 2];

	memset(name, 'x', sizeof(name));
	memcpy(name, unique, strlen(unique));
	name[PATH_MAX + 1] = '\0';
	errno = 0;
	observe("a name of more than PATH_MAX bytes", "%s",
		mq_unlink(name) == 0 ? "success" : error_name(errno));
	name[NAME_MAX + 2] = '\0';
	errno = 0;
	observe("a component of more than NAME_MAX bytes", "%s",
		mq_unlink(name) == 0 ? "success" : error_name(errno));
}
