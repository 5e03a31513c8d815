/*
 * The catalogue: every requirement the suite knows, made by the compiler from
 * the .def files of the mechanisms, so that a reference to a clause that does
 * not exist does not compile.
 *
 * cases/<mechanism>/requirements.def
 *	REQUIREMENT(mechanism, (id, parts), function, level, edition, source,
 *		    statement)
 * cases/<mechanism>/errors.def
 *	ERROR_CONDITION(mechanism, (id, parts), function, error, level, edition,
 *			condition)
 *	The function fails with that error under that condition.
 * either
 *	UNTESTED(id_parts, reason)
 *	The entry has no case, for the reason given.
 * cases/<mechanism>/claims.def
 *	CLAIM(verdict, claim, correct statement, id_parts, ...)
 *	What people say of the mechanism, and which requirements decide it.
 *
 * An id has two or three parts. It is printed with dots between them
 * (pipe.read.fifo_order) and written in C with underscores
 * (pipe_read_fifo_order). level is SHALL, OPTION_XSI, OPTION_MSG, OPTION_SHM,
 * OPTION_TSH, OPTION_PS, MAY or LINUX; edition is 2008, 2017, 2024 or LINUX
 * (see atf/requirement.h).
 */
#ifndef IPCTS_CATALOGUE_H
#define IPCTS_CATALOGUE_H

#include <stddef.h>

#include "../atf/requirement.h"

/* Picks the two- or the three-part form by the number of parts. */
#define ID_FORM(_1, _2, _3, form, ...) form
#define ID_PASTE3(a, b, c) CATALOGUE_##a##_##b##_##c
#define ID_PASTE2(a, b) CATALOGUE_##a##_##b
#define ID_PASTE(...) ID_FORM(__VA_ARGS__, ID_PASTE3, ID_PASTE2, )(__VA_ARGS__)
#define ID_DOTS3(a, b, c) #a "." #b "." #c
#define ID_DOTS2(a, b) #a "." #b
#define ID_DOTS(...) ID_FORM(__VA_ARGS__, ID_DOTS3, ID_DOTS2, )(__VA_ARGS__)

enum catalogue_index {
#define REQUIREMENT(mechanism, id, ...) ID_PASTE id,
#define ERROR_CONDITION(mechanism, id, ...) ID_PASTE id,
#define UNTESTED(id, why)
#include "catalogue.def"
#undef REQUIREMENT
#undef ERROR_CONDITION
#undef UNTESTED
	CATALOGUE_SIZE
};

/* Indexed by enum catalogue_index. */
extern const struct requirement catalogue[];

/* For CASE() of atf/case.h. */
#define REQUIREMENT_OF(id) (&catalogue[CATALOGUE_##id])

/* Why an entry has no case; NULL for those that have one. Same index. */
extern const char *const catalogue_untested[];

/* What a claim is worth. */
enum claim_verdict { CLAIM_TRUE, CLAIM_TRUE_ON_LINUX, CLAIM_IMPRECISE, CLAIM_FALSE };

struct claim {
	enum claim_verdict verdict;
	const char *claim;
	const char *correct;
	size_t count;
	const enum catalogue_index *requirements; /* count of them */
};

extern const struct claim claims[];
extern const size_t claim_count;

#endif
