/* The object of the popen cases: streams to and from commands. */
#ifndef IPCTS_POPEN_H
#define IPCTS_POPEN_H

#include <stdio.h>

#include "../../atf/ipcts.h"
#include "../catalogue.h"
#include "../pipe/pipe.h"

/* popen() of the command, which is made as by printf(); gives its stream. */
#define open_command(mode, ...) AT(command_open(mode, __VA_ARGS__))

/* The rest of what the stream has to give is the text, then end-of-file. */
#define expect_output(text, stream) AT(command_expect_output(text, stream))

/* pclose() says that the command exited with the status, or by the signal. */
#define expect_exit_status(status, stream) AT(command_expect_exit(status, stream))
#define expect_death(signal, stream) AT(command_expect_death(signal, stream))

/*
 * The beginning of a command that goes on only after release(): its %d is the
 * read end of the pipe held, a descriptor of one digit.
 */
#define HELD "read line <&%d; "
void release(struct pipe_ends held);

/* Waits until a child has terminated; it stays for pclose() to collect. */
void await_dead_child(void);

/* A new file with these bytes; its path. */
const char *new_file(const void *bytes, size_t size);

/* The file has these bytes and no more. */
#define expect_file(path, bytes, size) AT(file_expect(path, bytes, size))

/* Makes the file, which need not exist, one of the standard descriptors. */
void redirect(int fd, const char *path);

FILE *command_open(const char *mode, const char *format, ...) __attribute__((format(printf, 2, 3)));
void command_expect_output(const char *text, FILE *stream);
void command_expect_exit(int status, FILE *stream);
void command_expect_death(int signal, FILE *stream);
void file_expect(const char *path, const void *bytes, size_t size);

#endif
