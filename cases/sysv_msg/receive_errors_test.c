/* When msgrcv() fails at once, and that it then changes nothing. */
#include "sysv_msg.h"

#include <unistd.h>

CASE(sysv_msg_rcv_too_big_e2big, msgrcv_e2big)
{
	int id = new_message_queue();
	struct message message;

	put_message(id, 2, "0123456789");
	put_message(id, 1, "after");
	EXPECT_ERROR(E2BIG, msgrcv(id, &message, 9, 0, IPC_NOWAIT));
	EXPECT_ERROR(E2BIG, msgrcv(id, &message, 0, 2, IPC_NOWAIT));
	EXPECT_ERROR(E2BIG, msgrcv(id, &message, 9, 2, 0));
	EXPECT_ERROR(E2BIG, msgrcv(id, &message, 4, -1, IPC_NOWAIT));
	expect_queued(id, 2);
	expect_message_of(id, 0, 2, "0123456789");
	EXPECT_EQ(5, msgrcv(id, &message, 5, 0, IPC_NOWAIT));
	remove_message_queue(id);
}

CASE(sysv_msg_rcv_nowait_enomsg, msgrcv_enomsg)
{
	int id = new_message_queue();
	struct message message;

	EXPECT_ERROR(ENOMSG, msgrcv(id, &message, TEXT_SIZE, 0, IPC_NOWAIT));
	EXPECT_ERROR(ENOMSG, msgrcv(id, &message, TEXT_SIZE, 1, IPC_NOWAIT));
	EXPECT_ERROR(ENOMSG, msgrcv(id, &message, TEXT_SIZE, -1, IPC_NOWAIT | MSG_NOERROR));
	put_message(id, 1, "x");
	expect_message_of(id, 0, 1, "x");
	EXPECT_ERROR(ENOMSG, msgrcv(id, &message, TEXT_SIZE, 0, IPC_NOWAIT));
	remove_message_queue(id);
}

CASE(sysv_msg_rcv_nowait_enomsg_other_types)
{
	int id = new_message_queue();
	struct message message;

	put_message(id, 3, "a");
	put_message(id, 5, "b");
	EXPECT_ERROR(ENOMSG, msgrcv(id, &message, TEXT_SIZE, 4, IPC_NOWAIT));
	EXPECT_ERROR(ENOMSG, msgrcv(id, &message, TEXT_SIZE, 6, IPC_NOWAIT));
	EXPECT_ERROR(ENOMSG, msgrcv(id, &message, TEXT_SIZE, -2, IPC_NOWAIT));
	expect_queued(id, 2);
	expect_message_of(id, 0, 3, "a");
	expect_message_of(id, 0, 5, "b");
	remove_message_queue(id);
}

CASE(sysv_msg_rcv_fail_no_change)
{
	int id = new_message_queue();
	struct message message;
	struct msqid_ds before;

	EXPECT_ERROR(ENOMSG, msgrcv(id, &message, TEXT_SIZE, 0, IPC_NOWAIT));
	put_message(id, 2, "too long");
	put_message(id, 1, "after");
	before = message_queue_status(id);
	EXPECT_ERROR(E2BIG, msgrcv(id, &message, 3, 0, 0));
	expect_queue_unchanged(id, before);
	EXPECT_ERROR(ENOMSG, msgrcv(id, &message, TEXT_SIZE, 3, IPC_NOWAIT));
	expect_queue_unchanged(id, before);
	expect_message_of(id, 0, 2, "too long");
	expect_message_of(id, 0, 1, "after");
	remove_message_queue(id);
}

/* The caller, the creator, may be denied everything else. */
static void set_mode(int id, unsigned short mode)
{
	struct msqid_ds status;

	status.msg_perm.uid = geteuid();
	status.msg_perm.gid = getegid();
	status.msg_perm.mode = mode;
	status.msg_qbytes = TEXT_SIZE;
	SETUP(msgctl(id, IPC_SET, &status));
}

CASE(sysv_msg_rcv_read_permission, msgrcv_eacces)
{
	int id = new_message_queue_of(0222);
	struct gate *may_read = new_gate();
	struct gate *was_denied = new_gate();
	struct actor *user = ACTOR("unprivileged user")
	{
		struct message message;

		become_unprivileged();
		put_message(id, 1, "x");
		EXPECT_ERROR(EACCES, msgrcv(id, &message, TEXT_SIZE, 0, IPC_NOWAIT));
		EXPECT_ERROR(EACCES, msgrcv(id, &message, TEXT_SIZE, 0, 0));
		open_gate(was_denied);
		pass_gate(may_read);
		expect_message_of(id, 0, 1, "x");
	}

	pass_gate(was_denied);
	set_mode(id, 0444);
	expect_queued(id, 1);
	open_gate(may_read);
	expect_finished(user);
	remove_message_queue(id);
}

CASE(msgrcv_einval_id)
{
	int id = new_message_queue();
	struct message message;

	EXPECT_ERROR(EINVAL, msgrcv(-1, &message, TEXT_SIZE, 0, IPC_NOWAIT));
	put_message(id, 1, "x");
	put_message(id, 1, "y");
	expect_message_of(id, 0, 1, "x");
	remove_message_queue(id);
	EXPECT_ERROR_OF(EINVAL, EIDRM, msgrcv(id, &message, TEXT_SIZE, 0, IPC_NOWAIT));
}
