/*
 * Who asks, where permissions are judged by effective ids: identities that are
 * nobody's, so that permission bits apply to them.
 */
#ifndef IPCTS_IDENTITY_H
#define IPCTS_IDENTITY_H

#include <stdbool.h>
#include <sys/types.h>

#include "case.h"

enum { OWNER = 60001, STRANGER, GROUP, OTHER_GROUP };

struct identity {
	uid_t user;
	gid_t group;
	gid_t supplementary;
};

static const struct identity owner_of_objects = {OWNER, GROUP, GROUP};
static const struct identity stranger = {STRANGER, OTHER_GROUP, OTHER_GROUP};

/*
 * Those who ask for an object of the owner: by which class of its permission
 * bits they are judged. The value is the shift of the class's bits in the mode.
 */
static const struct variant requesters[] = {
	{"owner", 6, &(const struct identity){OWNER, OTHER_GROUP, OTHER_GROUP}},
	{"group", 3, &(const struct identity){STRANGER, GROUP, OTHER_GROUP}},
	{"supplementary_group", 3, &(const struct identity){STRANGER, OTHER_GROUP, GROUP}},
	{"other", 0, &stranger}};

/* Whether the process may become them; without it one stays the owner of what one makes. */
bool may_change_ids(void);

/*
 * Takes on the effective ids. The real user ID stays root's, who may do
 * everything. Skips the case where that is refused.
 */
void take_identity(const struct identity *identity);

#endif
