/*
 * Names that nothing else on the host has, and where they are kept: a ledger
 * in the arena, so that the supervisor can look after every object whatever
 * happened to the case. What the scenario does not remove itself:
 *
 * paths		are removed by the supervisor; scratch means scratch
 * IPC names, keys, ids	are removed, and fail the case
 */
#ifndef IPCTS_SCRATCH_H
#define IPCTS_SCRATCH_H

#include <sys/types.h>

/*
 * A new path in the case's own directory, which is the working directory:
 * relative, so that it is found whoever the actor has become. The object, a
 * directory with everything in it included, is removed after the case. Valid
 * for the life of the case.
 */
const char *scratch_path(void);

/* A new directory at such a path, of that mode, past the umask. */
const char *scratch_directory(mode_t mode);

/* A new name for mq_open(), shm_open() or sem_open(): "/ipcts...". */
const char *unique_name(void);

/* Likewise, filled up to length bytes, of which there may be up to 299. */
const char *unique_name_of(size_t length);

/* Likewise, with that end: for the bytes that a name may have. */
const char *unique_name_ending(const char *end);

/* A new key for msgget(), semget() or shmget(); never IPC_PRIVATE. */
key_t unique_key(void);

/* Enters an id made with IPC_PRIVATE into the ledger, right after its making. */
void own_message_queue(int id);
void own_semaphore_set(int id);
void own_shared_memory(int id);

#endif
