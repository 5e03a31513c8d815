#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../cases/catalogue.h"
#include "lookup.h"

/* The catalogue's indices in the order of the ids, made at the first look. */
static unsigned short by_id[CATALOGUE_SIZE];

struct key {
	const char *id;
	size_t length;
};

static int compare_entries(const void *first, const void *second)
{
	return strcmp(catalogue[*(const unsigned short *)first].id,
		      catalogue[*(const unsigned short *)second].id);
}

static int compare_key(const void *first, const void *second)
{
	const struct key *key = first;
	const char *id = catalogue[*(const unsigned short *)second].id;
	int order = strncmp(key->id, id, key->length);

	return order || id[key->length] == '\0' ? order : -1;
}

static void sort_once(void)
{
	static bool sorted;

	if (sorted)
		return;
	for (unsigned short i = 0; i < CATALOGUE_SIZE; i++)
		by_id[i] = i;
	qsort(by_id, CATALOGUE_SIZE, sizeof(*by_id), compare_entries);
	sorted = true;
}

size_t lookup_id(const char *id, size_t length)
{
	struct key key = {id, length};
	const unsigned short *found;

	sort_once();
	found = bsearch(&key, by_id, CATALOGUE_SIZE, sizeof(*by_id), compare_key);
	return found ? *found : NOT_IN_CATALOGUE;
}

const char *lookup_mechanism(const char *program)
{
	static const char folder[] = "cases/";
	const char *name =
		strncmp(program, folder, strlen(folder)) == 0 ? program + strlen(folder) : program;
	size_t length = strcspn(name, "/");

	for (size_t i = 0; i < CATALOGUE_SIZE && name[length] == '/'; i++) {
		const char *mechanism = catalogue[i].mechanism;

		if (strncmp(mechanism, name, length) == 0 && mechanism[length] == '\0')
			return mechanism;
	}
	return NULL;
}
