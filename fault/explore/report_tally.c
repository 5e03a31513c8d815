#include <stdlib.h>
#include <string.h>

#include "../plan/call.h"
#include "report_tally.h"

/* Copies the bytes from first up to end. */
static bool take(char *to, size_t size, const char *first, const char *end)
{
	size_t length = (size_t)(end - first);

	if (length == 0 || length >= size)
		return false;
	memcpy(to, first, length);
	to[length] = '\0';
	return true;
}

/* PROCESS:THREAD:POINT:K=ERROR; a cause has no :K. */
bool tally_place(const char *id, char *point, char *error, size_t size)
{
	const char *comma = strrchr(id, ','), *entry = comma ? comma + 1 : id;
	const char *equals = strrchr(entry, '='), *thread = strchr(entry, ':');
	const char *first = thread ? strchr(thread + 1, ':') : NULL, *end;

	if (!first || !equals || equals < first)
		return false;
	first++;
	end = memchr(first, ':', (size_t)(equals - first));
	return take(point, size, first, end ? end : equals) &&
	       take(error, size, equals + 1, equals + strlen(equals));
}

static int compare(const struct tally_cell *cell, const char *point, const char *error)
{
	int order = strcmp(cell->point, point);

	return order ? order : strcmp(cell->error, error);
}

/* The index of the first cell that is not before that point and error. */
static size_t find_place(const struct tally *tally, const char *point, const char *error)
{
	size_t low = 0, high = tally->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(&tally->cells[middle], point, error) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct tally_cell *insert(struct tally *tally, size_t place, const char *point,
				 const char *error)
{
	struct tally_cell *cell;

	tally->cells = array_resize(tally->cells, tally->count + 1, sizeof(*tally->cells));
	cell = &tally->cells[place];
	memmove(cell + 1, cell, (tally->count++ - place) * sizeof(*cell));
	*cell = (struct tally_cell){
		.point = pool_printf(&tally->pool, "%s", point),
		.error = pool_printf(&tally->pool, "%s", error),
	};
	return cell;
}

void tally_add(struct tally *tally, const struct finding *run)
{
	char point[CALL_TEXT_SIZE], error[CALL_TEXT_SIZE];
	struct tally_cell *cell;
	size_t place;

	if (!tally_place(run->id, point, error, sizeof(point)))
		return;
	place = find_place(tally, point, error);
	cell = tally->cells + place;
	if (place == tally->count || compare(cell, point, error) != 0)
		cell = insert(tally, place, point, error);
	cell->runs++;
	cell->outcomes[run->outcome]++;
}

const struct tally_cell *tally_find(const struct tally *tally, const char *point, const char *error)
{
	size_t place = find_place(tally, point, error);

	if (place == tally->count || compare(&tally->cells[place], point, error) != 0)
		return NULL;
	return &tally->cells[place];
}

enum outcome tally_worst(const struct tally_cell *cell)
{
	int outcome = OUTCOMES - 1;

	while (outcome > 0 && cell->outcomes[outcome] == 0)
		outcome--;
	return (enum outcome)outcome;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **tally_errors(const struct tally *tally)
{
	const char **errors = array_resize(NULL, tally->count + 1, sizeof(*errors));
	size_t kept = 0;

	for (size_t i = 0; i < tally->count; i++)
		errors[i] = tally->cells[i].error;
	if (tally->count)
		qsort(errors, tally->count, sizeof(*errors), by_name);
	for (size_t i = 0; i < tally->count; i++)
		if (kept == 0 || strcmp(errors[kept - 1], errors[i]) != 0)
			errors[kept++] = errors[i];
	errors[kept] = NULL;
	return errors;
}

void tally_free(struct tally *tally)
{
	free(tally->cells);
	pool_free(&tally->pool);
	*tally = (struct tally){.count = 0};
}
