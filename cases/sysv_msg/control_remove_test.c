/* msgctl(IPC_RMID): nothing is left of the queue; its waiters are in send_blocked_test.c. */
#include "sysv_msg.h"

#include <stdint.h>

static void expect_removed(int id)
{
	struct message message = {1, "x"};
	struct msqid_ds status = {.msg_perm.mode = 0600, .msg_qbytes = 100};

	EXPECT_ERROR_OF(EINVAL, EIDRM, msgsnd(id, &message, 1, IPC_NOWAIT));
	EXPECT_ERROR_OF(EINVAL, EIDRM, msgrcv(id, &message, TEXT_SIZE, 0, IPC_NOWAIT));
	EXPECT_ERROR_OF(EINVAL, EIDRM, msgctl(id, IPC_SET, &status));
	EXPECT_ERROR_OF(EINVAL, EIDRM, msgctl(id, IPC_STAT, &status));
	EXPECT_ERROR_OF(EINVAL, EIDRM, msgctl(id, IPC_RMID, NULL));
}

CASE(sysv_msg_ctl_rmid_destroys)
{
	key_t key = unique_key();
	int id = (int)EXPECT_OK(msgget(key, IPC_CREAT | IPC_EXCL | 0600));
	struct msqid_ds status;
	int again;

	put_message(id, 1, "x");
	put_message(id, 2, "y");
	EXPECT_EQ(0, msgctl(id, IPC_RMID, NULL));
	EXPECT_ERROR_OF(EINVAL, EIDRM, msgctl(id, IPC_STAT, &status));
	EXPECT_ERROR(ENOENT, msgget(key, 0));
	again = (int)EXPECT_OK(msgget(key, IPC_CREAT | IPC_EXCL | 0600));
	expect_queued(again, 0);
	remove_message_queue(again);
}

/* Value is how many queues are made afterwards. */
static const struct variant successors[] = {{"at_once", 0, NULL}, {"after_others", 200, NULL}};

/* On Linux, one of 64 successors in a namespace takes the place of the removed queue. */
CASE_VARIANTS(successors, sysv_msg_ctl_rmid_then_einval)
{
	long i;
	int id;

	if (variant()->value)
		enter_private(PRIVATE_IPC);
	id = new_message_queue();
	remove_message_queue(id);
	expect_removed(id);
	for (i = 0; i < variant()->value; i++) {
		int successor = (int)EXPECT_OK(msgget(IPC_PRIVATE, IPC_CREAT | 0600));

		put_message(successor, 1, "x");
		expect_removed(id);
		expect_message_of(successor, 0, 1, "x");
		remove_message_queue(successor);
	}
}

CASE(sysv_msg_ctl_rmid_null_buf_ok)
{
	int id = new_message_queue();
	int another = new_message_queue();

	EXPECT_EQ(0, msgctl(id, IPC_RMID, NULL));
	EXPECT_EQ(0, msgctl(another, IPC_RMID, (struct msqid_ds *)(uintptr_t)1));
}
