#include "load.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../render.h"

#define LONGEST_SUMMARY (64 << 20)

/* Where a run's files are; path names. */
struct place {
	const char *summary;
	const char *results; /* its shards; may not exist */
};

static struct place place_of(struct pool *pool, const char *folder)
{
	struct place place = {
		.summary = pool_printf(pool, "%s/%s", folder, SUMMARY_NAME),
		.results = pool_printf(pool, "%s/results", folder),
	};
	struct stat status;

	if (stat(place.results, &status) != 0 || !S_ISDIR(status.st_mode))
		place.results = folder;
	return place;
}

/* Returns what is wrong, or NULL: the bytes are *size long, to be freed. */
static const char *read_file(const char *path, char **bytes, size_t *size, struct timespec *time)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	const char *complaint = NULL;
	struct stat status;
	ssize_t got = 0;

	if (fd < 0)
		return strerror(errno);
	if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
		complaint = "no file; remove it";
	else if (status.st_size > LONGEST_SUMMARY)
		complaint = "too long for a summary; write it again with --format summary";
	if (!complaint) {
		*bytes = array_resize(NULL, (size_t)status.st_size + 1, 1);
		for (*size = 0; *size < (size_t)status.st_size; *size += (size_t)got)
			if ((got = read(fd, *bytes + *size, (size_t)status.st_size - *size)) <= 0)
				break;
		*time = status.st_mtim;
		if (got < 0)
			complaint = strerror(errno);
	}
	close(fd);
	return complaint;
}

static int is_shard(const struct dirent *entry)
{
	return results_is_shard(entry->d_name);
}

static bool is_later(struct timespec a, struct timespec b)
{
	return a.tv_sec > b.tv_sec || (a.tv_sec == b.tv_sec && a.tv_nsec > b.tv_nsec);
}

/* True if the next shard that the summary lists, from *rest on, is that file. */
static bool lists(const struct summary_text *text, const char **rest, const char *folder,
		  const char *name, struct timespec time)
{
	struct summary_field field[SUMMARY_FIELDS];
	struct stat status;
	char path[4096], size[24];

	if (!summary_line(rest, text->run_end, field) || !field_is(&field[0], "shard") ||
	    !field_is(&field[1], name))
		return false;
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (stat(path, &status) != 0 || is_later(status.st_mtim, time))
		return false;
	snprintf(size, sizeof(size), "%" PRIdMAX, (intmax_t)status.st_size);
	return field_is(&field[2], size);
}

/* True if the summary, written at that time, is of the shards in the folder. */
static bool is_current(const struct summary_text *text, const char *folder, struct timespec time)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_shard, alphasort);
	struct summary_field field[SUMMARY_FIELDS];
	const char *rest = text->run;
	bool current = true;

	for (int i = 0; i < count; i++) {
		current = current && lists(text, &rest, folder, entries[i]->d_name, time);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	if (count <= 0)
		return true;
	return current &&
	       !(summary_line(&rest, text->run_end, field) && field_is(&field[0], "shard"));
}

static bool has_shards(const char *folder)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_shard, NULL);

	for (int i = 0; i < count; i++)
		free(entries[i]);
	if (count >= 0)
		free(entries);
	return count > 0;
}

/* True if the summary could be used. Says why not unless the databases serve as well. */
static bool load_summary(struct loaded *loaded, const struct inputs *inputs,
			 const struct place *place)
{
	size_t size = 0;
	struct timespec time;
	const char *complaint = read_file(place->summary, &loaded->bytes, &size, &time);

	if (!complaint)
		complaint = summary_open(&loaded->text, loaded->bytes, size);
	if (!complaint && is_current(&loaded->text, place->results, time))
		return true;
	free(loaded->bytes);
	loaded->bytes = NULL;
	if (!complaint)
		lines_add(inputs->notes, inputs->pool,
			  "%s: of other databases than those that are there; these are read",
			  place->summary);
	else if (!has_shards(place->results))
		lines_add(inputs->problems, inputs->pool, "%s: %s", place->summary, complaint);
	else
		lines_add(inputs->notes, inputs->pool, "%s: %s; the databases are read",
			  place->summary, complaint);
	return false;
}

/* The summary of the databases is made in memory. */
static bool load_databases(struct loaded *loaded, const struct inputs *inputs,
			   const struct place *place)
{
	struct results results = {0};
	struct report report;
	size_t size = 0;
	FILE *file;

	results_read(&results, place->results);
	if (results.count > 0) {
		file = open_memstream(&loaded->bytes, &size);
		if (!file)
			out_of_memory();
		report_make(&report, &results, NULL, NULL, 0);
		render_summary(&report, file);
		if (fclose(file) != 0)
			out_of_memory();
		report_free(&report);
	} else {
		for (size_t i = 0; i < results.problems.count; i++)
			lines_add(inputs->problems, inputs->pool, "%s", results.problems.line[i]);
	}
	results_free(&results);
	return loaded->bytes && !summary_open(&loaded->text, loaded->bytes, size);
}

/* What could not be read when the summary was made is a problem of its target still. */
static void repeat_problems(const struct inputs *inputs, const struct input *input,
			    const struct summary_text *text)
{
	struct summary_field field[SUMMARY_FIELDS];
	const char *rest = text->run;

	while (summary_line(&rest, text->run_end, field))
		if (field_is(&field[0], "problem"))
			lines_add(inputs->problems, inputs->pool, "%s: %.*s", input->label,
				  (int)field[1].size, field[1].bytes);
}

bool load_run(struct loaded *loaded, const struct inputs *inputs, const struct input *input)
{
	struct pool paths = {0};
	struct place place = place_of(&paths, input->path);
	struct stat status;
	bool good = false, has_summary = stat(place.summary, &status) == 0;

	*loaded = (struct loaded){.bytes = NULL};
	if (has_summary)
		good = load_summary(loaded, inputs, &place);
	if (!good && (!has_summary || has_shards(place.results)))
		good = load_databases(loaded, inputs, &place);
	if (good)
		repeat_problems(inputs, input, &loaded->text);
	pool_free(&paths);
	return good;
}
