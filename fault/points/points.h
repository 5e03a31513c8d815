/*
 * The failure points: one entry for each function of IPC that a program can call,
 * in the mechanisms' .def files.
 *
 *	POINT(name, type, function, (parameters), (arguments), failure, effect)
 *		its wrapper is made from the entry
 *	OWN_POINT(name, type, function, (parameters), failure)
 *		its wrapper is written by hand (fault/preload)
 *	SHORT_TRANSFER(name, function)
 *		the function transfers less than it could; libfiu calls it "reduce"
 *	OWN(type, function, (parameters)), COMMAND(name, function, command, documented)
 *		a function whose commands are points of their own
 *
 * name is libfiu's; where stock libfiu has the function, it is the same.
 * failure is how the function tells that it failed: MINUS_ONE, NULL_POINTER,
 * MINUS_ONE_POINTER and SEM_FAILED_POINTER with errno, NUMBER by returning the
 * error number. effect is what a failure does besides:
 *
 *	PLAIN		nothing: the function is not called
 *	DONE_FIRST	the function is called, then fails: close() gives the number back
 *	TRANSFER_IN, VECTOR_IN, MESSAGE_IN
 *			nothing; has a SHORT_TRANSFER
 *	TRANSFER_OUT, VECTOR_OUT, SEND, MESSAGE_OUT
 *			the same, and EPIPE comes with SIGPIPE (not with MSG_NOSIGNAL)
 *	CONNECTION	EINTR and EINPROGRESS: the connection is made nevertheless
 *	LOCK, WAIT	EOWNERDEAD: the caller gets the mutex nevertheless
 *	UNLOCK, INIT, HANDLER, FLOCK, REMOVE, CONTROL
 *			nothing; the log tells what cannot happen, or is not removed
 *
 * Which errors a point has is not said there: documented.h.
 */
#ifndef IPCTS_FAULT_POINTS_H
#define IPCTS_FAULT_POINTS_H

#include <stdbool.h>
#include <stddef.h>

#include "prototypes.h"

enum point_index {
#define POINT(name, type, function, ...) POINT_##function,
#define OWN_POINT(name, type, function, ...) POINT_##function,
#define SHORT_TRANSFER(name, function) POINT_##function##_reduce,
#define OWN(type, function, parameters)
#define COMMAND(name, function, command, documented) POINT_##function##_##command,
#include "points.def"
#undef POINT
#undef OWN_POINT
#undef SHORT_TRANSFER
#undef OWN
#undef COMMAND
	POINTS
};

/* How a function tells that it failed. */
enum failure {
	FAILURE_MINUS_ONE,
	FAILURE_NULL_POINTER,
	FAILURE_MINUS_ONE_POINTER,
	FAILURE_SEM_FAILED_POINTER,
	FAILURE_NUMBER,
	FAILURE_SHORT, /* it does not: it transfers less */
};

/* What a failure does besides. OWN: see the wrapper. */
enum effect {
	EFFECT_PLAIN,
	EFFECT_DONE_FIRST,
	EFFECT_TRANSFER_IN,
	EFFECT_VECTOR_IN,
	EFFECT_MESSAGE_IN,
	EFFECT_TRANSFER_OUT,
	EFFECT_VECTOR_OUT,
	EFFECT_SEND,
	EFFECT_MESSAGE_OUT,
	EFFECT_CONNECTION,
	EFFECT_LOCK,
	EFFECT_WAIT,
	EFFECT_UNLOCK,
	EFFECT_INIT,
	EFFECT_HANDLER,
	EFFECT_FLOCK,
	EFFECT_REMOVE,
	EFFECT_CONTROL,
	EFFECT_OWN,
};

enum { POINT_NAME_SIZE = 40, POINT_FUNCTION_SIZE = 36 };

/* Without pointers, so that the preload library costs a program no relocations. */
struct point {
	char name[POINT_NAME_SIZE];	    /* "posix/ipc/mq/send" */
	char function[POINT_FUNCTION_SIZE]; /* as errors.def writes it: "mq_send()" */
	unsigned char failure;		    /* enum failure */
	unsigned char effect;		    /* enum effect */
};

/* Indexed by enum point_index. */
extern const struct point points[POINTS];

/* The index of the point of that name, or POINTS if there is none. */
enum point_index find_point(const char *name);

/*
 * Whether a name that was given to libfiu is that of the point: the same, or its
 * beginning and "*".
 */
bool point_matches(const struct point *point, const char *name);

#endif
