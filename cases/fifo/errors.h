/*
 * The functions that take the path of a FIFO, with one signature, so that a
 * scenario that ends in an error can be tried with each of them.
 */
#ifndef IPCTS_FIFO_ERRORS_H
#define IPCTS_FIFO_ERRORS_H

#include "fifo.h"

/* Makes the FIFO that the path names, or opens it. */
typedef int use(const char *path);

int by_mkfifo(const char *path);
int by_mkfifoat(const char *path);
int by_mknod(const char *path);
int by_mknodat(const char *path);
int by_open(const char *path);

/* The same, relative to a directory's descriptor. */
typedef int use_at(int directory, const char *path);

int at_mkfifoat(int directory, const char *path);
int at_mknodat(int directory, const char *path);

/* The function does its work where nothing is in its way. */
#define expect_works(function) AT(use_expect_works(function))

/* Opens a directory; the case owns the descriptor. */
int open_directory(const char *path);

void use_expect_works(use *function);

#endif
