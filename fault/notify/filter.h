/*
 * The filter that a kernel applies to each system call of the target; libseccomp
 * builds it. Calls of other ABIs (32-bit programs) are let through.
 */
#ifndef IPCTS_FAULT_FILTER_H
#define IPCTS_FAULT_FILTER_H

#include <linux/filter.h>
#include <stddef.h>
#include <stdint.h>

/* A call that fails whenever it is made. */
struct static_failure {
	int number; /* of the system call */
	int error;
};

/*
 * Makes a filter that notifies of the calls with these numbers. sendmsg, close,
 * write, execve and exit_group are let through if their sixth argument, which they
 * do not have, is pass: so the target hands over its listener, and begins. Returns
 * 0, or a negative errno value. filter_free() frees it.
 */
int filter_notifying(const int *numbers, size_t count, uint64_t pass, struct sock_fprog *filter);

/*
 * Makes a filter in which calls fail, all of them, with no supervisor. Else as
 * before.
 */
int filter_failing(const struct static_failure *failures, size_t count, uint64_t pass,
		   struct sock_fprog *filter);

void filter_free(struct sock_fprog *filter);

/*
 * Installs it for the calling thread and what it makes, for ever; this also gives
 * up the right to gain privileges by exec. With notifying, returns the listener, and
 * sets *is_killable to whether only fatal signals interrupt a call that a
 * supervisor has in hand (since Linux 5.19); otherwise returns 0. Returns a
 * negative errno value if it fails. Makes no call that the filter notifies of.
 */
int filter_install(const struct sock_fprog *filter, int notifying, int *is_killable);

/*
 * Whether this kernel, or sandbox, has what the filter needs. Returns 0, or a
 * negative errno value.
 */
int filter_can_notify(void);
int filter_can_fail(void);

#endif
