/* What msgsnd() does where there is room: the message, its type, its traces. */
#include "sysv_msg.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

CASE(sysv_msg_snd_returns_zero)
{
	int id = new_message_queue();
	struct message message = {.mtype = 1};
	size_t size;

	for (size = 0; size <= TEXT_SIZE; size++)
		EXPECT_EQ(0, msgsnd(id, &message, size, size % 2 ? IPC_NOWAIT : 0));
	remove_message_queue(id);
}

CASE(sysv_msg_snd_qnum_plus_one)
{
	int id = new_message_queue();
	char text[] = "0";
	unsigned long count;

	for (count = 1; count < 10; count++) {
		*text = (char)('0' + count);
		put_message(id, (long)(1 + count % 3), text);
		expect_queued(id, count);
	}
	for (*text = '1'; *text <= '9'; ++*text)
		expect_message_of(id, 0, 1 + (*text - '0') % 3, text);
	remove_message_queue(id);
}

static void put_x(void *id)
{
	put_message(*(int *)id, 1, "x");
}

/* It is the process's id, whichever of its threads sends. */
CASE(sysv_msg_snd_lspid_set)
{
	int id = new_message_queue();
	struct actor *sender = ACTOR("sender") put_message(id, 1, "x");

	expect_finished(sender);
	EXPECT_EQ(actor_pid(sender), message_queue_status(id).msg_lspid);
	sender = start_thread("sending thread", put_x, &id);
	expect_finished(sender);
	EXPECT_EQ(getpid(), message_queue_status(id).msg_lspid);
	EXPECT_EQ(0, message_queue_status(id).msg_lrpid);
	remove_message_queue(id);
}

CASE(sysv_msg_snd_stime_set)
{
	int id = new_message_queue();
	struct msqid_ds status;
	time_t before = file_clock().tv_sec;
	time_t after;

	put_message(id, 1, "x");
	after = file_clock().tv_sec;
	status = message_queue_status(id);
	EXPECT_THAT(before <= status.msg_stime && status.msg_stime <= after,
		    "msg_stime: expected %jd to %jd, observed %jd", (intmax_t)before,
		    (intmax_t)after, (intmax_t)status.msg_stime);
	EXPECT_EQ(0, status.msg_rtime);
	remove_message_queue(id);
}

CASE(sysv_msg_snd_zero_length_ok)
{
	int id = new_message_queue();
	struct message message = {.mtext = "untouched"};
	long type = 7;

	put_message(id, 1, "before");
	EXPECT_EQ(0, msgsnd(id, &type, 0, IPC_NOWAIT));
	put_message(id, 1, "behind");
	expect_queued(id, 3);
	expect_message_of(id, 0, 1, "before");
	EXPECT_EQ(0, msgrcv(id, &message, TEXT_SIZE, 0, IPC_NOWAIT));
	EXPECT_EQ(7, message.mtype);
	EXPECT_STRING("untouched", message.mtext);
	expect_message_of(id, 0, 1, "behind");
	remove_message_queue(id);
}

/* The text ends where the memory ends. */
CASE(sysv_msg_snd_msgsz_excludes_type)
{
	static const char text[] = "a text longer than a long";
	const size_t size = sizeof(text) - 1;
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *memory =
		mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *end = memory + page;
	long type = 3;
	int id = new_message_queue();

	SETUP_THAT(memory != MAP_FAILED, "no memory: %s", error_name(errno));
	SETUP(mprotect(end, page, PROT_NONE));
	memcpy(end - size, text, size);
	memcpy(end - size - sizeof(type), &type, sizeof(type));
	EXPECT_EQ(0, msgsnd(id, end - size - sizeof(type), size, IPC_NOWAIT));
	expect_message_of(id, 0, 3, text);
	remove_message_queue(id);
}

