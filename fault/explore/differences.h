/* What one run has and another has not. */
#ifndef IPCTS_EXPLORE_DIFFERENCES_H
#define IPCTS_EXPLORE_DIFFERENCES_H

#include "observed.h"

/* Appends those lines of now that usual does not have to the list more. */
void difference_of_lists(const char *usual, const char *now, char *more, size_t size);

/*
 * The same for what is open, lines "NUMBER TARGET": a descriptor that usual has under
 * another number is none more.
 */
void difference_of_descriptors(const char *usual, const char *now, char *more, size_t size);

/* The first line in which two outputs differ, as both have it. */
void difference_of_texts(const struct output *usual, const struct output *now, char *text,
			 size_t size);

#endif
