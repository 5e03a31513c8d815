#include <stdlib.h>

#include "log.h"

static int drift_of(FILE *log, const struct plan *plan, bool *fired,
		    void (*tell)(const struct call *, int, const char *, void *), void *argument)
{
	struct logged line;
	int drift = 0, result;

	while ((result = log_next(log, &line)) > 0) {
		struct planned *planned = plan_find(plan, &line.call);

		if (line.fault == FAULT_NONE)
			continue;
		if (planned && planned->fault == line.fault) {
			fired[planned - plan_entry(plan, 0)] = true;
			continue;
		}
		tell(&line.call, line.fault, "not planned", argument);
		drift++;
	}
	if (result < 0)
		return -1;
	for (size_t i = 0; i < plan_count(plan); i++) {
		const struct planned *planned = plan_entry(plan, i);

		if (fired[i])
			continue;
		tell(&planned->call, planned->fault, "not fired", argument);
		drift++;
	}
	return drift;
}

int log_drift(FILE *log, const struct plan *plan,
	      void (*tell)(const struct call *call, int fault, const char *reason, void *argument),
	      void *argument)
{
	bool *fired = calloc(plan_count(plan) + 1, sizeof(*fired));
	int drift;

	if (!fired)
		return -1;
	drift = drift_of(log, plan, fired, tell, argument);
	free(fired);
	return drift;
}
