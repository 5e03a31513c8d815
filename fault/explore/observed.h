/*
 * What a worker is asked to do, and what it saw: the two lie in memory that it
 * shares with the explorer, and need the same room whatever the command does.
 */
#ifndef IPCTS_EXPLORE_OBSERVED_H
#define IPCTS_EXPLORE_OBSERVED_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	TEXT_SIZE = 2048,	 /* of an excerpt, with its null byte */
	LIST_SIZE = 4096,	 /* of a list of lines, likewise */
	PLAN_SIZE = 1024,	 /* of a plan, likewise */
	LEAVING_SIZE = 48,	 /* processes whose end is described */
	LEAVING_TEXT_SIZE = 512, /* of what such a process had open */
	PROCESS_SIZE = 24	 /* of its address, with its null byte */
};

struct job {
	char plan[PLAN_SIZE]; /* empty: nothing fails */
	double timeout;	      /* seconds */
	double grace;	      /* seconds that children may outlive the first process */
	bool wants_log;
};

/* How a process was when it ended. */
struct leaving {
	char process[PROCESS_SIZE];   /* "1.2", as in call.h */
	int status;		      /* as from wait() */
	unsigned int descriptors;     /* open, without the standard ones and the explorer's */
	char open[LEAVING_TEXT_SIZE]; /* what they are: lines "NUMBER TARGET" */
};

struct output {
	uint64_t digest; /* of all of it */
	size_t size;	 /* bytes */
	char text[TEXT_SIZE];
};

struct observed {
	int start_error;	    /* errno of what kept the command from being started, or 0 */
	bool is_timed_out;	    /* the first process had not ended by then */
	int status;		    /* of the first process, as from wait() */
	double seconds;		    /* until it ended */
	double last_seconds;	    /* until all of its processes had ended */
	unsigned int fired;	    /* failures of the plan that did happen */
	unsigned int lost_messages; /* of those, write() to standard error, where that is known */
	unsigned int strays;	    /* failures that happened and are not of the plan */
	struct output standard_output, standard_error;
	bool has_report;	  /* a sanitizer's, in the error output */
	uint64_t files;		  /* digest of what the working folder has become */
	char changed[LIST_SIZE];  /* names of files there that differ, lines */
	char left[LIST_SIZE];	  /* what is left: lines "KIND NAME", sorted */
	char children[TEXT_SIZE]; /* processes that outlived the first, or hang: lines */
	int check_status;	  /* of the user's script, as from wait() */
	char check_text[TEXT_SIZE];
	struct leaving leaving[LEAVING_SIZE];
	size_t leaving_count;
	uint64_t log_size; /* bytes of the log, if it was wanted */
};

/* FNV-1a: goes on from digest, which is DIGEST_BEGIN at first. */
#define DIGEST_BEGIN UINT64_C(14695981039346656037)
uint64_t digest_bytes(uint64_t digest, const void *bytes, size_t size);

/* Appends a formatted line, with its newline, to a list; leaves out what has no room. */
void list_add(char *list, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Sorts the lines of a list. */
void list_sort(char *list);

/* Whether a list has that line, of length bytes. */
bool list_has(const char *list, const char *line, size_t length);

#endif
