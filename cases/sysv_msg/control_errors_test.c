/* When msgctl() fails. */
#include "sysv_msg.h"

#include <limits.h>
#include <unistd.h>

CASE(sysv_msg_ctl_bad_cmd_einval, msgctl_einval)
{
	int id = new_message_queue();
	struct msqid_ds before = message_queue_status(id);
	struct msqid_ds status = before;

	EXPECT_ERROR(EINVAL, msgctl(id, 999, &status));
	EXPECT_ERROR(EINVAL, msgctl(id, INT_MAX, &status));
	EXPECT_ERROR(EINVAL, msgctl(id, -1, &status));
	EXPECT_ERROR(EINVAL, msgctl(-1, IPC_STAT, &status));
	expect_queue_unchanged(id, before);
	remove_message_queue(id);
}

/*
 * What the group may, neither the owner may, if it is no root, nor another
 * user; until the owner, who needs no permission for that, allows it.
 */
CASE(sysv_msg_ctl_stat_needs_read, msgctl_eacces)
{
	int id = new_message_queue_of(0242);
	struct msqid_ds wanted = {.msg_perm.uid = geteuid(),
				  .msg_perm.gid = getegid(),
				  .msg_perm.mode = 0404,
				  .msg_qbytes = 100};
	struct gate *was_denied = new_gate();
	struct gate *is_allowed = new_gate();
	struct actor *user = ACTOR("unprivileged user")
	{
		struct msqid_ds status;

		become_unprivileged();
		EXPECT_ERROR(EACCES, msgctl(id, IPC_STAT, &status));
		open_gate(was_denied);
		pass_gate(is_allowed);
		EXPECT_EQ(0, msgctl(id, IPC_STAT, &status));
		EXPECT_EQ(100, status.msg_qbytes);
	}

	pass_gate(was_denied);
	EXPECT_EQ(0, msgctl(id, IPC_SET, &wanted));
	open_gate(is_allowed);
	expect_finished(user);
	remove_message_queue(id);
}

/* To read and write it is not to own it. */
CASE(msgctl_eperm_owner)
{
	int id = new_message_queue_of(0666);
	struct msqid_ds before = message_queue_status(id);
	struct actor *user;

	if (geteuid() != 0)
		skip_unpermitted("there is no other user to become");
	user = ACTOR("another user")
	{
		struct msqid_ds status;

		become_unprivileged();
		EXPECT_EQ(0, msgctl(id, IPC_STAT, &status));
		status.msg_perm.uid = geteuid();
		EXPECT_ERROR(EPERM, msgctl(id, IPC_SET, &status));
		EXPECT_ERROR(EPERM, msgctl(id, IPC_RMID, NULL));
	}
	expect_finished(user);
	expect_queue_unchanged(id, before);
	remove_message_queue(id);
}

/* Linux lets everybody raise it up to a limit, other systems nobody. */
static unsigned long highest_of(struct msqid_ds status)
{
#ifdef __linux__
	(void)status;
	return (unsigned long)message_limit("msgmnb");
#else
	return status.msg_qbytes;
#endif
}

CASE(sysv_msg_ctl_set_raise_qbytes_privileged, msgctl_eperm_qbytes)
{
	struct actor *owner = ACTOR("unprivileged owner")
	{
		struct msqid_ds before;
		struct msqid_ds wanted;
		int id;

		become_unprivileged();
		id = new_message_queue();
		set_queue_bytes(id, 100);
		set_queue_bytes(id, highest_of(message_queue_status(id)));
		before = message_queue_status(id);
		wanted = before;
		wanted.msg_perm.mode = 0640;
		wanted.msg_qbytes++;
		EXPECT_ERROR(EPERM, msgctl(id, IPC_SET, &wanted));
		expect_queue_unchanged(id, before);
		remove_message_queue(id);
	}

	expect_finished(owner);
}
