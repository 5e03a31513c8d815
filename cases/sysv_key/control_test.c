/* IPC_SET and IPC_RMID: who may, what changes, and what becomes of those who wait. */
#include "sysv_key.h"

#include <unistd.h>

#include "../pipe/pipe.h"
#include "../sysv_msg/sysv_msg.h"
#include "../sysv_sem/sysv_sem.h"

/* The object becomes what IPC_SET says. */
static void expect_set(const struct kind *kind, int id, uid_t user, gid_t group, mode_t mode)
{
	struct object_status status;

	EXPECT_EQ(0, kind->set(id, user, group, mode));
	status = status_of_object(kind, id);
	EXPECT_EQ(user, status.permissions.uid);
	EXPECT_EQ(group, status.permissions.gid);
	EXPECT_EQ(mode, status.permissions.mode & 0777);
}

CASE_VARIANTS(kinds, key_set_rmid_owner_or_creator)
{
	const struct kind *kind = variant()->data;
	struct object_status before, after;
	int id;

	act_as(&creator);
	id = (int)SETUP(kind->get(IPC_PRIVATE, 0666));
	kind->own(id);
	before = status_of_object(kind, id);
	act_as(&stranger);
	EXPECT_ERROR(EPERM, kind->set(id, STRANGER, OTHER_GROUP, 0606));
	EXPECT_ERROR(EPERM, kind->remove(id));
	after = status_of_object(kind, id);
	EXPECT_EQ(before.permissions.uid, after.permissions.uid);
	EXPECT_EQ(before.permissions.gid, after.permissions.gid);
	EXPECT_EQ(before.permissions.mode, after.permissions.mode);
	/* Membership in the group does not help. */
	act_as(&(struct identity){STRANGER, GROUP, GROUP});
	EXPECT_ERROR(EPERM, kind->remove(id));
	act_as(&creator);
	expect_set(kind, id, STRANGER, SECOND_GROUP, 0444);
	/* The owner now. */
	act_as(&stranger);
	expect_set(kind, id, STRANGER, OTHER_GROUP, 0666);
	remove_object(kind, id);
	expect_dead(kind, id);
	act_as_oneself();
}

CASE_VARIANTS(kinds, key_creator_keeps_control)
{
	const struct kind *kind = variant()->data;
	int id;

	act_as(&creator);
	id = make_private(kind);
	expect_set(kind, id, STRANGER, OTHER_GROUP, 0600);
	expect_set(kind, id, STRANGER, OTHER_GROUP, 0400);
	expect_set(kind, id, CREATOR, GROUP, 0640);
	expect_set(kind, id, STRANGER, OTHER_GROUP, 0600);
	remove_object(kind, id);
	expect_dead(kind, id);
	act_as_oneself();
}

CASE_VARIANTS(kinds, key_cuid_cgid_not_changed)
{
	const struct kind *kind = variant()->data;
	struct ipc_perm permissions;
	int id;

	act_as(&creator);
	id = make_private(kind);
	expect_set(kind, id, STRANGER, OTHER_GROUP, 0640);
	permissions = status_of_object(kind, id).permissions;
	EXPECT_EQ(geteuid(), permissions.cuid);
	EXPECT_EQ(getegid(), permissions.cgid);
	remove_object(kind, id);
	act_as_oneself();
}

/*
 * The times are whole seconds: only when another one has begun does a new time
 * differ from an old one. All kinds of object wait for that together.
 */
CASE(key_ctime_set_on_ipc_set)
{
	enum { KINDS = sizeof(kinds) / sizeof(kinds[0]), NANOSECONDS = 1000000000 };
	int ids[KINDS];
	time_t before;
	size_t i;

	for (i = 0; i < KINDS; i++)
		ids[i] = make_private(kinds[i].data);
	before = file_clock().tv_sec;
	before = await_file_clock_past((struct timespec){before, NANOSECONDS - 1}).tv_sec;
	for (i = 0; i < KINDS; i++) {
		const struct kind *kind = kinds[i].data;
		time_t changed;

		EXPECT_EQ(0, kind->set(ids[i], geteuid(), getegid(), 0640));
		changed = status_of_object(kind, ids[i]).changed;
		EXPECT(changed >= before);
		EXPECT(changed <= time(NULL));
		remove_object(kind, ids[i]);
	}
}

