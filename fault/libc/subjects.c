#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "subject.h"

static const struct subject *const tables[] = {ipc_subjects, thread_subjects, process_subjects,
					       file_subjects};

enum { TABLES = sizeof(tables) / sizeof(*tables) };

const struct subject *subject_at(unsigned int index)
{
	for (int table = 0; table < TABLES; table++) {
		const struct subject *subject = tables[table];

		for (; subject->name; subject++) {
			if (index-- == 0)
				return subject;
		}
	}
	return NULL;
}

const struct subject *subject_named(const char *name)
{
	const struct subject *subject;

	for (unsigned int i = 0; (subject = subject_at(i)); i++) {
		if (strcmp(subject->name, name) == 0)
			break;
	}
	return subject;
}

int failure(void)
{
	return errno ? errno : -1;
}
