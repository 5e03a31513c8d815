/*
 * Who calls: the process and thread of call.h, and which call of a point it is.
 * Processes hand their number on to those that they become (exec) and make.
 */
#ifndef IPCTS_FAULT_IDENTITY_H
#define IPCTS_FAULT_IDENTITY_H

#include "../plan/call.h"
#include "../points/points.h"

/*
 * In the environment of a new program: "PROCESS CHILDREN POINT=K ...". Whoever has
 * read it makes it "-": a process that nobody announced calls itself "0".
 */
#define IDENTITY_VARIABLE "IPCTS_FAULT_IDENTITY"

/* Reads it, at the start of a program. Without it the process is "1". */
void read_identity(void);

/* Counts a call of the point by this thread, and writes its address. */
void identify_call(struct call *call, enum point_index point);

/*
 * Making a process: the number of the child, which is given back if none is made.
 * A handler of a signal may do the same in between. become_child() is for the
 * child, instead of end_child().
 */
unsigned int begin_child(void);
void end_child(unsigned int number, bool made);
void become_child(unsigned int number);

/* The same for threads. */
unsigned int begin_thread(void);
void end_thread(unsigned int number, bool made);
void be_thread(unsigned int number);

/* Whether there is a plan or a log: else nobody asks who calls, and nothing is handed on. */
bool is_identity_wanted(void);

/*
 * If this is a child made by vfork(), which runs in its parent's memory: its number.
 * 0: it is not.
 */
unsigned int number_in_parent_memory(void);

/*
 * Writes the variable of IDENTITY_VARIABLE, "NAME=VALUE": that of this process,
 * which goes on as another program, or of the child of that number if it is not 0.
 */
enum { IDENTITY_SIZE = CALL_PROCESS_SIZE + 60 + POINTS * (POINT_NAME_SIZE + 12) };
void write_identity(char text[IDENTITY_SIZE], unsigned int child);

#endif
