/*
 * A process without memory: RLIMIT_AS limits its address space, in its own process only.
 */
#ifndef IPCTS_MEMORY_H
#define IPCTS_MEMORY_H

#include <sys/resource.h>

/*
 * From now on the process may have size bytes of address space (the least page rounds up),
 * RLIM_INFINITY: as many as its hard limit permits. Skips the case where a limit of 0 leaves
 * room for a mapping, as an emulator's may, and under a sanitizer, which ends a program that
 * has no memory.
 */
void limit_memory(rlim_t size);

/* A limit of 0, and malloc() has nothing left to give, whatever was freed before. */
void use_up_memory(void);

#endif
