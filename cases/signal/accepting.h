/* The functions that accept a signal, with one signature: sigwait(), sigwaitinfo(), sigtimedwait().
 */
#ifndef IPCTS_ACCEPTING_H
#define IPCTS_ACCEPTING_H

#include "delivery.h"

static const struct variant acceptors[] = {
	{"sigwait", 0, NULL}, {"sigwaitinfo", 1, NULL}, {"sigtimedwait", 2, NULL}};

/*
 * Accepts a signal of the set by the function of that value above; sigtimedwait()
 * with a time limit that is not reached. Returns its number, or -1 and errno.
 */
int accept_signal(long function, const sigset_t *set);

#endif
