#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "clean.h"
#include "intern.h"

#define LONGEST 20000

struct interned {
	struct interned *next; /* in the same slot */
	const char *text;      /* harmless */
	uint64_t hash;
	size_t size;
	char bytes[]; /* as they were */
};

/* FNV-1a */
static uint64_t hash_of(const char *bytes, size_t size)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001b3u;
	return hash;
}

static void grow(struct intern *table)
{
	size_t room = table->room ? 2 * table->room : 1024;
	struct interned **slots = array_resize(NULL, room, sizeof(struct interned *));

	for (size_t i = 0; i < room; i++)
		slots[i] = NULL;
	for (size_t i = 0; i < table->room; i++) {
		struct interned *next;

		for (struct interned *entry = table->slots[i]; entry; entry = next) {
			next = entry->next;
			entry->next = slots[entry->hash % room];
			slots[entry->hash % room] = entry;
		}
	}
	free(table->slots);
	table->slots = slots;
	table->room = room;
}

static const char *add(struct intern *table, const char *bytes, size_t size, uint64_t hash)
{
	struct interned *entry = pool_alloc(table->pool, sizeof(*entry) + size + 1);
	struct interned **slot;

	if (table->count == table->room)
		grow(table);
	table->count++;
	slot = &table->slots[hash % table->room];
	memcpy(entry->bytes, bytes, size);
	entry->size = size;
	entry->hash = hash;
	entry->next = *slot;
	entry->text = clean_line(table->pool, bytes, size, LONGEST);
	if (strlen(entry->text) == size && memcmp(entry->text, bytes, size) == 0)
		entry->text = entry->bytes;
	*slot = entry;
	return entry->text;
}

const char *intern(struct intern *table, const char *bytes, size_t size)
{
	uint64_t hash = hash_of(bytes, size);

	for (struct interned *entry = table->room ? table->slots[hash % table->room] : NULL; entry;
	     entry = entry->next)
		if (entry->hash == hash && entry->size == size &&
		    memcmp(entry->bytes, bytes, size) == 0)
			return entry->text;
	return add(table, bytes, size, hash);
}

void intern_free(struct intern *table)
{
	free(table->slots);
	table->slots = NULL;
	table->room = table->count = 0;
}