CASE(sysv_msg_snd_type_below_one_einval)
{
	static const long types[] = {0, -1, -2, LONG_MIN};
	int id = new_message_queue();
	struct message message = {.mtext = "x"};
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		message.mtype = types[i];
		EXPECT_ERROR(EINVAL, msgsnd(id, &message, 1, IPC_NOWAIT));
	}
	expect_queued(id, 0);
	put_message(id, 1, "smallest");
	put_message(id, LONG_MAX, "largest");
	expect_message_of(id, 0, 1, "smallest");
	expect_message_of(id, 0, LONG_MAX, "largest");
	remove_message_queue(id);
}

/* Value is another limit, in a namespace of its own; 0: the limit is what it is. */
static const struct variant limits[] = {{"usual_limit", 0, NULL}, {"other_limit", 100, NULL}};

CASE_VARIANTS(limits, sysv_msg_snd_too_long_einval)
{
	struct message *message;
	size_t limit;
	int id;

	if (variant()->value)
		enter_message_limit("msgmax", variant()->value);
	limit = (size_t)message_limit("msgmax");
	message = calloc(1, sizeof(message->mtype) + limit + 1);
	SETUP_THAT(message, "no memory for a message of %zu bytes", limit + 1);
	message->mtype = 1;
	id = new_message_queue();
	EXPECT_ERROR(EINVAL, msgsnd(id, message, limit + 1, IPC_NOWAIT));
	expect_queued(id, 0);
	if (limit <= message_queue_status(id).msg_qbytes)
		EXPECT_EQ(0, msgsnd(id, message, limit, IPC_NOWAIT));
	remove_message_queue(id);
	free(message);
}

CASE(sysv_msg_snd_buffer_copied)
{
	int id = new_message_queue();
	struct message message = {3, "as it was sent"};
	const size_t size = strlen(message.mtext);

	EXPECT_EQ(0, msgsnd(id, &message, size, IPC_NOWAIT));
	memset(&message, '?', sizeof(message));
	expect_message_of(id, 0, 3, "as it was sent");
	remove_message_queue(id);
}

CASE(sysv_msg_snd_qbytes_exact_fit)
{
	int id = new_small_message_queue(16);
	struct message message = {.mtype = 1};

	EXPECT_ERROR(EAGAIN, msgsnd(id, &message, 17, IPC_NOWAIT));
	EXPECT_EQ(0, msgsnd(id, &message, 16, IPC_NOWAIT));
	EXPECT_ERROR(EAGAIN, msgsnd(id, &message, 1, IPC_NOWAIT));
	EXPECT_EQ(16, msgrcv(id, &message, TEXT_SIZE, 0, IPC_NOWAIT));
	put_message(id, 1, "0123456789");
	EXPECT_ERROR(EAGAIN, msgsnd(id, &message, 7, IPC_NOWAIT));
	put_message(id, 1, "abcdef");
	EXPECT_ERROR(EAGAIN, msgsnd(id, &message, 1, IPC_NOWAIT));
	expect_message_of(id, 0, 1, "0123456789");
	expect_message_of(id, 0, 1, "abcdef");
	remove_message_queue(id);
}

/* Value is "messages have been sent": times, or ids, that change are seen. */
static const struct variant queues[] = {{"unused_queue", false, NULL}, {"used_queue", true, NULL}};

CASE_VARIANTS(queues, sysv_msg_snd_fail_no_change)
{
	int id = new_small_message_queue(4);
	struct message too_long = {1, "12345"};
	struct message wrong = {0, "1"};
	struct msqid_ds before;

	if (variant()->value) {
		struct actor *user = ACTOR("user") put_message(id, 1, "1234");

		expect_finished(user);
	}
	before = message_queue_status(id);
	EXPECT_ERROR(EAGAIN, msgsnd(id, &too_long, 5, IPC_NOWAIT));
	expect_queue_unchanged(id, before);
	EXPECT_ERROR(EINVAL, msgsnd(id, &wrong, 1, IPC_NOWAIT));
	expect_queue_unchanged(id, before);
	remove_message_queue(id);
}
