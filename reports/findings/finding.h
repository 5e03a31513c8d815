/*
 * The smallest programs that show the known deviations of reports/baselines, one for each
 * reason, in C and the C library alone:
 *
 *	FINDING("the reason, word by word as in the baselines")
 *	{
 *		...
 *		return condition ? SHOWN : NOT_SHOWN;
 *	}
 *
 * Each runs in a process of its own, in an empty temporary folder, and may end by _exit() of
 * an outcome, too. main() ends what it leaves running and removes what it leaves behind.
 */
#ifndef IPCTS_FINDING_H
#define IPCTS_FINDING_H

#include <features.h>
#include <stdbool.h>
#include <stddef.h>

/* Some deviations are of more than one C library, and have a reason in each. */
#ifdef __GLIBC__
enum { IS_GLIBC = true };
#else
enum { IS_GLIBC = false };
#endif

enum outcome {
	NOT_SHOWN,
	SHOWN,
	CANNOT_TRY, /* errno says why */
};

struct finding {
	const char *reason;
	enum outcome (*show)(void);
	int hangs_after; /* it is shown if there is no end after so many seconds; 0: it ends */
	int dies_by;	 /* it is shown if this signal ends it; 0: none does */
	struct finding *next;
};

/* Puts one at the end of the list; the macros below do. */
void finding_add(struct finding *finding);

#define FINDING(reason) FINDING_AT(__LINE__, reason, 0, 0)

/* What deviates is that there is no end: it shows after so many seconds. */
#define FINDING_HANGS(reason, seconds) FINDING_AT(__LINE__, reason, seconds, 0)

/* What deviates is that a signal ends the program. */
#define FINDING_DIES(reason, signal) FINDING_AT(__LINE__, reason, 0, signal)

#define FINDING_AT(line, reason, hangs_after, dies_by) \
	FINDING_NAMED(line, reason, hangs_after, dies_by)
#define FINDING_NAMED(line, reason, hangs_after, dies_by)                                         \
	static enum outcome show_##line(void);                                                    \
	static struct finding finding_##line = {reason, show_##line, hangs_after, dies_by, NULL}; \
	__attribute__((constructor)) static void add_##line(void)                                 \
	{                                                                                         \
		finding_add(&finding_##line);                                                     \
	}                                                                                         \
	static enum outcome show_##line(void)

/* A name for mq_open(), sem_open() and shm_open() that nothing else has. */
extern char unique_name[];

/*
 * System V objects without a key, of that mode, which main() removes. Return the identifier,
 * or -1 with errno.
 */
int new_queue(int mode);
int new_semaphores(int count, int mode);
int new_segment(size_t size, int mode);

/* For main(), so that it removes one that a finding makes by itself. Returns id. */
int remember_queue(int id);
int remember_semaphores(int id);
int remember_segment(int id);

/* Becomes the user nobody, if root. Returns false, with errno, if root cannot. */
bool drop_root(void);

/*
 * From now on SIGALRM comes every 20 ms, and is caught; the flags are those of sigaction().
 * Ends the process after 1 s: nothing is shown by a call that signals do not interrupt.
 */
void alarm_often(int flags);

/*
 * Calls that in a child, which is stopped and continued again and again, for 1 s at most. Its
 * outcome; NOT_SHOWN if the call had no end.
 */
enum outcome stop_often(enum outcome (*call)(int), int argument);

/* gVisor calls itself Linux 4.4.0; for what some other target does, too, for other reasons. */
bool is_gvisor(void);

/* The outcome that a child ends with; NOT_SHOWN if a signal ended it. */
enum outcome outcome_of(int child);

/* Memory that the children of the process share; exits with CANNOT_TRY without any. */
void *shared_memory(size_t size);

#endif
