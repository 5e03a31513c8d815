/* msgctl(): what it tells of a queue, what it changes, and how it removes it. */
#include "sysv_msg.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

CASE(sysv_msg_ctl_stat_copies)
{
	int id = new_message_queue();
	struct msqid_ds status;

	put_message(id, 1, "x");
	memset(&status, 0xa5, sizeof(status));
	EXPECT_EQ(0, msgctl(id, IPC_STAT, &status));
	EXPECT_EQ(geteuid(), status.msg_perm.uid);
	EXPECT_EQ(0600, status.msg_perm.mode & 0777);
	EXPECT_EQ(1, status.msg_qnum);
	EXPECT_EQ(getpid(), status.msg_lspid);
	EXPECT_EQ(0, status.msg_lrpid);
	EXPECT_EQ(0, status.msg_rtime);
	/* The copy stays as it was when the queue goes on. */
	put_message(id, 1, "y");
	expect_message_of(id, 0, 1, "x");
	put_message(id, 1, "z");
	EXPECT_EQ(1, status.msg_qnum);
	EXPECT_EQ(0, msgctl(id, IPC_STAT, &status));
	EXPECT_EQ(2, status.msg_qnum);
	EXPECT_EQ(getpid(), status.msg_lrpid);
	EXPECT(status.msg_rtime > 0);
	remove_message_queue(id);
}

/* What no queue of a case is like. */
static const struct msqid_ds strange = {
	.msg_perm.cuid = 123,
	.msg_perm.cgid = 123,
	.msg_qnum = 123,
	.msg_lspid = 123,
	.msg_lrpid = 123,
	.msg_stime = 123,
	.msg_rtime = 123,
	.msg_ctime = 123,
};

/* Value is whom the queue is given to; 0: to nobody else. */
static const struct variant owners[] = {{"kept", 0, NULL}, {"given_away", 1, NULL}};

/* The creator remains one of those who may read and remove it. */
CASE_VARIANTS(owners, sysv_msg_ctl_set_fields)
{
	int id = new_message_queue();
	struct msqid_ds wanted = strange;
	struct msqid_ds expected;

	if (variant()->value)
		need_other_users();
	put_message(id, 1, "x");
	expected = message_queue_status(id);
	wanted.msg_perm.uid = variant()->value ? (uid_t)variant()->value : geteuid();
	wanted.msg_perm.gid = variant()->value ? (gid_t)variant()->value : getegid();
	wanted.msg_perm.mode = 0641;
	wanted.msg_qbytes = expected.msg_qbytes / 2;
	EXPECT_EQ(0, msgctl(id, IPC_SET, &wanted));
	expected.msg_perm.uid = wanted.msg_perm.uid;
	expected.msg_perm.gid = wanted.msg_perm.gid;
	expected.msg_perm.mode = (expected.msg_perm.mode & ~0777) | 0641;
	expected.msg_qbytes = wanted.msg_qbytes;
	/* It changes, but not to what was asked for. */
	expected.msg_ctime = message_queue_status(id).msg_ctime;
	EXPECT(expected.msg_ctime != wanted.msg_ctime);
	expect_queue_unchanged(id, expected);
	expect_message_of(id, 0, 1, "x");
	remove_message_queue(id);
}

CASE(sysv_msg_ctl_set_ctime)
{
	int id = new_message_queue();
	struct msqid_ds status = message_queue_status(id);
	time_t before = file_clock().tv_sec;
	time_t after;

	status.msg_ctime = 123;
	EXPECT_EQ(0, msgctl(id, IPC_SET, &status));
	after = file_clock().tv_sec;
	status = message_queue_status(id);
	EXPECT_THAT(before <= status.msg_ctime && status.msg_ctime <= after,
		    "msg_ctime: expected %jd to %jd, observed %jd", (intmax_t)before,
		    (intmax_t)after, (intmax_t)status.msg_ctime);
	remove_message_queue(id);
}

/* Lowered below what is there already, it lets nothing in until that is gone. */
CASE(sysv_msg_ctl_set_lower_qbytes_ok)
{
	struct actor *owner = ACTOR("unprivileged owner")
	{
		struct message message = {1, "x"};
		int id;

		become_unprivileged();
		id = new_message_queue();
		put_message(id, 1, "0123456789");
		put_message(id, 1, "abc");
		set_queue_bytes(id, 8);
		EXPECT_EQ(8, message_queue_status(id).msg_qbytes);
		EXPECT_ERROR(EAGAIN, msgsnd(id, &message, 1, IPC_NOWAIT));
		expect_message_of(id, 0, 1, "0123456789");
		EXPECT_ERROR(EAGAIN, msgsnd(id, &message, 6, IPC_NOWAIT));
		put_message(id, 1, "defgh");
		expect_message_of(id, 0, 1, "abc");
		expect_message_of(id, 0, 1, "defgh");
		remove_message_queue(id);
	}

	expect_finished(owner);
}

/* Which privilege it takes is up to the system. */
CASE(sysv_msg_ctl_set_raise_qbytes_privileged)
{
	int id = new_message_queue();
	struct msqid_ds status = message_queue_status(id);
	int result;

	status.msg_qbytes++;
	result = msgctl(id, IPC_SET, &status);
	if (result == -1 && errno == EPERM)
		skip_unpermitted("the user may not raise msg_qbytes above the limit");
	EXPECT_EQ(0, result);
	EXPECT_EQ(status.msg_qbytes, message_queue_status(id).msg_qbytes);
	remove_message_queue(id);
}

CASE(sysv_msg_ctl_returns_zero)
{
	int id = new_message_queue();
	struct msqid_ds status;

	EXPECT_EQ(0, msgctl(id, IPC_STAT, &status));
	EXPECT_EQ(0, msgctl(id, IPC_SET, &status));
	EXPECT_EQ(0, msgctl(id, IPC_RMID, &status));
}
