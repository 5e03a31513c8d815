#include "../mq/mq.h"
#include "../posix_sem/semaphore.h"
#include "../sysv_msg/sysv_msg.h"
#include "../sysv_sem/sysv_sem.h"
#include "blocking.h"

/* A time that a call with a time limit does not reach. */
static const long far_ahead = 600000;

static struct place on_empty_queue(void)
{
	need_level(LEVEL_OPTION_MSG);
	return (struct place){.here = new_queue(0)};
}

static struct place on_full_queue(void)
{
	struct place place = on_empty_queue();

	fill_queue(place.here);
	return place;
}

static int wait_in_mq_send(struct place *place)
{
	return mq_send(place->here, "x", 1, 0);
}

static int wait_in_mq_timedsend(struct place *place)
{
	struct timespec limit = time_ahead(CLOCK_REALTIME, far_ahead);

	return mq_timedsend(place->here, "x", 1, 0, &limit);
}

static int wait_in_mq_receive(struct place *place)
{
	char message[MESSAGE_SIZE];

	return mq_receive(place->here, message, sizeof(message), NULL) == 1 ? 0 : -1;
}

static int wait_in_mq_timedreceive(struct place *place)
{
	struct timespec limit = time_ahead(CLOCK_REALTIME, far_ahead);
	char message[MESSAGE_SIZE];

	return mq_timedreceive(place->here, message, sizeof(message), NULL, &limit) == 1 ? 0 : -1;
}

static void take_message(struct place *place)
{
	expect_message(place->here, "0", 0);
}

static void leave_message(struct place *place)
{
	send_message(place->here, "x", 0);
}

static struct place at_semaphore(void)
{
	return (struct place){.semaphore = new_semaphore(0)};
}

static int wait_in_sem_wait(struct place *place)
{
	return sem_wait(place->semaphore);
}

static int wait_in_sem_timedwait(struct place *place)
{
	struct timespec limit = time_ahead(CLOCK_REALTIME, far_ahead);

	return sem_timedwait(place->semaphore, &limit);
}

static void post(struct place *place)
{
	SETUP(sem_post(place->semaphore));
}

static struct place on_empty_message_queue(void)
{
	need_level(LEVEL_OPTION_XSI);
	return (struct place){.here = new_message_queue()};
}

static struct place on_full_message_queue(void)
{
	struct message message = {.mtype = 1};
	struct place place = {.here = -1};

	need_level(LEVEL_OPTION_XSI);
	place.here = new_small_message_queue(TEXT_SIZE);
	SETUP(msgsnd(place.here, &message, TEXT_SIZE, IPC_NOWAIT));
	return place;
}

static int wait_in_msgsnd(struct place *place)
{
	struct message message = {.mtype = 1};

	return msgsnd(place->here, &message, 1, 0);
}

static int wait_in_msgrcv(struct place *place)
{
	struct message message;

	return msgrcv(place->here, &message, sizeof(message.mtext), 0, 0) == -1 ? -1 : 0;
}

static void put_one(struct place *place)
{
	put_message(place->here, 1, "x");
}

static void take_one(struct place *place)
{
	struct message message;

	SETUP(msgrcv(place->here, &message, sizeof(message.mtext), 0, IPC_NOWAIT));
}

static void remove_messages(struct place *place)
{
	remove_message_queue(place->here);
}

static struct place at_semaphore_set(void)
{
	need_level(LEVEL_OPTION_XSI);
	return (struct place){.here = new_semaphore_set(1)};
}

static int wait_in_semop(struct place *place)
{
	return operate(place->here, 0, -1, 0);
}

static void increase(struct place *place)
{
	SETUP(operate(place->here, 0, 1, 0));
}

static void remove_set(struct place *place)
{
	remove_semaphore_set(place->here);
}

const struct blocking_call mq_send_of_queue = {CALL_MQ_SEND, on_full_queue, wait_in_mq_send,
					       take_message, NULL};
const struct blocking_call mq_timedsend_of_queue = {CALL_MQ_SEND, on_full_queue,
						    wait_in_mq_timedsend, take_message, NULL};
const struct blocking_call mq_receive_of_queue = {CALL_MQ_RECEIVE, on_empty_queue,
						  wait_in_mq_receive, leave_message, NULL};
const struct blocking_call mq_timedreceive_of_queue = {
	CALL_MQ_RECEIVE, on_empty_queue, wait_in_mq_timedreceive, leave_message, NULL};
const struct blocking_call sem_wait_of_semaphore = {CALL_FUTEX, at_semaphore, wait_in_sem_wait,
						    post, NULL};
const struct blocking_call sem_timedwait_of_semaphore = {CALL_FUTEX, at_semaphore,
							 wait_in_sem_timedwait, post, NULL};
const struct blocking_call msgsnd_of_queue = {CALL_MSGSND, on_full_message_queue, wait_in_msgsnd,
					      take_one, remove_messages};
const struct blocking_call msgrcv_of_queue = {CALL_MSGRCV, on_empty_message_queue, wait_in_msgrcv,
					      put_one, remove_messages};
const struct blocking_call semop_of_set = {CALL_SEMOP, at_semaphore_set, wait_in_semop, increase,
					   remove_set};
