/* The parts of the subject (subject.c). */
#ifndef IPCTS_EXPLORE_TEST_SUBJECT_H
#define IPCTS_EXPLORE_TEST_SUBJECT_H

/* "leave WHAT", "remove WHAT": each returns the exit status. */
int leave(const char *what);
int remove_again(const char *what);

#endif
