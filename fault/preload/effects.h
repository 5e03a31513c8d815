/*
 * What the wrappers are made of: how each function tells that it failed
 * (FAIL_...), when there is more to do than to call it (ARMED_...), and what then
 * (EFFECT_..., followed by the call). points.h says what the effects mean.
 */
#ifndef IPCTS_FAULT_EFFECTS_H
#define IPCTS_FAULT_EFFECTS_H

#include <errno.h>

#include "decision.h"
#include "detail.h"
#include "real.h"
#include "robust.h"
#include "transfer.h"

#define FAIL_MINUS_ONE(type, fault) \
	do {                        \
		errno = (fault);    \
		return (type)-1;    \
	} while (0)
#define FAIL_MINUS_ONE_POINTER(type, fault) \
	do {                                \
		errno = (fault);            \
		return (type)(intptr_t)-1;  \
	} while (0)
#define FAIL_NULL_POINTER(type, fault) \
	do {                           \
		errno = (fault);       \
		return NULL;           \
	} while (0)
#define FAIL_SEM_FAILED_POINTER(type, fault) \
	do {                                 \
		errno = (fault);             \
		return SEM_FAILED;           \
	} while (0)
#define FAIL_NUMBER(type, fault) return (fault)

#define ARMED_PLAIN(point) IS_ARMED(POINT_##point)
#define ARMED_DONE_FIRST ARMED_PLAIN
#define ARMED_CONNECTION ARMED_PLAIN
#define ARMED_LOCK ARMED_PLAIN
#define ARMED_WAIT ARMED_PLAIN
#define ARMED_UNLOCK ARMED_PLAIN
#define ARMED_INIT ARMED_PLAIN
#define ARMED_HANDLER ARMED_PLAIN
#define ARMED_FLOCK ARMED_PLAIN
#define ARMED_REMOVE ARMED_PLAIN
#define ARMED_CONTROL ARMED_PLAIN
#define ARMED_TRANSFER_IN(point) (IS_ARMED(POINT_##point) || IS_ARMED(POINT_##point##_reduce))
#define ARMED_VECTOR_IN ARMED_TRANSFER_IN
#define ARMED_MESSAGE_IN ARMED_TRANSFER_IN
#define ARMED_TRANSFER_OUT ARMED_TRANSFER_IN
#define ARMED_VECTOR_OUT ARMED_TRANSFER_IN
#define ARMED_SEND ARMED_TRANSFER_IN
#define ARMED_MESSAGE_OUT ARMED_TRANSFER_IN

