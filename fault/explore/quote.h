/* Commands as a shell reads them. */
#ifndef IPCTS_EXPLORE_QUOTE_H
#define IPCTS_EXPLORE_QUOTE_H

/*
 * The words, which NULL ends, quoted where they have to be, with a blank before each
 * but the first; added to text, which free() frees and may be NULL. Returns the
 * whole, or NULL without memory.
 */
char *quote_words(char *text, char *const *words);

#endif
