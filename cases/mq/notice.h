/* Requests to be notified of a message, and the notices that follow. */
#ifndef IPCTS_MQ_NOTICE_H
#define IPCTS_MQ_NOTICE_H

#include "mq.h"

#include <signal.h>

/*
 * The signal that tells of a message: one that is queued, in order, so that no
 * notice hides another one. It is blocked, and taken when it is expected: whether
 * there was a notice is seen without waiting for none.
 */
#define NOTICE SIGRTMIN

/* What asks for the signal, with the value. */
struct sigevent signal_event(int number, int value);

/* Registers the calling process: it is to get NOTICE with the value. It must succeed. */
#define request_notice(queue, value) AT(mq_case_request_notice(queue, value))

/* Removes the registration of the calling process. */
#define cancel_request(queue) AT(mq_case_cancel_request(queue))

/* Some process is registered, so that the caller cannot be; none is. */
#define expect_registration(queue) AT(mq_case_expect_registration(queue))
#define expect_no_registration(queue) AT(mq_case_expect_no_registration(queue))

/* Takes the next notice, which has the value. Worth what the signal tells. */
#define expect_notice(value) AT(mq_case_expect_notice(value))

/* There is no notice. The next one with its value tells that none was late. */
#define expect_no_notice() AT(mq_case_expect_no_notice())

void mq_case_request_notice(mqd_t queue, int value);
void mq_case_cancel_request(mqd_t queue);
void mq_case_expect_registration(mqd_t queue);
void mq_case_expect_no_registration(mqd_t queue);
siginfo_t mq_case_expect_notice(int value);
void mq_case_expect_no_notice(void);

#endif
