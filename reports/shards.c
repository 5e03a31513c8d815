/* Finds the files of results, and reads or refuses each as a whole. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "clean.h"
#include "results_parts.h"

/* Forgets what was read since the state was before. */
static void undo(struct results *results, const struct results *before)
{
	results->count = before->count;
	results->output = before->output;
	results->shown = before->shown;
	pool_release(&results->pool, before->pool.blocks);
}

/* What was read, for who wants to know whether it is still there. */
static void keep_file(struct results *results, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	struct stat status;

	if (stat(path, &status) != 0)
		return;
	results->files =
		array_resize(results->files, results->file_count + 1, sizeof(*results->files));
	results->files[results->file_count++] = (struct results_file){
		clean_line(&results->pool, name, strlen(name), LONGEST_NAME), status.st_size};
}

static bool has_suffix(const char *name, const char *suffix)
{
	const char *dot = strrchr(name, '.');

	return dot && dot != name && strcmp(dot, suffix) == 0;
}

static void read_file(struct results *results, const char *path)
{
	struct results before = *results;
	const char *complaint =
		has_suffix(path, ".died") ? read_died(results, path) : read_database(results, path);

	if (complaint) {
		undo(results, &before);
		lines_add(&results->problems, &results->pool, "%s: %s", path, complaint);
	} else {
		keep_file(results, path);
	}
}

bool results_is_shard(const char *name)
{
	return has_suffix(name, ".db") || has_suffix(name, ".died");
}

static int is_shard(const struct dirent *entry)
{
	return results_is_shard(entry->d_name);
}

static void read_directory(struct results *results, const char *path)
{
	struct dirent **entries;
	int count = scandir(path, &entries, is_shard, alphasort);

	if (count < 0)
		lines_add(&results->problems, &results->pool, "%s: %s", path, strerror(errno));
	if (count == 0)
		lines_add(&results->problems, &results->pool,
			  "%s: holds no *.db; give the folder a run wrote its results to", path);
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;

		read_file(results, pool_printf(&results->pool, "%s/%s", path, name));
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

void results_read(struct results *results, const char *path)
{
	struct stat status;

	if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
		read_directory(results, path);
	else
		read_file(results, path);
}

void results_free(struct results *results)
{
	free(results->result);
	free(results->files);
	lines_free(&results->problems);
	pool_free(&results->pool);
	*results = (struct results){0};
}
