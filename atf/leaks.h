/*
 * What must not be left behind: descriptors and children by the case's
 * process, names, keys, ids, files and processes by the case as a whole.
 */
#ifndef IPCTS_LEAKS_H
#define IPCTS_LEAKS_H

/* Closes every descriptor but the standard ones, so that a case finds 3 free. */
void descriptors_reset(void);

/*
 * In the case's process, after its body: records descriptors above the
 * standard ones that the case does not own (descriptor.h), and children that
 * are no actors.
 */
void leaks_check_process(void);

/*
 * Records that an object of the case is still there at its end. A case that did
 * not come to its end could not tidy up: of that one nothing is recorded.
 */
void leaked(const char *what, const char *name);

/*
 * In the supervisor, after the case's process is gone: ends and reaps every
 * descendant, removes what the ledger lists and whatever else the case left in
 * the working directory. Records each that should not have been there.
 */
void leaks_clean_up(void);

#endif
