#include "scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "check.h"
#include "private.h"

static struct ledger_entry *new_entry(enum ledger_kind kind)
{
	int slot = arena_take(&arena->ledger_count, MAX_LEDGER);

	SETUP_THAT(slot >= 0, "more than %d objects in a case", MAX_LEDGER);
	arena->ledger[slot].kind = kind;
	arena->ledger[slot].is_private = is_ipc_private();
	return &arena->ledger[slot];
}

const char *scratch_path(void)
{
	struct ledger_entry *entry = new_entry(LEDGER_PATH);

	snprintf(entry->name, sizeof(entry->name), "scratch.%u", arena->name_count++);
	entry->is_set = true;
	return entry->name;
}

const char *scratch_directory(mode_t mode)
{
	const char *path = scratch_path();

	SETUP(mkdir(path, 0700));
	SETUP(chmod(path, mode));
	return path;
}

static unsigned random_number(void)
{
	unsigned number;

	SETUP(getrandom(&number, sizeof(number), 0));
	return number;
}

enum { NAME_SIZE = sizeof(((struct ledger_entry *)NULL)->name) };

static char *new_name(void)
{
	struct ledger_entry *entry = new_entry(LEDGER_NAME);

	snprintf(entry->name, NAME_SIZE, "/ipcts.%ld.%08x.%u", (long)arena->supervisor,
		 random_number(), arena->name_count++);
	entry->is_set = true;
	return entry->name;
}

const char *unique_name(void)
{
	return new_name();
}

const char *unique_name_of(size_t length)
{
	char *name = new_name();
	size_t used = strlen(name);

	SETUP_THAT(length < NAME_SIZE, "a unique name has less than %d bytes", NAME_SIZE);
	memset(name + used, 'x', length > used ? length - used : 0);
	return name;
}

const char *unique_name_ending(const char *end)
{
	char *name = new_name();

	SETUP_THAT(strlen(name) + strlen(end) < NAME_SIZE, "a unique name has less than %d bytes",
		   NAME_SIZE);
	return strcat(name, end);
}

key_t unique_key(void)
{
	struct ledger_entry *entry = new_entry(LEDGER_KEY);

	/* A user's key is rarely negative: stay clear of them. */
	entry->number = (key_t)(random_number() | 0x80000000u);
	entry->is_set = true;
	return (key_t)entry->number;
}

static void own_id(enum ledger_kind kind, int id)
{
	struct ledger_entry *entry = new_entry(kind);

	entry->number = id;
	entry->is_set = true;
}

void own_message_queue(int id)
{
	own_id(LEDGER_MSG, id);
}

void own_semaphore_set(int id)
{
	own_id(LEDGER_SEM, id);
}

void own_shared_memory(int id)
{
	own_id(LEDGER_SHM, id);
}
