/*
 * The calls that wait, of every mechanism, in one table: what a signal does to
 * a call that it interrupts is one scenario for all of them.
 */
#ifndef IPCTS_BLOCKING_H
#define IPCTS_BLOCKING_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <semaphore.h>

/* Where a call waits: what of it serves is up to the call. */
struct place {
	int here; /* a descriptor, or an id */
	int there;
	sem_t *semaphore;
	const char *path;
	struct gate *gate;
	struct actor *other;
};

struct blocking_call {
	enum call call;
	struct place (*make)(void);
	/* Waits; then 0, or -1 and errno. */
	int (*wait)(struct place *place);
	/* Lets a call that waits succeed, or the next one not wait. */
	void (*release)(struct place *place);
	/* Removes what the case has to remove; NULL: nothing. */
	void (*remove)(struct place *place);
};

/* Pipes, FIFOs, children, readiness: blocking_file.c. */
extern const struct blocking_call read_of_pipe, readv_of_pipe, write_of_pipe, writev_of_pipe,
	open_for_reading, open_for_writing, waitpid_of_child, poll_of_pipe, ppoll_of_pipe,
	select_of_pipe, pselect_of_pipe, lock_of_record, lockf_of_record;

/* Message queues and semaphores: blocking_ipc.c. */
extern const struct blocking_call mq_send_of_queue, mq_timedsend_of_queue, mq_receive_of_queue,
	mq_timedreceive_of_queue, sem_wait_of_semaphore, sem_timedwait_of_semaphore,
	msgsnd_of_queue, msgrcv_of_queue, semop_of_set;

/* Sockets: blocking_socket.c. */
extern const struct blocking_call accept_of_listener, connect_to_listener, send_of_stream,
	send_of_datagram, sendto_of_datagram, sendmsg_of_stream, write_of_socket, recv_of_stream,
	recv_of_datagram, recvfrom_of_datagram, recvmsg_of_stream, read_of_socket,
	recv_with_timeout, send_with_timeout;

/* For tables of variants: the calls that restart, wherever the standard says nothing else. */
#define RESTARTING_FILE_CALLS                                                                  \
	{"read_pipe", 0, &read_of_pipe}, {"readv_pipe", 0, &readv_of_pipe},                    \
		{"write_pipe", 0, &write_of_pipe}, {"writev_pipe", 0, &writev_of_pipe},        \
		{"open_fifo_reader", 0, &open_for_reading},                                    \
		{"open_fifo_writer", 0, &open_for_writing}, {"waitpid", 0, &waitpid_of_child}, \
		{"fcntl_setlkw", 0, &lock_of_record}, {"poll", 0, &poll_of_pipe},              \
	{                                                                                      \
		"ppoll", 0, &ppoll_of_pipe                                                     \
	}
#define RESTARTING_IPC_CALLS                                                            \
	{"mq_send", 0, &mq_send_of_queue}, {"mq_timedsend", 0, &mq_timedsend_of_queue}, \
		{"mq_receive", 0, &mq_receive_of_queue},                                \
		{"mq_timedreceive", 0, &mq_timedreceive_of_queue},                      \
		{"sem_wait", 0, &sem_wait_of_semaphore},                                \
		{"sem_timedwait", 0, &sem_timedwait_of_semaphore},                      \
		{"msgsnd", 0, &msgsnd_of_queue}, {"msgrcv", 0, &msgrcv_of_queue},       \
		{"semop", 0, &semop_of_set},                                            \
	{                                                                               \
		"lockf", 0, &lockf_of_record                                            \
	}
#define RESTARTING_SOCKET_CALLS                                                               \
	{"accept", 0, &accept_of_listener}, {"connect", 0, &connect_to_listener},             \
		{"send_stream", 0, &send_of_stream}, {"send_dgram", 0, &send_of_datagram},    \
		{"sendto", 0, &sendto_of_datagram}, {"sendmsg", 0, &sendmsg_of_stream},       \
		{"write_socket", 0, &write_of_socket}, {"recv_stream", 0, &recv_of_stream},   \
		{"recv_dgram", 0, &recv_of_datagram}, {"recvfrom", 0, &recvfrom_of_datagram}, \
		{"recvmsg", 0, &recvmsg_of_stream}, {"read_socket", 0, &read_of_socket},      \
		{"recv_timeout", 0, &recv_with_timeout},                                      \
	{                                                                                     \
		"send_timeout", 0, &send_with_timeout                                         \
	}

/* Those that the standard lets a system restart or not. */
#define SELECT_CALLS                           \
	{"select", 0, &select_of_pipe},        \
	{                                      \
		"pselect", 0, &pselect_of_pipe \
	}

/* A caught signal, of a handler installed with the flags, ends the call with EINTR. */
void expect_interrupted(const struct blocking_call *blocking, int flags);

/* A signal caught by a handler with SA_RESTART does not end the call. */
void expect_restarted(const struct blocking_call *blocking);

/* Nor does one that is ignored, by SIG_IGN or by default. */
void expect_undisturbed(const struct blocking_call *blocking);

/* A process that is stopped in the call and continued goes on waiting; or is interrupted. */
void expect_continued(const struct blocking_call *blocking);
void expect_interrupted_by_stop(const struct blocking_call *blocking);

#endif
