/* The object of the System V message queue cases. */
#ifndef IPCTS_SYSV_MSG_H
#define IPCTS_SYSV_MSG_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <sys/msg.h>

enum { TEXT_SIZE = 64 };

struct message {
	long mtype;
	char mtext[TEXT_SIZE];
};

/*
 * A new queue of mode 0600, known by its id only, of the usual size or so many
 * bytes; end with remove_message_queue().
 */
#define new_message_queue() new_message_queue_of(0600)
#define new_message_queue_of(mode) AT(sysv_msg_new(mode))
#define new_small_message_queue(bytes) AT(sysv_msg_new_small(bytes))

#define remove_message_queue(id) AT(sysv_msg_remove(id))

/* One message of the type: sent; received by the selector msgtyp. */
#define put_message(id, type, text) AT(sysv_msg_put(id, type, text))
#define expect_message_of(id, msgtyp, type, text) AT(sysv_msg_expect(id, msgtyp, type, text))

/* A message is sent as soon as there is room for it. */
#define put_message_waiting(id, type, text) AT(sysv_msg_put_waiting(id, type, text))

/* What IPC_STAT tells; it is what it was. */
#define message_queue_status(id) AT(sysv_msg_status(id))
#define expect_queue_unchanged(id, before) AT(sysv_msg_expect_unchanged(id, before))

/* IPC_SET sets msg_qbytes. */
#define set_queue_bytes(id, bytes) AT(sysv_msg_set_bytes(id, bytes))

/* msg_qnum. */
#define expect_queued(id, count) AT(sysv_msg_expect_queued(id, count))

/*
 * What Linux has in /proc/sys/kernel ("msgmni", ...); a private IPC namespace
 * is entered where it is another value.
 */
unsigned long message_limit(const char *name);
void enter_message_limit(const char *name, unsigned long value);

int sysv_msg_new(int mode);
int sysv_msg_new_small(unsigned long bytes);
void sysv_msg_remove(int id);
void sysv_msg_put(int id, long type, const char *text);
void sysv_msg_put_waiting(int id, long type, const char *text);
void sysv_msg_expect(int id, long msgtyp, long type, const char *text);
struct msqid_ds sysv_msg_status(int id);
void sysv_msg_expect_unchanged(int id, struct msqid_ds before);
void sysv_msg_set_bytes(int id, unsigned long bytes);
void sysv_msg_expect_queued(int id, unsigned long count);

#endif
