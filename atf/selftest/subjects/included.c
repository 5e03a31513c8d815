/* Another mechanism's cases on an object of its own. */
#define CASES_PROVE selftest_rule
#include "rules.c"
