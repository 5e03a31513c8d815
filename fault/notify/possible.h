/* Which of a call's errors circumstances can bring about for just this call. */
#ifndef IPCTS_FAULT_POSSIBLE_H
#define IPCTS_FAULT_POSSIBLE_H

#include <stdbool.h>

#include "notify.h"

/*
 * Whether an error of system_call_errors() makes sense: regular files have no EINTR,
 * EAGAIN or EPIPE, pipes and sockets no ENOSPC; only what creates finds something there
 * or no room; what begins as a program does is not refused for its format; what waits does not
 * say that it would have to. To be asked from
 * notify_settings.tell, while the call waits.
 */
bool notify_is_possible_error(const struct notify_call *made, int error);

#endif
