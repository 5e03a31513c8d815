/* The object of the message queue cases. */
#ifndef IPCTS_MQ_H
#define IPCTS_MQ_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <fcntl.h>
#include <mqueue.h>

/*
 * The queues of the cases are small: every system's limits allow them, in any
 * number, where a queue of default sizes takes a tenth of what Linux gives a
 * user.
 */
enum { CAPACITY = 3, MESSAGE_SIZE = 16 };

/* A new queue of that size, open for O_RDWR and flags, whose name is gone already. */
mqd_t new_queue(int flags);

/* Likewise, under the name, which stays (unique_name(); end with remove_queue()). */
mqd_t new_named_queue(const char *name, int flags);

/* Opens the queue of the name, which exists. */
#define open_queue(name, flags) AT(mq_case_open(name, flags))

/* Makes the case the owner of a descriptor of a queue. Returns it. */
mqd_t own_queue(mqd_t queue);

#define close_queue(queue) AT(mq_case_close(queue))
#define remove_queue(name) AT(mq_case_remove(name))

/* One message: sent; received, with that text and priority; there are count of them. */
#define send_message(queue, text, priority) AT(mq_case_send(queue, text, priority))
#define expect_message(queue, text, priority) AT(mq_case_expect(queue, text, priority))
#define expect_messages(queue, count) AT(mq_case_expect_count(queue, count))

/* Sends messages "0", "1", ... of priority 0 until the queue, which is empty, is full. */
#define fill_queue(queue) AT(mq_case_fill(queue))

mqd_t mq_case_open(const char *name, int flags);
void mq_case_close(mqd_t queue);
void mq_case_remove(const char *name);
void mq_case_send(mqd_t queue, const char *text, unsigned priority);
void mq_case_expect(mqd_t queue, const char *text, unsigned priority);
void mq_case_expect_count(mqd_t queue, long count);
void mq_case_fill(mqd_t queue);

#endif
