/*
 * What a sweep takes for wrong, of what a function made of a system call's failure.
 *
 * It is to succeed, or to fail with a documented error; to leave nothing behind; to
 * succeed when it is called again; to keep the mask of signals, and never to set
 * errno to 0. The kinds of deviations:
 *
 *	hangs, crashes		it does not return
 *	strange_error		it fails with an error that it does not have, and
 *				that is not the system call's
 *	other_error		it fails with an error that it has, but the reason is
 *				another one, which it has, too (XSH 2.3: "shall not
 *				generate a different error number from one required")
 *	leaks_*			it fails, and more is left than when nothing fails
 *	retry_fails, retry_broken, broken
 *				what it does then, or what it made, does not work
 *	changes_mask, zeroes_errno
 *
 * Not wrong, but observed, and told as such:
 *
 *	further_error		it passes on an error that is not documented. XSH 2.3
 *				permits it: "Implementations may support additional
 *				errors not included in this list".
 *	again_for_memory	it fails with EAGAIN for ENOMEM: the lack of "the necessary
 *				resources to create another thread" is EAGAIN in
 *				pthread_create(), by which others start their helpers.
 *				The text tells if EAGAIN is not documented (XSH 2.3 again).
 *	unreleased		more is left, and the system call that failed is the one
 *				that would have released it: no other can, and none
 *				that a program could repeat.
 */
#ifndef IPCTS_FAULT_JUDGE_H
#define IPCTS_FAULT_JUDGE_H

#include <stdbool.h>

#include "../plan/call.h"
#include "page.h"
#include "subject.h"

/* What was seen, in one run. */
struct deviation {
	const char *subject; /* its name */
	const char *kind;    /* as above */
	struct call call;    /* the one that failed */
	int injected;	     /* its error; FAULT_NONE: without a fault */
	bool is_observation; /* it is not wrong */
	char text[200];	     /* for people */
};

/*
 * Judges a run that fired: status as of notify_serve(), what the program wrote, and
 * usual, what is left when nothing fails. Calls found() for each deviation and
 * observation, whose call and injected are set. Returns how many deviations there are.
 */
unsigned int judge(const struct subject *subject, const struct page *page, int status,
		   const struct holdings *usual, struct deviation *deviation,
		   void (*found)(const struct deviation *deviation, void *argument),
		   void *argument);

#endif
