/* System calls that remove something, for the log. */
#ifndef IPCTS_EXPLORE_REMOVAL_H
#define IPCTS_EXPLORE_REMOVAL_H

#include <stdbool.h>
#include <stddef.h>

#include "../notify/notify.h"

/*
 * Whether the call is one: writes what it removes, as log.h says behind LOG_KEEPS. Not
 * where its arguments name nothing.
 */
bool removal_describe(const struct notify_call *made, char *text, size_t size);

#endif
