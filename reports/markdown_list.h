/*
 * Lists of limited length in Markdown, for pages that take only so many bytes, such as
 * the summary of a CI job.
 */
#ifndef IPCTS_MARKDOWN_LIST_H
#define IPCTS_MARKDOWN_LIST_H

#include <stdbool.h>
#include <stdio.h>

/* A list with room for so many bytes; what does not fit is counted. */
struct list {
	FILE *file;
	const char *title; /* a heading before the first item, or NULL */
	size_t room;
	size_t left_out;
};

/* An item, built in memory to know its length. */
struct item {
	FILE *file;
	char *text;
	size_t size;
};

/* False without memory for one. */
bool begin_item(struct item *item);

/* Adds it to the list, if it has room. */
void end_item(struct list *list, struct item *item);

/* Says how many items there was no room for. */
void end_list(const struct list *list);

/* Writes text of any origin, cut to be read in a list, as Markdown that shows it as it is. */
void put_text(FILE *file, const char *text);

#endif
