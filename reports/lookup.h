/* Finds what the catalogue says of names found in results. */
#ifndef IPCTS_LOOKUP_H
#define IPCTS_LOOKUP_H

#include <stddef.h>

#define NOT_IN_CATALOGUE ((size_t)-1)

/* The index in the catalogue of the entry of that id; or NOT_IN_CATALOGUE. */
size_t lookup_id(const char *id, size_t length);

/* The mechanism whose folder the program is in; NULL if it is in none's. */
const char *lookup_mechanism(const char *program);

#endif
