/* What Linux adds to message queues: further selectors, errors, limits to be read and set. */
#include "sysv_msg.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>

CASE(sysv_msg_rcv_linux_msg_except)
{
	int id = new_message_queue();
	struct message message = {0};
	struct actor *receiver;

	put_message(id, 2, "two");
	put_message(id, 3, "three");
	put_message(id, 2, "two, too");
	EXPECT_EQ(5, msgrcv(id, &message, TEXT_SIZE, 2, IPC_NOWAIT | MSG_EXCEPT));
	EXPECT_EQ(3, message.mtype);
	EXPECT_ERROR(ENOMSG, msgrcv(id, &message, TEXT_SIZE, 2, IPC_NOWAIT | MSG_EXCEPT));
	receiver = ACTOR("receiver")
	{
		EXPECT_EQ(3, msgrcv(id, &message, TEXT_SIZE, 2, MSG_EXCEPT));
		EXPECT_EQ(1, message.mtype);
	}
	expect_blocked_in(receiver, CALL_MSGRCV);
	put_message(id, 2, "two, again");
	expect_blocked_in(receiver, CALL_MSGRCV);
	put_message(id, 1, "one");
	expect_finished(receiver);
	expect_queued(id, 3);
	expect_message_of(id, 0, 2, "two");
	remove_message_queue(id);
}

#ifndef MSG_COPY
#define MSG_COPY 040000 /* not every C library has it */
#endif

/* A copy of the message that the index says, from 0 on. */
static ssize_t copy_message(int id, struct message *message, long index)
{
	return msgrcv(id, message, TEXT_SIZE, index, IPC_NOWAIT | MSG_COPY);
}

static bool has_copies(int id)
{
	struct message message;

	return copy_message(id, &message, 0) != -1 || errno != ENOSYS;
}

CASE(sysv_msg_rcv_linux_msg_copy)
{
	static const char *const texts[] = {"first", "second", "third"};
	enum { COUNT = sizeof(texts) / sizeof(texts[0]) };
	int id = new_message_queue();
	struct message message;
	long i;

	if (!has_copies(id))
		skip_unsupported("the kernel is configured without MSG_COPY");
	for (i = 0; i < COUNT; i++)
		put_message(id, COUNT - i, texts[i]);
	for (i = COUNT - 1; i >= 0; i--) {
		message = (struct message){0};
		EXPECT_EQ(strlen(texts[i]), copy_message(id, &message, i));
		EXPECT_EQ(COUNT - i, message.mtype);
		EXPECT_STRING(texts[i], message.mtext);
	}
	EXPECT_ERROR(ENOMSG, copy_message(id, &message, COUNT));
	expect_queued(id, COUNT);
	EXPECT_EQ(0, message_queue_status(id).msg_lrpid);
	for (i = 0; i < COUNT; i++)
		expect_message_of(id, 0, COUNT - i, texts[i]);
	remove_message_queue(id);
}

CASE(msgrcv_enosys)
{
	int id = new_message_queue();
	struct message message;

	put_message(id, 1, "x");
	if (has_copies(id))
		skip_unsupported("the kernel is configured with MSG_COPY");
	EXPECT_ERROR(ENOSYS, copy_message(id, &message, 0));
	expect_message_of(id, 0, 1, "x");
	remove_message_queue(id);
}

CASE(sysv_msg_rcv_linux_type_long_min)
{
	int id = new_message_queue();

	put_message(id, LONG_MAX, "far away");
	put_message(id, 7, "near");
	expect_message_of(id, LONG_MIN, 7, "near");
	expect_message_of(id, LONG_MIN, LONG_MAX, "far away");
	EXPECT_ERROR(ENOMSG, msgrcv(id, &(struct message){0}, TEXT_SIZE, LONG_MIN, IPC_NOWAIT));
	remove_message_queue(id);
}

