/* What the deviants of semop() have in common. */
#ifndef IPCTS_SYSV_SEM_OP_H
#define IPCTS_SYSV_SEM_OP_H

#include "deviant.h"

/* Whether the operations would have to wait, as the values are now. */
bool semop_must_wait(int id, const struct sembuf *operations, size_t count);

/* semop() with a copy of the operations, each of which was changed. */
int semop_changed(int id, const struct sembuf *operations, size_t count,
		  void (*change)(struct sembuf *operation));

/* The operations, in a call each, up to the first that fails. */
int semop_one_by_one(int id, const struct sembuf *operations, size_t count);

/* Likewise, without waiting. */
int semop_what_is_possible(int id, const struct sembuf *operations, size_t count);

/*
 * What the processes of a case tell each other of their calls. It is there once
 * the case has made a set: a deviant that needs it calls make_semop_news() in
 * its semget().
 */
enum { NEWS_SEMAPHORES = 16 };
struct semop_news {
	pid_t operators[NEWS_SEMAPHORES]; /* who operated last, other than by waiting for zero */
	bool has_failed;		  /* a semop() */
	bool is_set;			  /* the last change was by SETVAL or SETALL */
	unsigned operations;		  /* calls of semop() that had not to wait */
};
extern struct semop_news *semop_news;
void make_semop_news(void);

#endif
