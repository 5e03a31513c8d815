#include "sysv_msg.h"

#include <string.h>

int sysv_msg_new(int mode)
{
	int id = (int)check_success(THERE, "msgget(IPC_PRIVATE)",
				    msgget(IPC_PRIVATE, IPC_CREAT | mode));

	own_message_queue(id);
	return id;
}

int sysv_msg_new_small(unsigned long bytes)
{
	int id = sysv_msg_new(0600);

	sysv_msg_set_bytes(id, bytes);
	return id;
}

void sysv_msg_remove(int id)
{
	check_success(THERE, "msgctl(IPC_RMID)", msgctl(id, IPC_RMID, NULL));
}

static void put(int id, long type, const char *text, int flags)
{
	struct message message = {.mtype = type};

	strncpy(message.mtext, text, TEXT_SIZE - 1);
	check_success(THERE, "msgsnd()", msgsnd(id, &message, strlen(text), flags));
}

void sysv_msg_put(int id, long type, const char *text)
{
	put(id, type, text, IPC_NOWAIT);
}

void sysv_msg_put_waiting(int id, long type, const char *text)
{
	put(id, type, text, 0);
}

void sysv_msg_expect(int id, long msgtyp, long type, const char *text)
{
	struct message message;
	ssize_t size = msgrcv(id, &message, TEXT_SIZE - 1, msgtyp, IPC_NOWAIT);

	check_success(THERE, "msgrcv()", size);
	message.mtext[size] = '\0';
	check_string(THERE, "the message received", text, message.mtext);
	check_equal(THERE, "the type received", type, message.mtype);
}

struct msqid_ds sysv_msg_status(int id)
{
	struct msqid_ds status;

	check_success(THERE, "msgctl(IPC_STAT)", msgctl(id, IPC_STAT, &status));
	return status;
}

#define EXPECT_SAME(member) \
	check_equal(THERE, #member, (intmax_t)before.member, (intmax_t)after.member)

void sysv_msg_expect_unchanged(int id, struct msqid_ds before)
{
	struct msqid_ds after = sysv_msg_status(id);

	EXPECT_SAME(msg_perm.uid);
	EXPECT_SAME(msg_perm.gid);
	EXPECT_SAME(msg_perm.cuid);
	EXPECT_SAME(msg_perm.cgid);
	EXPECT_SAME(msg_perm.mode);
	EXPECT_SAME(msg_qnum);
	EXPECT_SAME(msg_qbytes);
	EXPECT_SAME(msg_lspid);
	EXPECT_SAME(msg_lrpid);
	EXPECT_SAME(msg_stime);
	EXPECT_SAME(msg_rtime);
	EXPECT_SAME(msg_ctime);
}

void sysv_msg_set_bytes(int id, unsigned long bytes)
{
	struct msqid_ds status = sysv_msg_status(id);

	status.msg_qbytes = bytes;
	check_success(THERE, "msgctl(IPC_SET)", msgctl(id, IPC_SET, &status));
}

void sysv_msg_expect_queued(int id, unsigned long count)
{
	check_equal(THERE, "msg_qnum", (intmax_t)count, (intmax_t)sysv_msg_status(id).msg_qnum);
}

unsigned long message_limit(const char *name)
{
	char path[40];

	snprintf(path, sizeof(path), "kernel/%s", name);
	return read_parameter(path, 0);
}

void enter_message_limit(const char *name, unsigned long value)
{
	char path[40];

	snprintf(path, sizeof(path), "kernel/%s", name);
	enter_private(PRIVATE_IPC);
	set_parameter(path, "%lu", value);
}
