/* The sections of the page of a comparison, see page_html.c. */
#ifndef IPCTS_PAGE_PARTS_H
#define IPCTS_PAGE_PARTS_H

#include "compare.h"

/* Nobody looks at more columns than that: the CSV and the JSON have them all. */
#define PAGE_COLUMNS 200

/* As many have room for words beside the signs. */
#define PAGE_FEW 6

/* How the matrix shows a verdict. */
struct page_mark {
	const char *sign;
	const char *letter; /* the class, and what the script calls the verdict */
};

/* From what matters most to what matters least. */
extern const enum verdict page_order[VERDICTS];

const struct page_mark *page_mark(enum verdict verdict);

/* Its sign and its words. */
void page_verdict(FILE *file, enum verdict verdict);

/* How many of the columns the page has. */
size_t page_columns(const struct comparison *comparison);

/* "alpine", or "node-001 and 996 more". */
void page_title(FILE *file, const struct column *column);

/* Columns that say the same of something. */
struct page_groups {
	size_t count;
	size_t of[PAGE_COLUMNS];      /* the group of a column */
	size_t first[PAGE_COLUMNS];   /* the first column of a group */
	size_t columns[PAGE_COLUMNS]; /* how many columns are in a group */
	size_t targets[PAGE_COLUMNS]; /* and how many targets these are */
	size_t largest;		      /* the group with most columns */
};

typedef bool page_same(const void *about, size_t column, size_t other);

/* Makes groups of the columns that are the same by that function; about is for it alone. */
void page_group(struct page_groups *groups, const struct comparison *comparison, page_same *same,
		const void *about);

/* Names the group's targets: all of them, their titles, or "the 43 others" of the largest. */
void page_names(FILE *file, const struct comparison *comparison, const struct page_groups *groups,
		size_t group);

compare_function page_targets;	    /* scores, and which targets are identical */
compare_function page_filter;	    /* the controls; for the script */
compare_function page_matrix;	    /* every requirement and every target */
compare_function page_observations; /* those that differ */
compare_function page_environment;

/* What the row's cells and its observations say, in words. */
void page_details(const struct comparison *comparison, const struct row *row, FILE *file);

/* The values of the property and the targets that have them, as list items. */
void page_values(const struct comparison *comparison, const struct property *property, FILE *file);

/* The identifier of a mechanism's section is mechanism- and its name. */
#define PAGE_MECHANISM "mechanism-"

#endif
