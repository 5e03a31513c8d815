/* <sys/msg.h>: the members of struct msqid_ds, and their types. */
#include "sysv_msg.h"

#include <limits.h>
#include <unistd.h>

/* Whether the expression has the type, or rather one compatible with it. */
#define IS_OF(type, expression) _Generic(&(expression), type * : true, default : false)

CASE(sysv_msg_header_members)
{
	int id = new_message_queue();
	struct msqid_ds status;

	put_message(id, 1, "x");
	put_message(id, 1, "y");
	expect_message_of(id, 0, 1, "x");
	status = message_queue_status(id);
	EXPECT(IS_OF(struct ipc_perm, status.msg_perm));
	EXPECT(IS_OF(msgqnum_t, status.msg_qnum));
	EXPECT(IS_OF(msglen_t, status.msg_qbytes));
	EXPECT(IS_OF(pid_t, status.msg_lspid) && IS_OF(pid_t, status.msg_lrpid));
	EXPECT(IS_OF(time_t, status.msg_stime) && IS_OF(time_t, status.msg_rtime) &&
	       IS_OF(time_t, status.msg_ctime));
	EXPECT_EQ(0600, status.msg_perm.mode & 0777);
	EXPECT_EQ(1, status.msg_qnum);
	EXPECT(status.msg_qbytes > 0);
	EXPECT_EQ(getpid(), status.msg_lspid);
	EXPECT_EQ(getpid(), status.msg_lrpid);
	EXPECT(status.msg_stime > 0);
	EXPECT(status.msg_rtime > 0);
	EXPECT(status.msg_ctime > 0);
	remove_message_queue(id);
}

CASE(sysv_msg_header_types_unsigned)
{
	EXPECT((msgqnum_t)-1 > 0);
	EXPECT((msglen_t)-1 > 0);
	EXPECT((msgqnum_t)-1 >= USHRT_MAX);
	EXPECT((msglen_t)-1 >= USHRT_MAX);
}
