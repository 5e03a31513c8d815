/* What the files of the journal share. */
#ifndef IPCTS_EXPLORE_JOURNAL_PARTS_H
#define IPCTS_EXPLORE_JOURNAL_PARTS_H

#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#include "journal.h"
#include "journal_line.h"

/* Where a run of an earlier exploration is. */
struct place {
	uint64_t hash; /* of its id */
	off_t offset;
};

struct journal {
	FILE *file;    /* for reading */
	int fd;	       /* for appending */
	off_t runs;    /* where the first run is */
	off_t end;     /* of what is complete */
	off_t reading; /* where journal_next() goes on */
	unsigned long count;
	struct place *places; /* sorted by hash */
	size_t place_count, place_room;
	char *line; /* the one read last */
	size_t line_room;
	char *cause; /* of the run read last */
};

/* Of an id. */
uint64_t journal_hash(const char *id);

/* Orders places by their hashes. */
int journal_by_hash(const void *a, const void *b);

/*
 * Reads the line at the file's position into journal->line, without its newline;
 * *length is with it. Returns false if none is complete.
 */
bool journal_read_line(struct journal *journal, size_t *length);

/* Appends all or nothing. Returns 0, or -1 with errno. */
int journal_append(struct journal *journal, const char *text, size_t size);

#endif
