#include <errno.h>

#include "catalogue.h"

#define REQUIREMENT(mechanism, id, function, level, edition, source, statement)             \
	[ID_PASTE id] = {                                                                   \
		ID_DOTS id, #mechanism, function, LEVEL_##level, EDITION_##edition, source, \
		statement,  NULL,	0},
#define ERROR_CONDITION(mechanism, id, function, error, level, edition, condition) \
	[ID_PASTE id] = {ID_DOTS id,                                               \
			 #mechanism,                                               \
			 function,                                                 \
			 LEVEL_##level,                                            \
			 EDITION_##edition,                                        \
			 "ERRORS of " function,                                    \
			 function " fails with " #error " if " condition ".",      \
			 #error,                                                   \
			 error},
#define UNTESTED(id, why)

const struct requirement catalogue[] = {
#include "catalogue.def"
};

#undef REQUIREMENT
#undef ERROR_CONDITION
#undef UNTESTED
#define REQUIREMENT(...)
#define ERROR_CONDITION(...)
#define UNTESTED(id, why) [CATALOGUE_##id] = why,

const char *const catalogue_untested[CATALOGUE_SIZE] = {
#include "catalogue.def"
};

/* Every name of a claim's list, prefixed: CLAIM_IDS(a, b) -> CATALOGUE_a, CATALOGUE_b */
#define CLAIM_IDS_1(a) CATALOGUE_##a
#define CLAIM_IDS_2(a, ...) CATALOGUE_##a, CLAIM_IDS_1(__VA_ARGS__)
#define CLAIM_IDS_3(a, ...) CATALOGUE_##a, CLAIM_IDS_2(__VA_ARGS__)
#define CLAIM_IDS_4(a, ...) CATALOGUE_##a, CLAIM_IDS_3(__VA_ARGS__)
#define CLAIM_IDS_N(_1, _2, _3, _4, form, ...) form
#define CLAIM_IDS(...)                                                                 \
	CLAIM_IDS_N(__VA_ARGS__, CLAIM_IDS_4, CLAIM_IDS_3, CLAIM_IDS_2, CLAIM_IDS_1, ) \
	(__VA_ARGS__)
#define CLAIM(verdict, claim, correct, ...)                                                       \
	{CLAIM_##verdict, claim, correct,                                                         \
	 sizeof((enum catalogue_index[]){CLAIM_IDS(__VA_ARGS__)}) / sizeof(enum catalogue_index), \
	 (const enum catalogue_index[]){CLAIM_IDS(__VA_ARGS__)}},

const struct claim claims[] = {
#include "claims.def"
};

const size_t claim_count = sizeof(claims) / sizeof(claims[0]);
