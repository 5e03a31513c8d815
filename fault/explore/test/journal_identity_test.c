/* What makes an exploration another one than the journal is of. */
#include <atf-c.h>
#include <stdio.h>
#include <string.h>

#include "../journal_identity.h"

static void write_program(const char *text)
{
	FILE *file = fopen("program", "w");

	ATF_REQUIRE(file != NULL);
	fputs(text, file);
	ATF_REQUIRE_EQ(0, fclose(file));
}

/* Which settings make another exploration, and which do not. */
ATF_TC_WITHOUT_HEAD(identity);
ATF_TC_BODY(identity, tc)
{
	char *const command[] = {"./program", NULL};
	struct settings first = {.command = command, .jobs = 1}, second = first;
	struct journal_identity one, other;

	write_program("#!/bin/sh\n");
	journal_identify(&one, &first);
	second.jobs = 8;
	second.budget = 60;
	second.seed = 3;
	journal_identify(&other, &second);
	for (size_t i = 0; i < JOURNAL_FACTS; i++)
		ATF_CHECK_STREQ(one.facts[i].text, other.facts[i].text);
	journal_forget(&other);
	second.backend = BACKEND_NOTIFY;
	second.command = (char *const[]){"./program", "a b", NULL};
	second.options = (char *const[]){"--depth", "2", NULL};
	write_program("#!/bin/sh\n# another build\n");
	journal_identify(&other, &second);
	for (size_t i = 0; i < JOURNAL_FACTS; i++) {
		bool differs = strcmp(one.facts[i].text, other.facts[i].text) != 0;
		bool is_place = strcmp(one.facts[i].name, "folder") == 0 ||
				strcmp(one.facts[i].name, "system") == 0;

		ATF_CHECK_MSG(differs != is_place, "%s", one.facts[i].name);
	}
	journal_forget(&one);
	journal_forget(&other);
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, identity);
	return atf_no_error();
}
