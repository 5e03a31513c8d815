/*
 * Visits: a process comes to a lock while another holds it, whatever else the
 * processors are busy with, and in time to get in if the lock lets it.
 *
 *	host: takes the lock, invites, gives it back, waits until the visitor is gone
 *	visitor: accepts, takes the lock, gives it back, leaves
 */
#ifndef IPCTS_VISIT_H
#define IPCTS_VISIT_H

#include "../../atf/ipcts.h"

struct visits;

struct visits *new_visits(void);

/* The host waits until the visitor has come, and a moment longer. */
#define invite(visits) AT(visits_invite(visits))

/* The visitor waits for the invitation. What it does next is the visit. */
#define accept_invitation(visits) AT(visits_accept(visits))
void leave(struct visits *visits);
#define await_leaving(visits) AT(visits_await_leaving(visits))

void visits_invite(struct visits *visits);
void visits_accept(struct visits *visits);
void visits_await_leaving(struct visits *visits);

#endif
