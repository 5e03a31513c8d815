/* Writes text in the syntax of a format, so that none of it is taken for syntax. */
#ifndef IPCTS_ESCAPE_H
#define IPCTS_ESCAPE_H

#include <stdio.h>

/*
 * Writes HTML or XML. In format stand the tags; of the conversions there are
 * %s, a text, which is escaped for content and quoted attributes alike, %zu,
 * and %f, written with three decimals.
 */
__attribute__((format(printf, 2, 3))) void put_markup(FILE *file, const char *format, ...);

/* Writes text that Markdown, with GitHub's extensions, shows as it is. */
void put_markdown(FILE *file, const char *text);

#endif
