/* When msgsnd() fails; what a full queue does is in send_blocked_test.c. */
#include "sysv_msg.h"

#include <limits.h>

CASE(msgsnd_einval)
{
	int id = new_message_queue();
	struct message message = {1, "x"};
	struct message of_no_type = {0, "x"};

	skip_if_sanitized("it reads all that msgsnd() is told to");
	EXPECT_ERROR(EINVAL, msgsnd(-1, &message, 1, IPC_NOWAIT));
	EXPECT_ERROR(EINVAL, msgsnd(id, &of_no_type, 1, IPC_NOWAIT));
	EXPECT_ERROR(EINVAL, msgsnd(id, &message, SSIZE_MAX, IPC_NOWAIT));
	expect_queued(id, 0);
	put_message(id, 1, "x");
	remove_message_queue(id);
}

/*
 * What the group may, neither the owner may, if it is no root, nor another
 * user; until the owner, who needs no permission for that, allows it.
 */
CASE(sysv_msg_snd_alter_permission, msgsnd_eacces)
{
	int id = new_message_queue_of(0464);
	struct msqid_ds status = message_queue_status(id);
	struct gate *was_denied = new_gate();
	struct gate *is_allowed = new_gate();
	struct actor *user = ACTOR("unprivileged user")
	{
		struct message message = {1, "x"};

		become_unprivileged();
		EXPECT_ERROR(EACCES, msgsnd(id, &message, 1, IPC_NOWAIT));
		open_gate(was_denied);
		pass_gate(is_allowed);
		EXPECT_EQ(0, msgsnd(id, &message, 1, IPC_NOWAIT));
	}

	pass_gate(was_denied);
	expect_queue_unchanged(id, status);
	status.msg_perm.mode = 0622;
	EXPECT_EQ(0, msgctl(id, IPC_SET, &status));
	open_gate(is_allowed);
	expect_finished(user);
	remove_message_queue(id);
}
