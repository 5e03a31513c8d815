/*
 * A process without memory: RLIMIT_AS limits its address space, in its own process only.
 */
#ifndef IPCTS_MEMORY_H
#define IPCTS_MEMORY_H

#include <sys/resource.h>

/* From now on the process may have size bytes of address space, or its hard limit if that is less.
 */
void limit_memory(rlim_t size);

/*
 * From now on no memory can be mapped. Skips the case where the limit has no effect, as an
 * emulator's may not, and under a sanitizer, which ends a program that has no memory.
 */
void deny_memory(void);

/* And malloc() has nothing left to give, whatever was freed before. */
void use_up_memory(void);

#endif
