/*
 * What the failures of a run kept the command from removing. That it is left is no
 * fault of the command.
 */
#ifndef IPCTS_EXPLORE_KEPT_H
#define IPCTS_EXPLORE_KEPT_H

#include <stdbool.h>
#include <stddef.h>

/* Before a run. */
void kept_clear(void);

/* As the log has it, behind LOG_KEEPS (log.h): "path /NAME"; what there is no room for is left out.
 */
void kept_add(const char *text, size_t length);

/* Whether that was added. */
bool kept_has(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
