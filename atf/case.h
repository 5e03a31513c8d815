/*
 * A case: one scenario that proves one requirement (or a few), run in a child
 * of its own under a supervisor (supervisor.h).
 *
 *	CASE(pipe_read_fifo_order)
 *	{
 *		struct pipe_ends p = open_pipe();
 *
 *		write_bytes(p.write_end, "abc", 3);
 *		expect_bytes(p.read_end, "abc", 3);
 *	}
 *
 * A case registers itself; its name is the id of its first requirement.
 * Further requirements it proves follow: CASE(a, b, c), up to six. An id that
 * is not in the catalogue does not compile.
 *
 * The same scenario over several variants, one run each, named "id@variant":
 *
 *	static const struct variant sizes[] = {{"1", 1}, {"PIPE_BUF", PIPE_BUF}};
 *
 *	CASE_VARIANTS(sizes, pipe_write_atomic_le_pipe_buf)
 *	{
 *		size_t size = variant()->value;
 *		...
 *
 * A file that includes another mechanism's cases, to run them on an object of
 * its own, defines CASES_PROVE before: the one requirement that all of them
 * then prove ("the rules are the same"). They are named "id@id of the case".
 *
 * The user of this header offers REQUIREMENT_OF(id_parts), the address of the
 * struct requirement (cases/catalogue.h does).
 */
#ifndef IPCTS_CASE_H
#define IPCTS_CASE_H

#include <stddef.h>

#include "requirement.h"

/* What one run of a case with variants differs in. */
struct variant {
	const char *name;
	long value;
	const void *data;
};

struct test_case {
	const char *name;	 /* NULL: the id of proves[0] */
	const char *description; /* NULL: the statement of proves[0] */
	const char *program;	 /* the source of the program: __BASE_FILE__ */
	const char *file;	 /* where the case is written */
	int line;
	void (*body)(void);
	const struct requirement *const *proves; /* ends with NULL */
	const struct requirement *scenario;	 /* NULL, or the "@" of an included case */
	const struct variant *variants;
	size_t variant_count;
	struct test_case *next;
};

/* Makes a case known to main(); called by the macros below, before main(). */
void register_case(struct test_case *test);

/* The variant of this run. Only in a case declared by CASE_VARIANTS. */
const struct variant *variant(void);

/* CASE_LIST(a, b) -> REQUIREMENT_OF(a), REQUIREMENT_OF(b), */
#define CASE_LIST_1(a) REQUIREMENT_OF(a),
#define CASE_LIST_2(a, ...) REQUIREMENT_OF(a), CASE_LIST_1(__VA_ARGS__)
#define CASE_LIST_3(a, ...) REQUIREMENT_OF(a), CASE_LIST_2(__VA_ARGS__)
#define CASE_LIST_4(a, ...) REQUIREMENT_OF(a), CASE_LIST_3(__VA_ARGS__)
#define CASE_LIST_5(a, ...) REQUIREMENT_OF(a), CASE_LIST_4(__VA_ARGS__)
#define CASE_LIST_6(a, ...) REQUIREMENT_OF(a), CASE_LIST_5(__VA_ARGS__)
#define CASE_PICK(_1, _2, _3, _4, _5, _6, picked, ...) picked
#define CASE_LIST(...)                                                                          \
	CASE_PICK(__VA_ARGS__, CASE_LIST_6, CASE_LIST_5, CASE_LIST_4, CASE_LIST_3, CASE_LIST_2, \
		  CASE_LIST_1, )                                                                \
	(__VA_ARGS__)

/* Lists and fields come in parentheses, which CASE_BARE takes off. */
#define CASE_BARE(...) __VA_ARGS__
#define CASE_TABLE(table) .variants = table, .variant_count = sizeof(table) / sizeof((table)[0])
#define CASE_REGISTER(symbol, list_, fields)                                            \
	static void case_##symbol(void);                                                \
	__attribute__((constructor)) static void register_##symbol(void)                \
	{                                                                               \
		static const struct requirement *const list[] = {CASE_BARE list_ NULL}; \
		static struct test_case test = {.program = __BASE_FILE__,               \
						.file = __FILE__,                       \
						.line = __LINE__,                       \
						.body = case_##symbol,                  \
						.proves = list,                         \
						CASE_BARE fields};                      \
		register_case(&test);                                                   \
	}                                                                               \
	static void case_##symbol(void)

#ifdef CASES_PROVE
#define CASE_DECLARE(list, fields, symbol, ...)         \
	CASE_REGISTER(symbol, (CASE_LIST(CASES_PROVE)), \
		      (.scenario = REQUIREMENT_OF(symbol), CASE_BARE fields))
#else
#define CASE_DECLARE(list, fields, symbol, ...) CASE_REGISTER(symbol, list, fields)
#endif
#define CASE(...) CASE_DECLARE((CASE_LIST(__VA_ARGS__)), (.variants = NULL), __VA_ARGS__, )
#define CASE_VARIANTS(table, ...) \
	CASE_DECLARE((CASE_LIST(__VA_ARGS__)), (CASE_TABLE(table)), __VA_ARGS__, )

/*
 * A case that tries a scenario, which takes a function, with one of several
 * that have the same signature; what it proves follows. Likewise over variants.
 */
#define TRY(scenario, function, ...) \
	CASE(__VA_ARGS__)            \
	{                            \
		scenario(function);  \
	}
#define TRY_VARIANTS(table, scenario, function, ...) \
	CASE_VARIANTS(table, __VA_ARGS__)            \
	{                                            \
		scenario(function);                  \
	}

/* A case that proves no requirement: facts about the system, self-tests. */
#define CASE_NAMED(symbol, name_, description_) \
	CASE_REGISTER(symbol, (), (.name = name_, .description = description_))

#endif
