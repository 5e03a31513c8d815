/*
 * Deviants: deliberately wrong implementations, to prove that a case can fail.
 *
 * Each breaks one requirement of the catalogue, in the body of a case only:
 *
 *	DEVIANT(pipe_read_fifo_order, "bytes come out in reverse order",
 *		ssize_t, read, (int fd, void *buffer, size_t size))
 *	{
 *		ssize_t count = real_read(fd, buffer, size);
 *
 *		if (is_fifo(fd))
 *			reverse(buffer, count);
 *		return count;
 *	}
 *
 * It is chosen by its libfiu failure point, "deviant/pipe/read/fifo_order":
 * "deviant/" and the id with slashes. The same id may deviate in several
 * functions. A function that no deviant has replaced yet is added to
 * functions.def. real_NAME() is the C library's function.
 *
 * Deviants act on what their clause is about (a pipe or FIFO, a queue, ...), and
 * leave everything else alone.
 */
#ifndef IPCTS_DEVIANT_H
#define IPCTS_DEVIANT_H

#include <stdbool.h>
#include <stddef.h>

#include "../../cases/catalogue.h"
#include "functions.h"

struct deviant {
	const struct requirement *requirement;
	const char *kind; /* NULL, or the last part of the name: "other_error" */
	const char *description;
	/* Puts the deviant's functions in place. */
	void (*choose)(const struct deviant *deviant);
	struct deviant *next;
};

/* Makes a deviant known; called by the macros, before main(). */
void register_deviant(struct deviant *deviant);

/*
 * For the program that tries all deviants: the first, or the next, of the
 * library; its failure point's name is written to text.
 */
const struct deviant *deviant_next(const struct deviant *deviant);
void deviant_name(const struct deviant *deviant, char *text, size_t size);

/* Puts in place what libfiu says is to fail. */
void choose_deviants(void);

#define DEVIANT(id, description_, type, name, parameters)                                \
	static type id##_##name parameters;                                              \
	static void choose_##id##_##name(const struct deviant *deviant)                  \
	{                                                                                \
		(void)deviant;                                                           \
		deviant_##name = id##_##name;                                            \
	}                                                                                \
	__attribute__((constructor)) static void register_##id##_##name(void)            \
	{                                                                                \
		static struct deviant deviant = {REQUIREMENT_OF(id), NULL, description_, \
						 choose_##id##_##name, NULL};            \
		register_deviant(&deviant);                                              \
	}                                                                                \
	static type id##_##name parameters

/* Sets errno, and is worth -1: return fail(EPIPE). */
int fail(int error);

/* Whether fd, or path, is a pipe or FIFO. */
bool is_fifo(int fd);
bool is_fifo_path(const char *path);

/* Whether a read() or write() on fd would not have to wait. */
bool is_readable(int fd);
bool is_writable(int fd);

/*
 * Calls act with every descriptor of this process, but the standard ones, that
 * is a pipe or FIFO.
 */
void for_each_fifo(void (*act)(int fd));

/* Gives fd, a pipe or FIFO, an open file description of its own, if it can have one. */
void reopen(int fd);

/* Makes fd the null device: never a byte to be read, and all that is written lost. */
void make_null(int fd);

/* Blocks for ever, in read(), whatever signals are caught. */
void block_forever(void) __attribute__((noreturn));

/* Blocks where locks block, in futex() on Linux, until a signal is caught. */
void await_interruption(void);

/* size bytes, zeroed, that the process has in common with those that it forks. */
void *common_memory(size_t size);

/* Makes the pointer, before main(), one to such memory: common to all processes of a case. */
#define COMMON(pointer)                                               \
	__attribute__((constructor)) static void make_##pointer(void) \
	{                                                             \
		pointer = common_memory(sizeof(*(pointer)));          \
	}

#endif
