#include "tracees.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "whereabouts.h"

/* A run has few of them: looking through all is as fast as anything. */
static struct tracee *tracees;
static size_t count, room;

/* The ids of all that ever were. */
static pid_t *ids;
static size_t id_count, id_room;

void tracees_clear(void)
{
	count = 0;
	id_count = 0;
}

static void note_id(pid_t pid)
{
	if (id_count == id_room) {
		size_t more = id_room ? 2 * id_room : 64;
		pid_t *moved = realloc(ids, more * sizeof(*moved));

		if (!moved)
			return;
		ids = moved;
		id_room = more;
	}
	ids[id_count++] = pid;
}

bool tracees_had(pid_t pid)
{
	for (size_t i = 0; i < id_count; i++) {
		if (ids[i] == pid)
			return true;
	}
	return false;
}

void tracees_each(void (*do_it)(pid_t pid))
{
	for (size_t i = 0; i < count; i++)
		do_it(tracees[i].pid);
}

struct tracee *tracees_find(pid_t pid)
{
	for (size_t i = 0; i < count; i++) {
		if (tracees[i].pid == pid)
			return &tracees[i];
	}
	return NULL;
}

int tracees_add(pid_t pid, pid_t parent, bool is_thread)
{
	struct tracee *maker, *tracee;

	if (count == room) {
		size_t more = room ? 2 * room : 64;
		struct tracee *moved = realloc(tracees, more * sizeof(*moved));

		if (!moved)
			return -1;
		tracees = moved;
		room = more;
	}
	note_id(pid);
	maker = parent ? tracees_find(parent) : NULL;
	tracee = &tracees[count++];
	*tracee = (struct tracee){.pid = pid, .is_thread = is_thread, .process = "1"};
	if (maker && is_thread)
		memcpy(tracee->process, maker->process, sizeof(tracee->process));
	else if (maker)
		snprintf(tracee->process, sizeof(tracee->process), "%.12s.%u", maker->process,
			 ++maker->children);
	return 0;
}

void tracees_remove(pid_t pid)
{
	struct tracee *tracee = tracees_find(pid);

	if (tracee)
		*tracee = tracees[--count];
}

void tracees_describe(char *list, size_t size)
{
	char line[160];

	for (size_t i = 0; i < count; i++) {
		if (tracees[i].is_thread)
			continue;
		whereabouts_now(tracees[i].pid, line, sizeof(line));
		list_add(list, size, "process %s %s", tracees[i].process, line);
	}
}
