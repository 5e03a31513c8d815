/* What a supervisor consists of; for the files of notify.h only. */
#ifndef IPCTS_FAULT_NOTIFY_STATE_H
#define IPCTS_FAULT_NOTIFY_STATE_H

#include <linux/filter.h>

#include "../plan/call.h"
#include "notify.h"
#include "tree.h"

enum { SYSTEM_CALL_NUMBERS = 1024 };

struct notify {
	struct notify_settings settings;
	struct sock_fprog filter;
	uint64_t pass; /* the argument with which a call is not intercepted */
	struct tree *tree;
	char (*points)[CALL_POINT_SIZE]; /* of the watched calls */

	/* By the number of a system call: 1 + the index of the watched one, or 0. */
	unsigned short indices[SYSTEM_CALL_NUMBERS];

	void *request, *response; /* of the sizes that the kernel wants */
	size_t request_size, response_size;

	/* Whether waiting for a notification ends with the last that could make one. */
	bool is_waiting_finite;
	bool is_reaping_due;

	/* Of the target. */
	int listener;
	int ended; /* a pidfd of the first process; -1: it is reaped */
	pid_t first;
	int status;
	int is_killable;
};

/* Answers one notification, if there is still one. Returns 0, or a negative errno value. */
int notify_answer(struct notify *notify);

#endif
