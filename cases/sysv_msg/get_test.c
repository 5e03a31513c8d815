/* msgget(): what a new queue is like, and how one that is there is found. */
#include "sysv_msg.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

CASE(sysv_msg_get_creates)
{
	key_t key = unique_key();
	int id = (int)EXPECT_OK(msgget(key, IPC_CREAT | 0600));

	expect_queued(id, 0);
	put_message(id, 1, "x");
	EXPECT_EQ(id, msgget(key, 0));
	EXPECT_EQ(id, msgget(key, IPC_CREAT | 0600));
	expect_message_of(id, 0, 1, "x");
	remove_message_queue(id);
}

/* Value is "the effective ids are not the real ones". */
static const struct variant ids[] = {{"own_ids", false, NULL}, {"effective_ids", true, NULL}};

static void become_effectively_other(void)
{
	enum { OTHER_USER = 1, OTHER_GROUP = 2 };

	if (geteuid() != 0 || setegid(OTHER_GROUP) == -1 || seteuid(OTHER_USER) == -1)
		skip_unpermitted("the user may not take other effective ids");
}

CASE_VARIANTS(ids, sysv_msg_get_init_owner)
{
	struct actor *creator = ACTOR("creator")
	{
		struct msqid_ds status;
		int id;

		if (variant()->value)
			become_effectively_other();
		id = new_message_queue();
		status = message_queue_status(id);
		EXPECT_EQ(geteuid(), status.msg_perm.uid);
		EXPECT_EQ(geteuid(), status.msg_perm.cuid);
		EXPECT_EQ(getegid(), status.msg_perm.gid);
		EXPECT_EQ(getegid(), status.msg_perm.cgid);
		remove_message_queue(id);
	}

	expect_finished(creator);
}

/* All have read permission for the owner, who has to look. */
CASE(sysv_msg_get_init_mode)
{
	static const int modes[] = {0400, 0600, 0444, 0421, 0666, 0777};
	size_t i;

	umask(0777);
	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		int id = new_message_queue_of(modes[i]);

		EXPECT_EQ(modes[i], message_queue_status(id).msg_perm.mode & 0777);
		remove_message_queue(id);
	}
}

/* Gives all that is said of a queue another value than a new one has. */
static void use(int id)
{
	put_message(id, 1, "x");
	put_message(id, 1, "y");
	expect_message_of(id, 0, 1, "x");
}

CASE(sysv_msg_get_init_zero_fields)
{
	int used = new_message_queue();
	struct msqid_ds status;
	int id;

	/* The memory may be handed on. */
	use(used);
	remove_message_queue(used);
	id = new_message_queue();
	status = message_queue_status(id);
	EXPECT_EQ(0, status.msg_qnum);
	EXPECT_EQ(0, status.msg_lspid);
	EXPECT_EQ(0, status.msg_lrpid);
	EXPECT_EQ(0, status.msg_stime);
	EXPECT_EQ(0, status.msg_rtime);
	remove_message_queue(id);
}

CASE(sysv_msg_get_init_ctime)
{
	time_t before = file_clock().tv_sec;
	int id = new_message_queue();
	time_t after = file_clock().tv_sec;
	time_t time = message_queue_status(id).msg_ctime;

	EXPECT_THAT(before <= time && time <= after, "msg_ctime: expected %jd to %jd, observed %jd",
		    (intmax_t)before, (intmax_t)after, (intmax_t)time);
	remove_message_queue(id);
}

/* Value is another limit, in a namespace of its own; 0: the limit is what it is. */
static const struct variant limits[] = {{"usual_limit", 0, NULL}, {"other_limit", 5000, NULL}};

CASE_VARIANTS(limits, sysv_msg_get_init_qbytes)
{
	int id;

	if (variant()->value)
		enter_message_limit("msgmnb", variant()->value);
	id = new_message_queue();
#ifdef __linux__
	EXPECT_EQ(message_limit("msgmnb"), message_queue_status(id).msg_qbytes);
#else
	EXPECT(message_queue_status(id).msg_qbytes > 0);
#endif
	remove_message_queue(id);
}

CASE(sysv_msg_get_existing_unchanged)
{
	key_t key = unique_key();
	int id = (int)EXPECT_OK(msgget(key, IPC_CREAT | IPC_EXCL | 0640));
	struct msqid_ds before;

	set_queue_bytes(id, 100);
	use(id);
	before = message_queue_status(id);
	EXPECT_EQ(id, msgget(key, 0));
	EXPECT_EQ(id, msgget(key, 0400));
	EXPECT_EQ(id, msgget(key, IPC_CREAT | 0600));
	expect_queue_unchanged(id, before);
	expect_message_of(id, 0, 1, "y");
	remove_message_queue(id);
}

CASE(sysv_msg_get_enoent, msgget_enoent)
{
	key_t key = unique_key();
	int id;

	EXPECT_ERROR(ENOENT, msgget(key, 0));
	EXPECT_ERROR(ENOENT, msgget(key, IPC_EXCL | 0600));
	/* None of these made the queue, and a removed one is not there. */
	EXPECT_ERROR(ENOENT, msgget(key, 0600));
	id = (int)EXPECT_OK(msgget(key, IPC_CREAT | 0600));
	remove_message_queue(id);
	EXPECT_ERROR(ENOENT, msgget(key, 0));
}

CASE(sysv_msg_get_eexist, msgget_eexist)
{
	key_t key = unique_key();
	int id = (int)EXPECT_OK(msgget(key, IPC_CREAT | IPC_EXCL | 0600));
	struct msqid_ds before;

	put_message(id, 1, "x");
	before = message_queue_status(id);
	EXPECT_ERROR(EEXIST, msgget(key, IPC_CREAT | IPC_EXCL | 0600));
	EXPECT_ERROR(EEXIST, msgget(key, IPC_CREAT | IPC_EXCL));
	expect_queue_unchanged(id, before);
	EXPECT_EQ(id, msgget(key, 0));
	remove_message_queue(id);
	id = (int)EXPECT_OK(msgget(key, IPC_CREAT | IPC_EXCL | 0600));
	remove_message_queue(id);
}

/* What the group may, neither the owner may, if it is no root, nor another user. */
CASE(msgget_eacces)
{
	key_t key = unique_key();
	int id = (int)EXPECT_OK(msgget(key, IPC_CREAT | IPC_EXCL | 0060));
	struct actor *user = ACTOR("unprivileged user")
	{
		become_unprivileged();
		EXPECT_ERROR(EACCES, msgget(key, 0600));
		EXPECT_ERROR(EACCES, msgget(key, 0400));
		EXPECT_ERROR(EACCES, msgget(key, 0200));
		EXPECT_ERROR(EACCES, msgget(key, IPC_CREAT | 0666));
		EXPECT_EQ(id, msgget(key, 0));
	}

	expect_finished(user);
	remove_message_queue(id);
}

CASE(msgget_enospc)
{
	key_t key = unique_key();
	int first;
	int id;

	enter_message_limit("msgmni", 2);
	first = new_message_queue();
	id = new_message_queue();
	EXPECT_ERROR(ENOSPC, msgget(IPC_PRIVATE, IPC_CREAT | 0600));
	EXPECT_ERROR(ENOSPC, msgget(key, IPC_CREAT | 0600));
	EXPECT_ERROR(ENOENT, msgget(key, 0));
	remove_message_queue(first);
	first = (int)EXPECT_OK(msgget(key, IPC_CREAT | 0600));
	EXPECT_EQ(first, msgget(key, IPC_CREAT | 0600));
	remove_message_queue(first);
	remove_message_queue(id);
}
