/*
 * The documented errors of the failure points: those of the catalogue
 * (cases/MECHANISM/errors.def), and further.def for functions it is not about.
 */
#ifndef IPCTS_FAULT_DOCUMENTED_H
#define IPCTS_FAULT_DOCUMENTED_H

#include "../../atf/requirement.h"
#include "points.h"

struct documented {
	const char *function;  /* "mq_send()", "fcntl(F_SETLK)" */
	const char *mechanism; /* of the catalogue; NULL for those of further.def */
	const char *id;	       /* dotted, of the catalogue; NULL likewise */
	const char *error;     /* "EAGAIN" */
	int number;	       /* EAGAIN */
	enum level level;
	enum edition edition;
	const char *condition;
};

/*
 * Goes through the error conditions of a point, in the order of the catalogue:
 * from NULL to the first, from one to the next, from the last to NULL. The same
 * error comes once for each condition.
 */
const struct documented *next_documented(enum point_index point, const struct documented *former);

/* Whether one of the conditions has that error number. */
bool is_documented(enum point_index point, int number);

#endif
