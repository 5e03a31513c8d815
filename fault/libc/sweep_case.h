/*
 * The cases of a sweep: one for each function, of the C library that a program of
 * subjects was made with.
 */
#ifndef IPCTS_FAULT_SWEEP_CASE_H
#define IPCTS_FAULT_SWEEP_CASE_H

#include <atf-c.h>

/* program is in the folder of the test program. Adds the cases to tp. */
atf_error_t add_sweep_cases(atf_tp_t *tp, const char *program);

#endif
