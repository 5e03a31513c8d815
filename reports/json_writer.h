/*
 * A large JSON object, written member by member: the whole of it needs no tree in memory.
 * The caller writes the opening brace with the first member, and the closing one.
 */
#ifndef IPCTS_JSON_WRITER_H
#define IPCTS_JSON_WRITER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

struct json_writer {
	FILE *file;
	size_t precision; /* digits of a real number */
	bool first;	  /* the next item is the first of its array */
};

/* The value as it stands. Takes the reference to it, as the others do; exits without memory. */
void json_put(struct json_writer *writer, json_t *value);

/* A member of the object, but not its first one. */
void json_put_member(struct json_writer *writer, const char *name, json_t *value);

/* A member that is an array: its items are put next, and it is ended before another begins. */
void json_begin_array(struct json_writer *writer, const char *name);
void json_put_item(struct json_writer *writer, json_t *value);
void json_end_array(struct json_writer *writer);

/* What comes before an item that the caller writes. */
void json_begin_item(struct json_writer *writer);

#endif
