/* What Linux adds to msgsnd(). */
#include "sysv_msg.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Both wait for what does not come. */
CASE(sysv_msg_snd_linux_never_restarted)
{
	int id = new_small_message_queue(1);
	struct message message = {1, "xy"};
	struct actor *sender = ACTOR("sender")
	{
		catch_signal(SIGUSR1, SA_RESTART);
		EXPECT_ERROR(EINTR, msgsnd(id, &message, 2, 0));
	}
	struct actor *receiver = ACTOR("receiver")
	{
		catch_signal(SIGUSR1, SA_RESTART);
		EXPECT_ERROR(EINTR, msgrcv(id, &message, TEXT_SIZE, 0, 0));
	}

	expect_blocked_in(sender, CALL_MSGSND);
	expect_blocked_in(receiver, CALL_MSGRCV);
	send_signal(sender, SIGUSR1);
	send_signal(receiver, SIGUSR1);
	expect_finished(sender);
	expect_finished(receiver);
	EXPECT_EQ(2, times_caught(SIGUSR1));
	expect_queued(id, 0);
	remove_message_queue(id);
}

CASE(sysv_msg_snd_linux_count_limit)
{
	int id = new_small_message_queue(3);
	struct actor *sender;
	long type = 1;
	int i;

	for (i = 0; i < 3; i++)
		EXPECT_EQ(0, msgsnd(id, &type, 0, IPC_NOWAIT));
	EXPECT_ERROR(EAGAIN, msgsnd(id, &type, 0, IPC_NOWAIT));
	sender = ACTOR("sender") put_message_waiting(id, 2, "");
	expect_blocked_in(sender, CALL_MSGSND);
	expect_message_of(id, 0, 1, "");
	expect_finished(sender);
	expect_queued(id, 3);
	remove_message_queue(id);
}

CASE(sysv_msg_snd_linux_cbytes)
{
	int id = new_small_message_queue(8);
	struct message message = {1, "12345"};

	EXPECT_EQ(0, message_queue_status(id).__msg_cbytes);
	put_message(id, 1, "abcde");
	EXPECT_EQ(5, message_queue_status(id).__msg_cbytes);
	EXPECT_ERROR(EAGAIN, msgsnd(id, &message, 5, IPC_NOWAIT));
	EXPECT_EQ(5, message_queue_status(id).__msg_cbytes);
	put_message(id, 2, "fgh");
	EXPECT_EQ(8, message_queue_status(id).__msg_cbytes);
	expect_message_of(id, 2, 2, "fgh");
	EXPECT_EQ(5, message_queue_status(id).__msg_cbytes);
	expect_message_of(id, 1, 1, "abcde");
	EXPECT_EQ(0, message_queue_status(id).__msg_cbytes);
	remove_message_queue(id);
}

/* A message of which nothing, or the type only, is in memory. */
CASE(msgsnd_efault)
{
	int id = new_message_queue();
	struct actor *sender = ACTOR("sender")
	{
		size_t page = (size_t)sysconf(_SC_PAGESIZE);
		char *memory = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
				    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		long *type = (long *)(memory + page) - 1;

		SETUP_THAT(memory != MAP_FAILED, "no memory: %s", error_name(errno));
		SETUP(mprotect(memory + page, page, PROT_NONE));
		*type = 1;
		EXPECT_ERROR(EFAULT, msgsnd(id, type, 1, IPC_NOWAIT));
		EXPECT_EQ(0, msgsnd(id, type, 0, IPC_NOWAIT));
		SETUP(munmap(memory, 2 * page));
		EXPECT_ERROR(EFAULT, msgsnd(id, type, 0, IPC_NOWAIT));
	}

	expect_finished(sender);
	expect_queued(id, 1);
	EXPECT_EQ(actor_pid(sender), message_queue_status(id).msg_lspid);
	remove_message_queue(id);
}
