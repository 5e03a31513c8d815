/*
 * The functions that deviants replace: for each NAME of functions.def, the
 * real_NAME() of the C library and the place of the chosen deviant_NAME().
 */
#ifndef IPCTS_FUNCTIONS_H
#define IPCTS_FUNCTIONS_H

#include <arpa/inet.h>
#include <mqueue.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <wchar.h>

#ifdef __linux__
#include <sys/epoll.h>
#include <sys/signalfd.h>
#endif

/* The fourth argument of semctl(), which programs have to declare themselves. */
union semun {
	int val;
	struct semid_ds *buf;
	unsigned short *array;
};

/* The functions, not what may stand for them. */
#undef htons
#undef ntohs

#define FUNCTION(type, name, parameters, arguments) \
	extern type(*real_##name) parameters;       \
	extern type(*deviant_##name) parameters;
#define FUNCTION_ARGUMENT(type, name, parameters, anchor, last_type, last, arguments) \
	extern type (*real_##name)(FUNCTION_BARE parameters, ...);                    \
	extern type (*deviant_##name)(FUNCTION_BARE parameters, last_type last);
#define FUNCTION_ARGUMENTS(type, name, parameters, anchor, type1, name1, type2, name2, arguments) \
	extern type (*real_##name)(FUNCTION_BARE parameters, ...);                                \
	extern type (*deviant_##name)(FUNCTION_BARE parameters, type1 name1, type2 name2);
#define FUNCTION_BARE(...) __VA_ARGS__
#include "functions.def"
#undef FUNCTION
#undef FUNCTION_ARGUMENT
#undef FUNCTION_ARGUMENTS

#endif
