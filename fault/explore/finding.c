#include "finding.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name, *word, *meaning;
} outcomes[OUTCOMES] = {
	[OUTCOME_HANDLED] = {"handled", "handled",
			     "The result is the same as without the failure."},
	[OUTCOME_CLEAN_ERROR] =
		{"clean error", "clean-error",
		 "The command gives up with a message and an exit status, or as filters do: "
		 "by SIGPIPE."},
	[OUTCOME_DRIFT] = {"drift", "drift",
			   "The call that was to fail was not made in this run: nothing is known."},
	[OUTCOME_SILENT_EXIT] = {"silent error exit", "silent-exit",
				 "The command gives up without a word on what happened."},
	[OUTCOME_WRONG_OUTPUT] = {"wrong output", "wrong-output",
				  "The command claims success, but its result is wrong."},
	[OUTCOME_LEAK] = {"leak", "leak", "The command leaves something behind."},
	[OUTCOME_HANG] = {"hang", "hang", "The command does not end."},
	[OUTCOME_SANITIZER] = {"sanitizer report", "sanitizer",
			       "A sanitizer found undefined behaviour or misused memory."},
	[OUTCOME_CRASH] = {"crash", "crash", "A process of the command was killed by its own bug."},
};

const char *outcome_name(enum outcome outcome)
{
	return outcomes[outcome].name;
}

const char *outcome_word(enum outcome outcome)
{
	return outcomes[outcome].word;
}

enum outcome outcome_of_word(const char *word)
{
	enum outcome i;

	for (i = 0; i < OUTCOMES; i++) {
		if (strcmp(outcomes[i].word, word) == 0)
			break;
	}
	return i;
}

const char *outcome_meaning(enum outcome outcome)
{
	return outcomes[outcome].meaning;
}

bool outcome_is_bad(enum outcome outcome)
{
	return outcome > OUTCOME_DRIFT && outcome < OUTCOMES;
}

struct finding *finding_copy(const struct finding *run)
{
	struct finding *copy = malloc(sizeof(*copy));

	if (!copy)
		return NULL;
	*copy = *run;
	copy->id = strdup(run->id);
	copy->cause = strdup(run->cause);
	copy->summary = strdup(run->summary);
	copy->evidence = strdup(run->evidence);
	copy->replay = strdup(run->replay);
	if (copy->id && copy->cause && copy->summary && copy->evidence && copy->replay)
		return copy;
	finding_free(copy);
	return NULL;
}

void finding_free(struct finding *finding)
{
	if (!finding)
		return;
	free(finding->id);
	free(finding->cause);
	free(finding->summary);
	free(finding->evidence);
	free(finding->replay);
	free(finding);
}

char *finding_cause(const char *id)
{
	char *cause = malloc(strlen(id) + 1);
	char *to = cause;

	/* An entry's last ':' begins K, which goes on to the '='. */
	while (cause && *id) {
		size_t length = strcspn(id, ",");
		const char *equals = memchr(id, '=', length);
		const char *colon = equals ? memrchr(id, ':', (size_t)(equals - id)) : NULL;

		if (!colon) {
			free(cause);
			return NULL;
		}
		to = mempcpy(to, id, (size_t)(colon - id));
		to = mempcpy(to, equals, length - (size_t)(equals - id));
		id += length;
		if (*id == ',')
			*to++ = *id++;
	}
	if (cause)
		*to = '\0';
	return cause;
}
