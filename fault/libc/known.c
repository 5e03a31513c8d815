#include "known.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

static const struct known entries[] = {
#define KNOWN(libc, subject, kind, calls, finding) {libc, subject, kind, calls, false, finding},
#define KNOWN_RARE(libc, subject, kind, calls, finding) {libc, subject, kind, calls, true, finding},
#include "known.def"
#undef KNOWN
#undef KNOWN_RARE
};

unsigned int known_count(void)
{
	return sizeof(entries) / sizeof(*entries);
}

const struct known *known_at(unsigned int index)
{
	return &entries[index];
}

void deviation_print(const struct deviation *deviation, char *text)
{
	if (deviation->injected == FAULT_NONE)
		snprintf(text, CALL_TEXT_SIZE, "no-fault");
	else
		call_print(&deviation->call, deviation->injected, text, CALL_TEXT_SIZE);
}

unsigned int known_index(const char *libc, const struct deviation *deviation)
{
	char call[CALL_TEXT_SIZE];
	unsigned int index = 0;

	deviation_print(deviation, call);
	for (; index < known_count(); index++) {
		const struct known *known = known_at(index);

		if (strcmp(known->libc, libc) == 0 &&
		    strcmp(known->subject, deviation->subject) == 0 &&
		    strcmp(known->kind, deviation->kind) == 0 &&
		    fnmatch(known->calls, call, 0) == 0)
			break;
	}
	return index;
}
