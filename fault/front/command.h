/* The program that is to be run, and whether a preload library reaches it. */
#ifndef IPCTS_FAULT_COMMAND_H
#define IPCTS_FAULT_COMMAND_H

#include <limits.h>
#include <stddef.h>

/*
 * Finds a command as execvp() does. Returns 0 and its path, or -1 with one line in
 * message: there is none, it is statically linked, or for another kind of processor.
 */
int find_command(const char *name, char path[PATH_MAX], char *message, size_t size);

#endif