CASE_VARIANTS(kinds, key_timestamps_realtime)
{
	const struct kind *kind = variant()->data;
	time_t before = file_clock().tv_sec;
	int id = make_private(kind);
	struct object_status status = status_of_object(kind, id);

	EXPECT(status.changed >= before);
	EXPECT(status.changed <= time(NULL));
	EXPECT_EQ(0, status.used);
	EXPECT_EQ(0, kind->alter(id));
	status = status_of_object(kind, id);
	EXPECT(status.used >= before);
	EXPECT(status.used <= time(NULL));
	remove_object(kind, id);
}

/* The user has the id, and has used it; what he may do from now on is another thing. */
CASE_VARIANTS(kinds, key_permission_rechecked_each_op)
{
	const struct kind *kind = variant()->data;
	struct gate *was_used = new_gate();
	struct gate *is_closed = new_gate();
	struct gate *was_denied = new_gate();
	struct gate *is_open = new_gate();
	int id = (int)SETUP(kind->get(IPC_PRIVATE, 0666));
	struct actor *user = ACTOR("unprivileged user")
	{
		become_unprivileged();
		EXPECT_EQ(0, kind->alter(id));
		EXPECT_EQ(0, kind->read(id));
		open_gate(was_used);
		pass_gate(is_closed);
		EXPECT_ERROR(EACCES, kind->alter(id));
		EXPECT_ERROR(EACCES, kind->read(id));
		open_gate(was_denied);
		pass_gate(is_open);
		EXPECT_EQ(0, kind->alter(id));
		EXPECT_EQ(0, kind->read(id));
	}

	kind->own(id);
	pass_gate(was_used);
	set_mode(kind, id, 0);
	open_gate(is_closed);
	pass_gate(was_denied);
	set_mode(kind, id, 0666);
	open_gate(is_open);
	expect_finished(user);
	remove_object(kind, id);
}

/* A queue that has no room for another message. */
static int make_full_queue(void)
{
	struct message message = {.mtype = 1};
	int id = make_private(&message_queues);

	while (msgsnd(id, &message, TEXT_SIZE, IPC_NOWAIT) == 0)
		;
	SETUP_THAT(errno == EAGAIN, "filling the queue: %s", error_name(errno));
	return id;
}

static int make_empty_queue(void)
{
	return make_private(&message_queues);
}

static int make_set(void)
{
	return make_private(&semaphore_sets);
}

static int wait_to_send(int id)
{
	struct message message = {.mtype = 1};

	return msgsnd(id, &message, TEXT_SIZE, 0);
}

static int wait_to_receive(int id)
{
	struct message message;

	return (int)msgrcv(id, &message, TEXT_SIZE, 0, 0);
}

static int wait_to_decrease(int id)
{
	return operate(id, 0, -1, 0);
}

/* A way to be blocked on an object. */
struct wait {
	int (*make)(void);
	int (*wait)(int id);
};

static const struct variant waits[] = {
	{"msgsnd", CALL_MSGSND, &(const struct wait){make_full_queue, wait_to_send}},
	{"msgrcv", CALL_MSGRCV, &(const struct wait){make_empty_queue, wait_to_receive}},
	{"semop", CALL_SEMOP, &(const struct wait){make_set, wait_to_decrease}}};

CASE_VARIANTS(waits, key_removed_while_waiting_eidrm)
{
	enum { WAITERS = 2 };
	const struct wait *how = variant()->data;
	enum call call = (enum call)variant()->value;
	int id = how->make();
	struct actor *waiters[WAITERS];
	int i;

	for (i = 0; i < WAITERS; i++) {
		waiters[i] = ACTOR("waiter")
		{
			EXPECT_ERROR(EIDRM, how->wait(id));
		}
	}
	for (i = 0; i < WAITERS; i++)
		expect_blocked_in(waiters[i], call);
	if (call == CALL_SEMOP)
		remove_object(&semaphore_sets, id);
	else
		remove_object(&message_queues, id);
	for (i = 0; i < WAITERS; i++)
		expect_finished(waiters[i]);
}
