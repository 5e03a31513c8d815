/* Runs a finding in a process of its own. */
#ifndef IPCTS_FINDINGS_RUN_H
#define IPCTS_FINDINGS_RUN_H

#include <stddef.h>

#include "finding.h"

/*
 * Before the first run; once. Returns false, with errno, if there is no memory to share. A
 * signal that is to end the program ends the finding first; run_signal() tells of it.
 */
bool run_prepare(void);

/*
 * What comes of the finding. If that needs a reason (it could not be tried, or ended as no
 * finding should), why gets it, otherwise "". Nothing of it is there afterwards.
 */
enum outcome run_finding(const struct finding *finding, char *why, size_t size);

/* The signal that is to end the program; 0 if none came. */
int run_signal(void);

#endif
