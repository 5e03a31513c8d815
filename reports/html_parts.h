/* The sections of the page, see html.c. */
#ifndef IPCTS_HTML_PARTS_H
#define IPCTS_HTML_PARTS_H

#include "render.h"

/* A verdict, marked by colour, shape and word. */
void html_verdict(FILE *file, enum verdict verdict);

/* A case: its name, reason, output and how to reproduce it, as a list item. */
void html_case(FILE *file, const struct result *result, enum verdict verdict);

/* The lines as a list with a title; nothing if there are none. */
void html_lines(FILE *file, const char *title, const struct lines *lines);

render_function html_summary;  /* the numbers per mechanism */
render_function html_findings; /* deviations, broken and known ones, fixed ones */
render_function html_filter;   /* the controls; for the script */
render_function html_entries;  /* every requirement and error condition */
render_function html_paths;    /* functions and errors, as a matrix */
render_function html_profile;  /* the observations */
render_function html_claims;
render_function html_environment;
render_function html_others;

/* The identifier of a mechanism's section is mechanism- and its name. */
#define HTML_MECHANISM "mechanism-"

#endif
