/* What a case tells its reader, on the standard streams. */
#ifndef IPCTS_EXPLAIN_H
#define IPCTS_EXPLAIN_H

/* Prints every observation, one line each, to standard output. */
void explain_observations(void);

/*
 * If the case did not pass: prints what it was to prove, everything that was
 * recorded, and how to see it again, to standard error. name is the whole name
 * of the case, variant included.
 */
void explain_records(const char *name);

#endif
