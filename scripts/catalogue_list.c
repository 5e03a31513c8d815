/*
 * Prints the catalogue for scripts/catalogue-check, one entry per line:
 *
 *	entry	ID	MECHANISM	LEVEL	why it has no case, or nothing
 *	undeviated	ID	why it has no deviant
 */
#include <stdio.h>

#include "../cases/catalogue.h"

#define UNDEVIATED(id, why) [CATALOGUE_##id] = why,

static const char *const undeviated[CATALOGUE_SIZE] = {
#include "../fault/deviants/undeviated.def"
};

int main(void)
{
	for (size_t i = 0; i < CATALOGUE_SIZE; i++) {
		const struct requirement *r = &catalogue[i];
		const char *why = catalogue_untested[i];

		printf("entry\t%s\t%s\t%s\t%s\n", r->id, r->mechanism, level_name(r->level),
		       why ? why : "");
		if (undeviated[i])
			printf("undeviated\t%s\t%s\n", r->id, undeviated[i]);
	}
	return fflush(stdout) == 0 ? 0 : 1;
}
