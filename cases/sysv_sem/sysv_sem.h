/* The object of the System V semaphore set cases. */
#ifndef IPCTS_SYSV_SEM_H
#define IPCTS_SYSV_SEM_H

#include "../../atf/ipcts.h"
#include "../catalogue.h"

#include <sys/sem.h>

/* The fourth argument of semctl(), which programs have to declare themselves. */
union semun {
	int val;
	struct semid_ds *buf;
	unsigned short *array;
};

/* A new set of mode 0600, of count semaphores of value 0, known by its id only. */
int new_semaphore_set(int count);

#define remove_semaphore_set(id) AT(sysv_sem_remove(id))

/* SETVAL, GETVAL, GETNCNT and GETZCNT of one semaphore. */
#define set_value(id, number, value) AT(sysv_sem_set(id, number, value))
#define expect_value_of(id, number, value) AT(sysv_sem_expect(id, number, GETVAL, value))
#define expect_waiting_for_increase(id, number, count) \
	AT(sysv_sem_expect(id, number, GETNCNT, count))
#define expect_waiting_for_zero(id, number, count) AT(sysv_sem_expect(id, number, GETZCNT, count))

/* semop() with this one operation; returns what it does. */
int operate(int id, int number, int operation, int flags);

/* semop() with these operations, each {number, operation, flags}; returns what it does. */
#define operate_all(id, ...) semop(id, (struct sembuf[]){__VA_ARGS__}, OPERATION_COUNT(__VA_ARGS__))
#define OPERATION_COUNT(...) (sizeof((struct sembuf[]){__VA_ARGS__}) / sizeof(struct sembuf))

/* GETALL tells these values: one for each semaphore of the set, up to 16. */
#define expect_values(id, ...)                           \
	AT(sysv_sem_expect_all(id, (int[]){__VA_ARGS__}, \
			       sizeof((int[]){__VA_ARGS__}) / sizeof(int)))

/* IPC_SET of the mode only, by who owns the set, readable or not. */
void set_mode_of_set(int id, mode_t mode);

/* What IPC_STAT tells. */
struct semid_ds semaphore_set_status(int id);

/* The limits of Linux, in the order of /proc/sys/kernel/sem: SEMMSL, SEMMNS, SEMOPM, SEMMNI. */
struct semaphore_limits {
	unsigned long per_set;
	unsigned long semaphores;
	unsigned long operations;
	unsigned long sets;
};
struct semaphore_limits semaphore_limits(void);

/* Enters a private IPC namespace where they are what is given. */
void enter_semaphore_limits(struct semaphore_limits limits);

void sysv_sem_remove(int id);
void sysv_sem_set(int id, int number, int value);
void sysv_sem_expect(int id, int number, int command, int expected);
void sysv_sem_expect_all(int id, const int *expected, size_t count);

#endif