CASE(sysv_msg_rcv_linux_noerror_accounting)
{
	int id = new_message_queue();
	struct message message;

	put_message(id, 1, "0123456789");
	put_message(id, 2, "after");
	EXPECT_EQ(15, message_queue_status(id).__msg_cbytes);
	EXPECT_ERROR(E2BIG, msgrcv(id, &message, 4, 0, IPC_NOWAIT));
	EXPECT_EQ(15, message_queue_status(id).__msg_cbytes);
	EXPECT_EQ(4, msgrcv(id, &message, 4, 0, IPC_NOWAIT | MSG_NOERROR));
	EXPECT_EQ(5, message_queue_status(id).__msg_cbytes);
	expect_message_of(id, 0, 2, "after");
	EXPECT_EQ(0, message_queue_status(id).__msg_cbytes);
	remove_message_queue(id);
}

CASE(msgrcv_efault)
{
	int id = new_message_queue();
	struct actor *receiver;
	bool stays;

	put_message(id, 1, "x");
	put_message(id, 1, "y");
	receiver = ACTOR("receiver")
	{
		void *memory = mmap(NULL, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		SETUP_THAT(memory != MAP_FAILED, "no memory: %s", error_name(errno));
		EXPECT_ERROR(EFAULT, msgrcv(id, memory, TEXT_SIZE, 0, IPC_NOWAIT));
	}
	expect_finished(receiver);
	stays = message_queue_status(id).msg_qnum == 2;
	observe("a message that cannot be stored", "%s", stays ? "stays on the queue" : "is lost");
	expect_message_of(id, 0, 1, stays ? "x" : "y");
	remove_message_queue(id);
}

CASE(msgrcv_einval_arguments)
{
	static const size_t negative = (size_t)-1;
	int id = new_message_queue();
	struct message message;

	put_message(id, 1, "x");
	EXPECT_ERROR(EINVAL, msgrcv(id, &message, negative, 0, IPC_NOWAIT));
	EXPECT_ERROR(EINVAL, msgrcv(id, &message, negative, 0, IPC_NOWAIT | MSG_NOERROR));
	EXPECT_ERROR(EINVAL, msgrcv(id, &message, TEXT_SIZE, 0, MSG_COPY));
	EXPECT_ERROR(EINVAL,
		     msgrcv(id, &message, TEXT_SIZE, 0, IPC_NOWAIT | MSG_COPY | MSG_EXCEPT));
	expect_queued(id, 1);
	expect_message_of(id, 0, 1, "x");
	remove_message_queue(id);
}

CASE(sysv_msg_linux_limits_proc)
{
	enum { LONGEST = 8192 };
	static struct {
		long mtype;
		unsigned char mtext[LONGEST + 1];
	} message = {.mtype = 1};
	int id;

	/* All limits but one have their defaults in the namespaces that are entered. */
	enter_message_limit("msgmni", 1);
	EXPECT_EQ(LONGEST, message_limit("msgmax"));
	EXPECT_EQ(16384, message_limit("msgmnb"));
	id = new_message_queue();
	EXPECT_ERROR(ENOSPC, msgget(IPC_PRIVATE, 0600));
	EXPECT_EQ(16384, message_queue_status(id).msg_qbytes);
	pattern_make(message.mtext, 0, LONGEST);
	EXPECT_ERROR(EINVAL, msgsnd(id, &message, LONGEST + 1, IPC_NOWAIT));
	EXPECT_EQ(0, msgsnd(id, &message, LONGEST, IPC_NOWAIT));
	memset(message.mtext, 0, LONGEST);
	EXPECT_EQ(LONGEST, msgrcv(id, &message, LONGEST, 0, IPC_NOWAIT));
	expect_pattern(message.mtext, 0, LONGEST);
	remove_message_queue(id);

	enter_message_limit("msgmax", 10);
	EXPECT_EQ(32000, message_limit("msgmni"));
	id = new_message_queue();
	EXPECT_ERROR(EINVAL, msgsnd(id, &message, 11, IPC_NOWAIT));
	EXPECT_EQ(0, msgsnd(id, &message, 10, IPC_NOWAIT));
	remove_message_queue(id);

	enter_message_limit("msgmnb", 30);
	id = new_message_queue();
	EXPECT_EQ(30, message_queue_status(id).msg_qbytes);
	remove_message_queue(id);
}
