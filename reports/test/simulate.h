/*
 * Simulates the result folders of many machines from the summary of one run: most say
 * one of a few things, a few have deviations of their own, some were damaged.
 */
#ifndef IPCTS_SIMULATE_H
#define IPCTS_SIMULATE_H

#include <stddef.h>

/* How many of 100 machines deviate in what the others do, and have a damaged summary. */
#define SIMULATED_DEVIANTS 2
#define SIMULATED_DAMAGED 1

/* The groups that all machines but the deviants make, the number of nodes permitting. */
#define SIMULATED_GROUPS 3

/*
 * Makes the folder and in it, from the text of a summary, the one of the machine with
 * that number, and empty files as large as the databases of its run. What fails ends
 * the program.
 */
void simulate_machine(const char *folder, unsigned number, const char *summary);

/* Removes the folder. */
void simulate_remove(const char *folder, const char *summary);

#endif
