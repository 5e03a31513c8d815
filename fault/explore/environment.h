/* The environment of the command: the user's, and what the backend needs. */
#ifndef IPCTS_EXPLORE_ENVIRONMENT_H
#define IPCTS_EXPLORE_ENVIRONMENT_H

#include "explore.h"
#include "isolation.h"

/* Once in a worker. Returns 0, or -1 with errno. */
int environment_make(enum backend backend, const struct isolation *isolation);

/* For each run. */
void environment_set_plan(const char *plan);
char **environment_of_run(void);

/* In the process that becomes the user's script: its calls are not to be looked at. */
void environment_for_check(void);

#endif
