/* The object of the message queue cases. */
#ifndef IPCTS_MQ_H
#define IPCTS_MQ_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <fcntl.h>
#include <mqueue.h>
#include <sys/stat.h>

/*
 * The queues of the cases are small: every system's limits allow them, in any
 * number, where a queue of default sizes takes a tenth of what Linux gives a
 * user.
 */
enum { CAPACITY = 3, MESSAGE_SIZE = 16 };

/* Attributes to make a queue with; those of that size. */
#define SIZES(messages, size) (&(struct mq_attr){.mq_maxmsg = (messages), .mq_msgsize = (size)})
#define SMALL SIZES(CAPACITY, MESSAGE_SIZE)

/* A new queue of that size, open for O_RDWR and flags, whose name is gone already. */
mqd_t new_queue(int flags);

/*
 * Likewise, of another size: up to 10 messages of up to 8192 bytes, which is what
 * Linux allows everybody.
 */
mqd_t new_sized_queue(long capacity, long size, int flags);

/* One of the usual size, under the name, which stays (unique_name(); end with remove_queue()). */
mqd_t new_named_queue(const char *name, int flags);

/*
 * A new queue with a null attr, whose name is gone already. Waits while other
 * cases have all that a user may have in queues: to be closed soon.
 */
#define new_default_queue() AT(mq_case_new_default())

/* Opens the queue of the name, which exists. */
#define open_queue(name, flags) AT(mq_case_open(name, flags))

/* mq_open() with all its arguments, of which flags have O_CREAT; it must succeed. */
#define create_queue(name, flags, mode, attributes) \
	AT(mq_case_create(name, flags, mode, attributes))

/* There is no queue of the name. */
#define expect_no_queue(name) AT(mq_case_expect_absent(name))

/* The queue holds as many messages, of that size, at most. */
#define expect_sizes(queue, messages, size) AT(mq_case_expect_sizes(queue, messages, size))

/* Stores the queue's file status, if its descriptor is one of a file; false: it is not. */
bool status_of_queue(mqd_t queue, struct stat *status);

/* Makes the case the owner of a descriptor of a queue. Returns it. */
mqd_t own_queue(mqd_t queue);

#define close_queue(queue) AT(mq_case_close(queue))
#define remove_queue(name) AT(mq_case_remove(name))

/* One message: sent; received, with that text and priority; there are count of them. */
#define send_message(queue, text, priority) AT(mq_case_send(queue, text, priority))
#define expect_message(queue, text, priority) AT(mq_case_expect(queue, text, priority))
#define expect_messages(queue, count) AT(mq_case_expect_count(queue, count))

/* mq_flags: O_NONBLOCK or 0; of mq_getattr(), only those flags count that one might see there. */
#define set_queue_flags(queue, flags) AT(mq_case_set_flags(queue, flags))
#define expect_queue_flags(queue, flags) AT(mq_case_expect_flags(queue, flags))

/* Sends messages "0", "1", ... of priority 0 until the queue, which is empty, is full. */
#define fill_queue(queue) AT(mq_case_fill(queue))

mqd_t mq_case_new_default(void);
mqd_t mq_case_open(const char *name, int flags);
mqd_t mq_case_create(const char *name, int flags, mode_t mode, struct mq_attr *attributes);
void mq_case_expect_absent(const char *name);
void mq_case_expect_sizes(mqd_t queue, long messages, long size);
void mq_case_close(mqd_t queue);
void mq_case_remove(const char *name);
void mq_case_send(mqd_t queue, const char *text, unsigned priority);
void mq_case_expect(mqd_t queue, const char *text, unsigned priority);
void mq_case_expect_count(mqd_t queue, long count);
void mq_case_set_flags(mqd_t queue, long flags);
void mq_case_expect_flags(mqd_t queue, long flags);
void mq_case_fill(mqd_t queue);

#endif
