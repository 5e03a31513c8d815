/* Cases that prove a requirement, with variants and without. */
#include "subject.h"

#include <unistd.h>

#ifndef CASES_PROVE
static const struct variant sizes[] = {{"one", 1, NULL}, {"two", 2, "data"}};

CASE_VARIANTS(sizes, selftest_rule)
{
	observe("the\nsize", "%ld\r\n", variant()->value);
	EXPECT_EQ(1, variant()->value);
}
#endif

CASE(selftest_other_rule, selftest_rule)
{
	EXPECT(getppid() == 0);
}
