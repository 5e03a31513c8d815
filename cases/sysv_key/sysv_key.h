/*
 * What message queues, semaphore sets and shared memory segments have in
 * common: keys, ids, permissions. Each rule is one scenario, run over the
 * three kinds of object.
 */
#ifndef IPCTS_SYSV_KEY_H
#define IPCTS_SYSV_KEY_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <sys/ipc.h>
#include <sys/types.h>
#include <time.h>

/* What IPC_STAT tells of any object. */
struct object_status {
	struct ipc_perm permissions;
	time_t changed; /* msg_ctime, sem_ctime, shm_ctime */
	time_t used;	/* msg_stime, sem_otime, shm_atime */
};

/* What the bits of one class grant, or a process asks for. */
enum { MAY_READ = 4, MAY_ALTER = 2, MAY_BOTH = MAY_READ | MAY_ALTER };

/* The functions on one kind of object; each returns what the system's does. */
struct kind {
	const char *heading; /* the word that ipcs(1) announces objects of the kind by */
	const char *word;    /* "msg", "sem", "shm" */
	const char *id_name; /* what Linux calls the column of ids */
	char letter;	     /* the option of ipcs(1), and of ipcrm(1) for an id */
	mode_t alter_bits;   /* what alter() needs of MAY_BOTH */
	int (*get)(key_t key, int flags);
	int (*stat)(int id, struct object_status *status);
	int (*set)(int id, uid_t user, gid_t group, mode_t mode);
	int (*remove)(int id);
	int (*read)(int id);  /* an operation that needs read permission only; 0 or -1 */
	int (*alter)(int id); /* one that changes the object; 0 or -1 */
	void (*own)(int id);
};

extern const struct kind message_queues, semaphore_sets, segments;

static const struct variant kinds[] = {
	{"msg", 0, &message_queues}, {"sem", 0, &semaphore_sets}, {"shm", 0, &segments}};

/* A new object, of that key or (mode 0600) of none. End with remove_object(). */
#define make_object(kind, key, mode) AT(sysv_key_make(kind, key, mode))
int make_private(const struct kind *kind);

#define remove_object(kind, id) AT(sysv_key_remove(kind, id))
struct object_status status_of_object(const struct kind *kind, int id);

/* IPC_SET of the mode; the object becomes, or stays, that of the caller. */
#define set_mode(kind, id, mode) AT(sysv_key_set_mode(kind, id, mode))

/* The id names an object, or not any more. */
#define expect_alive(kind, id) AT(sysv_key_expect_alive(kind, id))
#define expect_dead(kind, id) AT(sysv_key_expect_dead(kind, id))

/* Nobody's ids: permission bits apply to them. */
enum { CREATOR = 60001, STRANGER, GROUP, SECOND_GROUP, OTHER_GROUP };

struct identity {
	uid_t user;
	gid_t group;
	gid_t supplementary;
};

extern const struct identity creator, stranger;

/* Whether act_as() can make the process anybody but the creator. */
bool may_act_as_others(void);

/*
 * The calling process takes on the effective ids; the real user ID stays as it
 * was. An ordinary user is the creator as he is; where he would have to be
 * anybody else, the case is skipped.
 */
void act_as(const struct identity *identity);
void act_as_oneself(void);

int sysv_key_make(const struct kind *kind, key_t key, mode_t mode);
void sysv_key_remove(const struct kind *kind, int id);
void sysv_key_set_mode(const struct kind *kind, int id, mode_t mode);
void sysv_key_expect_alive(const struct kind *kind, int id);
void sysv_key_expect_dead(const struct kind *kind, int id);

#endif
