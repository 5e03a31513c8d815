/* What targets tell beyond verdicts: observations and their environments. */
#include <string.h>

#include "../escape.h"
#include "page_parts.h"

static bool same_value(const void *about, size_t column, size_t other)
{
	const struct property *property = about;
	const char *a = property->values[column], *b = property->values[other];

	return a && b ? strcmp(a, b) == 0 : a == b;
}

void page_values(const struct comparison *comparison, const struct property *property, FILE *file)
{
	struct page_groups groups;

	page_group(&groups, comparison, same_value, property);
	for (size_t i = 0; i < groups.count; i++) {
		const char *value = property->values[groups.first[i]];

		if (!value)
			continue;
		put_markup(file, "<li><code>%s</code> <small>", value);
		page_names(file, comparison, &groups, i);
		fputs("</small></li>", file);
	}
}

/* Without an id if the property before it has the same. */
static void put_observation(const struct comparison *comparison, size_t index, FILE *file)
{
	const struct property *seen = &comparison->observations[index];

	fputs("<tr><th scope=\"row\">", file);
	if (*seen->id)
		put_markup(file, "<a class=\"id\" href=\"#%s\">%s</a>", seen->id, seen->id);
	put_markup(file, "<p>%s</p></th><td><ul class=\"values\">", seen->key);
	page_values(comparison, seen, file);
	fputs("</ul></td></tr>\n", file);
}

void page_observations(const struct comparison *comparison, FILE *file)
{
	size_t differing = 0;

	for (size_t i = 0; i < comparison->observation_count; i++)
		differing += comparison->observations[i].differs;
	put_markup(file,
		   "<section id=\"observations\">\n<h2>Observations that differ</h2>\n"
		   "<p class=\"lead\">What the standard leaves to the implementation: %zu of %zu "
		   "values differ. The others are in the rows of their requirements.</p>\n",
		   differing, comparison->observation_count);
	if (differing) {
		fputs("<table class=\"rows\"><thead><tr><th scope=\"col\">Observation</th>"
		      "<th scope=\"col\" class=\"c-half\">Values and "
		      "targets</th></tr></thead><tbody>\n",
		      file);
		for (size_t i = 0; i < comparison->observation_count; i++)
			if (comparison->observations[i].differs)
				put_observation(comparison, i, file);
		fputs("</tbody></table>", file);
	}
	fputs("</section>\n", file);
}

void page_environment(const struct comparison *comparison, FILE *file)
{
	fputs("<section id=\"environment\">\n<h2>Environment</h2>\n"
	      "<table class=\"rows\"><thead><tr><th scope=\"col\" class=\"c-source\">Fact</th>"
	      "<th scope=\"col\">Values and targets</th></tr></thead><tbody>\n",
	      file);
	for (size_t i = 0; i < comparison->fact_count; i++) {
		const struct property *fact = &comparison->facts[i];

		if (!comparison_shows_property(comparison, fact))
			continue;
		put_markup(file, "<tr><th scope=\"row\">%s</th><td><ul class=\"values\">",
			   fact->key);
		page_values(comparison, fact, file);
		fputs("</ul></td></tr>\n", file);
	}
	fputs("</tbody></table></section>\n", file);
}
