#include <jansson.h>

#include "../points/documented.h"
#include "list.h"
#include "words.h"

static json_t *describe_error(const struct documented *d)
{
	return json_pack("{s:s, s:i, s:s, s:s, s:s?, s:s?, s:s}", "error", d->error, "number",
			 d->number, "level", level_name(d->level), "edition",
			 edition_name(d->edition), "mechanism", d->mechanism, "requirement", d->id,
			 "condition", d->condition);
}

static json_t *describe_errors(enum point_index point)
{
	const struct documented *d = NULL;
	json_t *errors = json_array();

	while (errors && (d = next_documented(point, d))) {
		if (json_array_append_new(errors, describe_error(d)) == -1) {
			json_decref(errors);
			return NULL;
		}
	}
	return errors;
}

static json_t *describe_point(enum point_index point)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:o}", "point", points[point].name, "function",
			 points[point].function, "failure", failure_value(&points[point]), "effect",
			 effect_words(&points[point]), "errors", describe_errors(point));
}

int list_json(FILE *stream, const bool selected[POINTS])
{
	json_t *list = json_array();
	enum point_index i;
	int result = list ? 0 : -1;

	for (i = 0; i < POINTS && result == 0; i++)
		if (selected[i])
			result = json_array_append_new(list, describe_point(i));
	if (result == 0)
		result = json_dumpf(list, stream, JSON_INDENT(1));
	if (result == 0)
		fputc('\n', stream);
	json_decref(list);
	return result;
}