#define EFFECT_PLAIN(type, point, call, FAIL)    \
	const int fault = decide(POINT_##point); \
                                                 \
	if (fault > 0)                           \
		FAIL(type, fault);

/* Arguments are looked at for the log only. */
#define DECIDE_TOLD(point, detail) \
	decide_with(POINT_##point, IS_LOGGED(POINT_##point) ? (detail) : NULL)

/* The same, and the log tells more. */
#define EFFECT_TOLD(type, point, FAIL, detail)        \
	const int fault = DECIDE_TOLD(point, detail); \
                                                      \
	if (fault > 0)                                \
		FAIL(type, fault);

#define EFFECT_UNLOCK(type, point, call, FAIL) \
	char room[DETAIL_SIZE];                \
	EFFECT_TOLD(type, point, FAIL, detail_of_mutex(mutex, room))
#define EFFECT_INIT(type, point, call, FAIL) \
	EFFECT_TOLD(type, point, FAIL, detail_of_##point(attributes))
#define EFFECT_HANDLER(type, point, call, FAIL) \
	EFFECT_TOLD(type, point, FAIL, detail_of_signal(number, action))
#define EFFECT_FLOCK(type, point, call, FAIL) \
	EFFECT_TOLD(type, point, FAIL, detail_of_flock(operation))
#define EFFECT_REMOVE(type, point, call, FAIL) \
	char room[DETAIL_SIZE];                \
	EFFECT_TOLD(type, point, FAIL, detail_of_name(POINT_##point, name, room))
#define EFFECT_CONTROL(type, point, call, FAIL) \
	char room[DETAIL_SIZE];                 \
	EFFECT_TOLD(type, point, FAIL, detail_of_control(POINT_##point, id, command, room))

#define EFFECT_DONE_FIRST(type, point, call, FAIL) \
	const int fault = decide(POINT_##point);   \
                                                   \
	if (fault > 0) {                           \
		(void)call;                        \
		FAIL(type, fault);                 \
	}

/* What a call interrupted, or not waited for, leaves to the kernel it completes. */
#define EFFECT_CONNECTION(type, point, call, FAIL)                        \
	const int fault = decide(POINT_##point);                          \
                                                                          \
	if ((fault == EINTR || fault == EINPROGRESS) && call == (type)-1) \
		return (type)-1;                                          \
	if (fault > 0)                                                    \
		FAIL(type, fault);

#define EFFECT_LOCK(type, point, call, FAIL)                                \
	char room[DETAIL_SIZE];                                             \
	const int fault = DECIDE_TOLD(point, detail_of_mutex(mutex, room)); \
                                                                            \
	if (fault == EOWNERDEAD)                                            \
		return inherit_mutex(mutex, call);                          \
	if (fault > 0)                                                      \
		FAIL(type, fault);

/* The caller of a wait has the mutex already. */
#define EFFECT_WAIT(type, point, call, FAIL)                                \
	char room[DETAIL_SIZE];                                             \
	const int fault = DECIDE_TOLD(point, detail_of_mutex(mutex, room)); \
                                                                            \
	if (fault == EOWNERDEAD)                                            \
		return inherit_mutex(mutex, 0);                             \
	if (fault > 0)                                                      \
		FAIL(type, fault);

#define DECIDE_TRANSFER(point, bytes, is_output) \
	decide_transfer(POINT_##point, POINT_##point##_reduce, fd, bytes, is_output)

#define TRANSFER(type, fault, FAIL, flags)     \
	if (fault == EPIPE)                    \
		signal_broken_pipe(fd, flags); \
	if (fault > 0)                         \
		FAIL(type, fault);

#define EFFECT_TRANSFER_IN(type, point, call, FAIL)            \
	const int fault = DECIDE_TRANSFER(point, size, false); \
                                                               \
	if (fault > 0)                                         \
		FAIL(type, fault);                             \
	if (fault == FAULT_SHORT)                              \
		size = short_size(size);

#define EFFECT_OUT(type, point, FAIL, flags)                  \
	const int fault = DECIDE_TRANSFER(point, size, true); \
                                                              \
	TRANSFER(type, fault, FAIL, flags)                    \
	if (fault == FAULT_SHORT)                             \
		size = short_size(size);
#define EFFECT_TRANSFER_OUT(type, point, call, FAIL) EFFECT_OUT(type, point, FAIL, 0)
#define EFFECT_SEND(type, point, call, FAIL) EFFECT_OUT(type, point, FAIL, flags)

/* The parts of a vector with an invalid number of them are not looked at. */
#define PART_COUNT(count) ((count) > 0 && (count) <= IOV_LIMIT ? (size_t)(count) : 0)
enum { IOV_LIMIT = 1024 };

#define EFFECT_VECTOR(type, point, FAIL, is_output)                                             \
	const size_t parts_size = vector_size(parts, PART_COUNT(count));                        \
	const int fault = DECIDE_TRANSFER(point, parts_size, is_output);                        \
	struct iovec cut[fault == FAULT_SHORT ? PART_COUNT(count) : 1];                         \
                                                                                                \
	TRANSFER(type, fault, FAIL, 0)                                                          \
	if (fault == FAULT_SHORT) {                                                             \
		count = (int)cut_vector(parts, PART_COUNT(count), short_size(parts_size), cut); \
		parts = cut;                                                                    \
	}
#define EFFECT_VECTOR_IN(type, point, call, FAIL) EFFECT_VECTOR(type, point, FAIL, false)
#define EFFECT_VECTOR_OUT(type, point, call, FAIL) EFFECT_VECTOR(type, point, FAIL, true)

/* changed is the message, and then the message with fewer parts. */
#define DECIDE_MESSAGE(point, is_output)                                     \
	struct msghdr changed = {0};                                         \
	copy_message(message, &changed);                                     \
	const size_t parts_count = PART_COUNT(changed.msg_iovlen);           \
	const size_t parts_size = vector_size(changed.msg_iov, parts_count); \
	const int fault = DECIDE_TRANSFER(point, parts_size, is_output);     \
	struct iovec cut[fault == FAULT_SHORT ? parts_count : 1];

#define CUT_MESSAGE()                                                                  \
	changed.msg_iovlen =                                                           \
		cut_vector(changed.msg_iov, parts_count, short_size(parts_size), cut); \
	changed.msg_iov = cut;

#define EFFECT_MESSAGE_OUT(type, point, call, FAIL) \
	DECIDE_MESSAGE(point, true)                 \
	TRANSFER(type, fault, FAIL, flags)          \
	if (fault == FAULT_SHORT) {                 \
		CUT_MESSAGE()                       \
		message = &changed;                 \
	}

/* What recvmsg() tells, it tells in the message of the caller. */
#define EFFECT_MESSAGE_IN(type, point, call, FAIL)                \
	DECIDE_MESSAGE(point, false)                              \
	if (fault > 0)                                            \
		FAIL(type, fault);                                \
	if (fault == FAULT_SHORT) {                               \
		type result;                                      \
                                                                  \
		CUT_MESSAGE()                                     \
		result = real_##point(fd, &changed, flags);       \
		message->msg_namelen = changed.msg_namelen;       \
		message->msg_controllen = changed.msg_controllen; \
		message->msg_flags = changed.msg_flags;           \
		return result;                                    \
	}

/* The wrapper of a function that has, or shares, a failure point. */
#define WRAPPER(point, type, name, parameters, arguments, failure, effect)            \
	EXPORTED type name parameters                                                 \
	{                                                                             \
		RESOLVE(name);                                                        \
		if (ARMED_##effect(point)) {                                          \
			EFFECT_##effect(type, point, real_##name arguments,           \
					FAIL_##failure) return real_##name arguments; \
		}                                                                     \
		return real_##name arguments;                                         \
	}

#endif
