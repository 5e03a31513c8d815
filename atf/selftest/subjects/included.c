/* Another mechanism's cases on an object of its own. */
#include "subject.h"

#define CASES_PROVE selftest_rule
#include "rules.c"
