/* The object of the System V shared memory cases. */
#ifndef IPCTS_SYSV_SHM_H
#define IPCTS_SYSV_SHM_H

#include "../mmap/mmap.h"

#include <signal.h>
#include <stdatomic.h>
#include <sys/shm.h>
#include <time.h>

/* A new segment, known by its id only, of mode 0600 or another; end with remove_segment(). */
#define new_segment(size) new_segment_of(size, 0600)
#define new_segment_of(size, mode) AT(sysv_shm_new(size, mode))

/* A new segment of mode 0600 that others find by the key. */
#define new_segment_under(key, size) AT(sysv_shm_new_under(key, size))

/* IPC_RMID, which must succeed. */
#define remove_segment(id) AT(sysv_shm_remove(id))

/* shmat() anywhere with these flags; shmdt(). Both must succeed. */
#define attach(id, flags) AT(sysv_shm_attach(id, flags))
#define detach(memory) AT(sysv_shm_detach(memory))

/* What IPC_STAT tells. */
#define segment_status(id) AT(sysv_shm_status(id))

/* shm_nattch. */
#define expect_attached(id, count) AT(sysv_shm_expect_attached(id, count))

/* There is no such segment any more, neither by its id nor by its key. */
#define expect_gone(id) AT(sysv_shm_expect_gone(id))
#define expect_no_segment(key) AT(sysv_shm_expect_none(key))

/*
 * Likewise, in time: whoever looks at a process that ends (ps) may make its
 * memory outlive it for a moment.
 */
#define await_attached(id, count) AT(sysv_shm_await_attached(id, count))
#define await_gone(id) AT(sysv_shm_await_gone(id))

/* The time, a member of struct shmid_ds, is not before, and not to come. */
#define expect_marked(before, time) AT(sysv_shm_expect_marked(#time, before, time))

/* Each of size bytes at the address has the value. */
#define expect_all(value, bytes, size) AT(sysv_shm_expect_all(value, bytes, size))

/* An address, a multiple of SHMLBA, where size bytes, and as many as SHMLBA around, are free. */
void *free_place(size_t size);

int sysv_shm_new(size_t size, int mode);
int sysv_shm_new_under(key_t key, size_t size);
void sysv_shm_remove(int id);
unsigned char *sysv_shm_attach(int id, int flags);
void sysv_shm_detach(const void *memory);
struct shmid_ds sysv_shm_status(int id);
void sysv_shm_expect_attached(int id, unsigned long count);
void sysv_shm_expect_gone(int id);
void sysv_shm_expect_none(key_t key);
void sysv_shm_await_attached(int id, unsigned long count);
void sysv_shm_await_gone(int id);
void sysv_shm_expect_marked(const char *name, time_t before, time_t time);
void sysv_shm_expect_all(int value, const unsigned char *bytes, size_t size);

#endif
