#include "input.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../clean.h"
#include "../results.h"
#include "../summary.h"

#define LONGEST_LABEL 100

static bool is_directory(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool exists_in(struct pool *pool, const char *folder, const char *name)
{
	struct stat status;

	return stat(pool_printf(pool, "%s/%s", folder, name), &status) == 0;
}

static bool has_shards(const char *path)
{
	DIR *directory = opendir(path);
	const struct dirent *entry;
	bool found = false;

	while (directory && !found && (entry = readdir(directory)))
		found = results_is_shard(entry->d_name);
	if (directory)
		closedir(directory);
	return found;
}

static bool is_run(struct pool *pool, const char *path)
{
	return exists_in(pool, path, SUMMARY_NAME) ||
	       is_directory(pool_printf(pool, "%s/results", path)) || has_shards(path);
}

static const char *clean_label(struct pool *pool, const char *text, size_t length)
{
	return length ? clean_line(pool, text, length, LONGEST_LABEL) : "-";
}

static void add(struct inputs *inputs, const char *label, const char *path)
{
	if (inputs->count == inputs->room) {
		inputs->room = inputs->room ? 2 * inputs->room : 64;
		inputs->input = array_resize(inputs->input, inputs->room, sizeof(*inputs->input));
	}
	inputs->input[inputs->count++] = (struct input){label, path};
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* True if any folder in it is a run. */
static bool add_folders(struct inputs *inputs, const char *prefix, const char *path)
{
	struct pool *pool = inputs->pool;
	struct dirent **entries;
	int count = scandir(path, &entries, is_visible, alphasort);
	size_t before = inputs->count;

	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;
		const char *folder = pool_printf(pool, "%s/%s", path, name);

		if (is_run(pool, folder))
			add(inputs,
			    pool_printf(pool, "%s%s", prefix,
					clean_label(pool, name, strlen(name))),
			    folder);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return inputs->count > before;
}

/* The last name of the path; of ".../results" the one before, which tells more. */
static const char *default_label(struct pool *pool, const char *path)
{
	static const char results[] = "results";
	size_t end = strlen(path), begin;

	for (;;) {
		while (end > 1 && path[end - 1] == '/')
			end--;
		for (begin = end; begin > 0 && path[begin - 1] != '/';)
			begin--;
		if (begin < 2 || end - begin != strlen(results) ||
		    memcmp(path + begin, results, end - begin) != 0)
			return clean_label(pool, path + begin, end - begin);
		end = begin;
	}
}

void inputs_add(struct inputs *inputs, const char *argument)
{
	struct pool *pool = inputs->pool;
	const char *equals = strchr(argument, '=');
	bool labelled =
		equals && equals > argument && !memchr(argument, '/', (size_t)(equals - argument));
	const char *path = pool_printf(pool, "%s", labelled ? equals + 1 : argument);
	const char *label = labelled ? clean_label(pool, argument, (size_t)(equals - argument))
				     : default_label(pool, path);
	struct stat status;

	if (stat(path, &status) != 0)
		lines_add(inputs->problems, pool, "%s: %s", path, strerror(errno));
	else if (!S_ISDIR(status.st_mode))
		lines_add(inputs->problems, pool,
			  "%s: no folder; give one that scripts/conformance wrote", path);
	else if (is_run(pool, path))
		add(inputs, label, path);
	else if (!add_folders(inputs, labelled ? pool_printf(pool, "%s/", label) : "", path))
		lines_add(inputs->problems, pool,
			  "%s: holds no results%s; give a folder that scripts/conformance wrote",
			  path,
			  exists_in(pool, path, "unfinished") ? ", its run is unfinished" : "");
}

static int compare_labels(const void *first, const void *second)
{
	const struct input *a = *(struct input *const *)first, *b = *(struct input *const *)second;
	int order = strcmp(a->label, b->label);

	return order ? order : (a > b) - (a < b);
}

/* Searches the labels as they were before the first one is changed. */
static bool is_label(const char *label, const char *const *labels, size_t count)
{
	size_t first = 0, end = count;

	while (first < end) {
		size_t middle = first + (end - first) / 2;
		int order = strcmp(label, labels[middle]);

		if (order == 0)
			return true;
		if (order < 0)
			end = middle;
		else
			first = middle + 1;
	}
	return false;
}

static bool is_same_folder(const struct input *a, const struct input *b)
{
	struct stat first, second;

	return stat(a->path, &first) == 0 && stat(b->path, &second) == 0 &&
	       first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/* Of the inputs from first to before end, which have one label, all but the first are renamed. */
static void number(struct inputs *inputs, struct input **first, struct input **end,
		   const char *const *labels)
{
	size_t next = 2;

	for (struct input **other = first + 1; other < end; other++) {
		const char *label;

		if (is_same_folder(*first, *other)) {
			lines_add(inputs->notes, inputs->pool, "%s: given twice, counts once",
				  (*other)->path);
			(*other)->path = NULL;
			continue;
		}
		do {
			label = pool_printf(inputs->pool, "%s-%zu", (*first)->label, next++);
		} while (is_label(label, labels, inputs->count));
		lines_add(inputs->notes, inputs->pool,
			  "%s: there is another target %s, this one is %s; LABEL=DIR names it",
			  (*other)->path, (*first)->label, label);
		(*other)->label = label;
	}
}

static void drop_repeated(struct inputs *inputs)
{
	size_t kept = 0;

	for (size_t i = 0; i < inputs->count; i++)
		if (inputs->input[i].path)
			inputs->input[kept++] = inputs->input[i];
	inputs->count = kept;
}

void inputs_label(struct inputs *inputs)
{
	size_t count = inputs->count;
	struct input **sorted = array_resize(NULL, count + 1, sizeof(struct input *));
	const char **labels = array_resize(NULL, count + 1, sizeof(const char *));

	for (size_t i = 0; i < count; i++)
		sorted[i] = &inputs->input[i];
	qsort(sorted, count, sizeof(*sorted), compare_labels);
	for (size_t i = 0; i < count; i++)
		labels[i] = sorted[i]->label;
	for (size_t first = 0, end; first < count; first = end) {
		for (end = first + 1; end < count && strcmp(labels[end], labels[first]) == 0;)
			end++;
		number(inputs, sorted + first, sorted + end, labels);
	}
	drop_repeated(inputs);
	free(labels);
	free(sorted);
}

void inputs_free(struct inputs *inputs)
{
	free(inputs->input);
	inputs->input = NULL;
	inputs->count = inputs->room = 0;
}
