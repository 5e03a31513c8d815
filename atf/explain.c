#include "explain.h"

#include <stdio.h>
#include <string.h>

#include "arena.h"

/* The program as kyua knows it: its source without the ".c". */
static const char *program_of(const struct test_case *test)
{
	static char program[200];
	const char *suffix = strrchr(test->program, '.');
	size_t length = suffix ? (size_t)(suffix - test->program) : strlen(test->program);

	snprintf(program, sizeof(program), "%.*s", (int)length, test->program);
	return program;
}

void explain_records(const char *name)
{
	static const char *const outcomes[] = {"passed", "skipped", "broken", "failed"};
	const struct test_case *test = arena->test;
	const struct requirement *const *r;
	unsigned i;

	if (!arena_verdict())
		return;
	for (r = test->proves; *r; r++)
		fprintf(stderr, "requirement: %s (%s, %s, %s)\n    %s\n", (*r)->id,
			level_name((*r)->level), edition_name((*r)->edition), (*r)->source,
			(*r)->statement);
	for (i = 0; i < arena->record_count && i < MAX_RECORDS; i++)
		if (arena->records[i].outcome != OUTCOME_PASSED)
			fprintf(stderr, "%s: %s\n", outcomes[arena->records[i].outcome],
				arena->records[i].text);
	if (arena->record_count > MAX_RECORDS)
		fprintf(stderr, "and %u more\n", arena->record_count - MAX_RECORDS);
	fprintf(stderr, "reproduce: kyua debug %s:%s\n", program_of(test), name);
}

void explain_observations(void)
{
	const struct test_case *test = arena->test;
	unsigned i;

	for (i = 0; i < arena->observation_count && i < MAX_OBSERVATIONS; i++)
		if (test->proves[0])
			printf("observation: %s: %s\n", test->proves[0]->id,
			       arena->observations[i].text);
		else
			printf("fact: %s\n", arena->observations[i].text);
}
