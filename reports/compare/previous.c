#include "previous.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../lookup.h"
#include "load.h"

static void add(struct previous *previous, const char *label, const struct said_all *all)
{
	if (previous->count == previous->room) {
		previous->room = previous->room ? 2 * previous->room : 64;
		previous->run = array_resize(previous->run, previous->room, sizeof(*previous->run));
	}
	previous->run[previous->count++] = (struct previous_run){label, all};
}

static void add_folders(struct previous *previous, struct groups *groups, struct inputs *inputs,
			const char *argument)
{
	struct inputs found = *inputs;

	found.input = NULL;
	found.count = found.room = 0;
	inputs_add(&found, argument);
	for (size_t i = 0; i < found.count; i++) {
		struct loaded loaded;

		if (load_run(&loaded, &found, &found.input[i]))
			add(previous, found.input[i].label, groups_said(groups, &loaded.text));
		free(loaded.bytes);
	}
	inputs_free(&found);
}

static const char *keep(struct groups *groups, const json_t *string)
{
	const char *text = json_string_value(string);

	return text ? intern(&groups->strings, text, strlen(text)) : "";
}

static bool find_verdict(const char *name, enum verdict *verdict)
{
	for (int i = 0; name && i < VERDICTS; i++)
		if (strcmp(verdict_name((enum verdict)i), name) == 0) {
			*verdict = (enum verdict)i;
			return true;
		}
	return false;
}

static int compare_said(const void *first, const void *second)
{
	return strcmp(((const struct said *)first)->id, ((const struct said *)second)->id);
}

/* What the comparison's column of that index says. */
static const struct said_all *read_column(struct groups *groups, json_t *rows, size_t column)
{
	struct pool *pool = groups->strings.pool;
	struct said_all *all = pool_alloc(pool, sizeof(*all));
	json_t *row;
	size_t i;

	*all = (struct said_all){
		.fingerprint = "",
		.catalogue = "",
		.entries = pool_alloc(pool, CATALOGUE_SIZE * sizeof(*all->entries)),
		.cases = pool_alloc(pool, json_array_size(rows) * sizeof(*all->cases)),
	};
	json_array_foreach(rows, i, row)
	{
		const char *id = keep(groups, json_object_get(row, "id"));
		json_t *verdicts = json_object_get(row, "verdicts");
		size_t index = lookup_id(id, strlen(id));
		struct said said = {.reason = ""};

		if (!find_verdict(json_string_value(json_array_get(verdicts, column)),
				  &said.verdict))
			continue;
		if (index != NOT_IN_CATALOGUE) {
			all->entries[index] = said;
		} else {
			said.id = id;
			all->cases[all->case_count++] = said;
		}
	}
	qsort(all->cases, all->case_count, sizeof(*all->cases), compare_said);
	return all;
}

static void read_columns(struct previous *previous, struct groups *groups, json_t *root)
{
	json_t *targets = json_object_get(root, "targets"), *target, *label;
	json_t *rows = json_object_get(root, "requirements");
	size_t i, j;

	json_array_foreach(targets, i, target)
	{
		const struct said_all *all = read_column(groups, rows, i);

		json_array_foreach(json_object_get(target, "labels"), j, label)
			add(previous, keep(groups, label), all);
	}
}

static void add_comparison(struct previous *previous, struct groups *groups, struct inputs *inputs,
			   const char *path)
{
	json_error_t error;
	json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
	size_t before = previous->count;

	if (json_is_array(json_object_get(root, "targets")))
		read_columns(previous, groups, root);
	if (previous->count == before)
		lines_add(
			inputs->problems, inputs->pool,
			"%s: no comparison; give one that compare --format json wrote, or a folder",
			path);
	json_decref(root);
}

void previous_add(struct previous *previous, struct groups *groups, struct inputs *inputs,
		  const char *argument)
{
	struct stat status;

	if (stat(argument, &status) == 0 && S_ISREG(status.st_mode))
		add_comparison(previous, groups, inputs, argument);
	else
		add_folders(previous, groups, inputs, argument);
}

static int compare_labels(const void *first, const void *second)
{
	return strcmp(((const struct previous_run *)first)->label,
		      ((const struct previous_run *)second)->label);
}

void previous_sort(struct previous *previous)
{
	if (previous->count > 0)
		qsort(previous->run, previous->count, sizeof(*previous->run), compare_labels);
}

const struct said_all *previous_find(const struct previous *previous, const char *label, bool only)
{
	struct previous_run key = {.label = label};
	const struct previous_run *found =
		previous->count == 0 ? NULL
				     : bsearch(&key, previous->run, previous->count,
					       sizeof(*previous->run), compare_labels);

	if (!found && only && previous->count == 1)
		found = previous->run;
	return found ? found->all : NULL;
}

void previous_free(struct previous *previous)
{
	free(previous->run);
	*previous = (struct previous){0};
}
