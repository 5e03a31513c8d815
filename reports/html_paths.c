/* The error paths on the page: a matrix of functions and errors for each mechanism. */
#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "html_parts.h"

/* Where the paths that share the mechanism, or the function, of the first one end. */
static size_t end_of(const struct report *report, size_t first, bool function)
{
	const struct error_path *path = &report->paths[first];
	size_t i = first + 1;

	for (; i < report->path_count; i++) {
		const struct error_path *other = &report->paths[i];

		if (!path->mechanism != !other->mechanism ||
		    (path->mechanism && strcmp(path->mechanism, other->mechanism) != 0) ||
		    (function && strcmp(path->function, other->function) != 0))
			break;
	}
	return i;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The errors of some paths by name, each once, ended by NULL; free() frees the array. */
static const char **errors_of(const struct report *report, size_t first, size_t end)
{
	const char **errors = array_resize(NULL, end - first + 1, sizeof(*errors));
	size_t kept = 0;

	for (size_t i = first; i < end; i++)
		errors[i - first] = report->paths[i].error;
	qsort(errors, end - first, sizeof(*errors), by_name);
	for (size_t i = 0; i < end - first; i++)
		if (kept == 0 || strcmp(errors[kept - 1], errors[i]) != 0)
			errors[kept++] = errors[i];
	errors[kept] = NULL;
	return errors;
}

/* All ways of a path, the strongest first. */
static void put_cell(FILE *file, const struct error_path *path)
{
	enum way way = path_way(path);
	const char *separator = "";

	put_markup(file, "<td class=\"%s%s%s\" title=\"%s %s: ", way_name(way),
		   path->deviates ? " wrong" : "", path->is_documented ? "" : " undocumented",
		   path->function, path->error);
	for (int i = 0; i < WAYS; i++) {
		if (path->cases[i] == 0)
			continue;
		put_markup(file, "%s%s (%zu)", separator, way_words((enum way)i), path->cases[i]);
		separator = ", ";
	}
	put_markup(file, "%s%s%s\">", way == WAYS ? way_words(way) : "",
		   path->deviates ? "; deviates" : "",
		   path->is_documented ? "" : "; not in the catalogue");
	separator = "";
	for (int i = 0; i < WAYS; i++) {
		if (path->cases[i] == 0)
			continue;
		put_markup(file, "%s%s", separator, way_name((enum way)i));
		separator = " ";
	}
	put_markup(file, "%s</td>", way == WAYS ? way_name(way) : "");
}

/* The paths of a function, which are sorted by error like the columns. */
static void put_row(const struct report *report, FILE *file, const char *const *errors,
		    size_t first, size_t end)
{
	put_markup(file, "<tr><th scope=\"row\"><code>%s</code></th>",
		   report->paths[first].function);
	for (; *errors; errors++) {
		if (first < end && strcmp(report->paths[first].error, *errors) == 0)
			put_cell(file, &report->paths[first++]);
		else
			fputs("<td></td>", file);
	}
	fputs("</tr>\n", file);
}

static void put_matrix(const struct report *report, FILE *file, size_t first, size_t end)
{
	const char *mechanism = report->paths[first].mechanism;
	const char **errors = errors_of(report, first, end);

	put_markup(file,
		   "<h3>%s</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" "
		   "aria-label=\"Error paths of %s\"><table class=\"matrix\"><thead><tr>"
		   "<th scope=\"col\">Function</th>",
		   mechanism ? mechanism : "Other functions",
		   mechanism ? mechanism : "other functions");
	for (const char **error = errors; *error; error++)
		put_markup(file, "<th scope=\"col\">%s</th>", *error);
	fputs("</tr></thead><tbody>\n", file);
	while (first < end) {
		size_t next = end_of(report, first, true);

		put_row(report, file, errors, first, next);
		first = next;
	}
	fputs("</tbody></table></div>\n", file);
	free(errors);
}

static void put_legend(const struct report *report, FILE *file)
{
	size_t counts[WAYS + 1] = {0};

	for (size_t i = 0; i < report->path_count; i++)
		counts[path_way(&report->paths[i])]++;
	fputs("<p class=\"lead\">Which errors of which functions were brought about, and how. What "
	      "was injected shows what programs do about the error; it says nothing of the "
	      "system. A function that several mechanisms use has one row; in grey are errors "
	      "that the catalogue does not have for it.</p>\n"
	      "<p class=\"legend matrix\">",
	      file);
	for (int i = 0; i <= WAYS; i++)
		put_markup(file, "<span class=\"%s\">%s</span> %s: %zu&ensp; ",
			   way_name((enum way)i), way_name((enum way)i), way_words((enum way)i),
			   counts[i]);
	fputs("</p>\n", file);
}

void html_paths(const struct report *report, FILE *file)
{
	fputs("<section id=\"paths\">\n<h2>Error paths</h2>\n", file);
	put_legend(report, file);
	for (size_t i = 0; i < report->path_count;) {
		size_t end = end_of(report, i, false);

		put_matrix(report, file, i, end);
		i = end;
	}
	fputs("</section>\n", file);
}
