/* What the journal of an exploration is tied to. */
#ifndef IPCTS_EXPLORE_JOURNAL_IDENTITY_H
#define IPCTS_EXPLORE_JOURNAL_IDENTITY_H

#include "explore.h"
#include "journal.h"

enum { JOURNAL_FACTS = 7 };

struct journal_identity {
	struct journal_fact facts[JOURNAL_FACTS];
};

/*
 * Makes the identity: the command and the options that change what a run is, where
 * it runs and on what system, and which builds of the command, of its --check script,
 * of this program (which is the supervisor, too) and of the preload library. How many runs there
 * are, or at the same time, is none of it. Exits if there is no memory.
 */
void journal_identify(struct journal_identity *identity, const struct settings *settings);

void journal_forget(struct journal_identity *identity);

#endif
