/*
 * The formats. Each writes the whole report; an error in writing stays with
 * the file, for output_close() to find.
 */
#ifndef IPCTS_RENDER_H
#define IPCTS_RENDER_H

#include <stdio.h>

#include "report.h"

typedef void render_function(const struct report *report, FILE *file);

render_function render_text, render_json, render_junit, render_markdown, render_html,
	render_summary;

#endif
