/* As much of JSON Schema as reports/schema.json uses. */
#ifndef IPCTS_SCHEMA_H
#define IPCTS_SCHEMA_H

#include <jansson.h>

/*
 * NULL if value is as the schema demands; else the keyword that it violates,
 * or the name of the keyword that this validator does not know.
 */
const char *schema_violation(json_t *root, json_t *schema, json_t *value);

#endif
