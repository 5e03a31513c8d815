/* The folders that runs may change: overlays, what is changed being in memory. */
#ifndef IPCTS_EXPLORE_AREA_H
#define IPCTS_EXPLORE_AREA_H

#include "isolation.h"

/* Makes the areas: the working folder, /tmp and /var/tmp. Returns 0, or -1 with errno. */
int area_make_all(struct isolation *isolation);

/* Finds out which areas were changed. */
void area_find_changes(struct isolation *isolation);

/* Makes those that were changed as they were. Returns 0, or -1 with errno. */
int area_renew_all(struct isolation *isolation);

/* Removes what is in the folder at path, as far as possible. */
void area_clear(const char *path);

#endif
