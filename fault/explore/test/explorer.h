/* Running fault-explore in a test. */
#ifndef IPCTS_EXPLORE_TEST_EXPLORER_H
#define IPCTS_EXPLORE_TEST_EXPLORER_H

#include <stddef.h>
#include <sys/types.h>

enum { MAX_WORDS = 24 };

/* The path of what was built: "programs/pipeline" of the folder fault. Lives for ever. */
char *built(const char *name);

/*
 * Starts fault-explore with those words, which NULL ends; its output goes to the file
 * "report". Returns its process id.
 */
pid_t explorer_start(char *const words[]);

/*
 * Waits for it. Returns its exit status. What it has printed is in *report, which free() frees.
 */
int explorer_end(pid_t pid, char **report);

/* Both. */
int explorer_run(char *const words[], char **report);

/* Runs it; checks its exit status, and that its output has a text. */
void expect(int status, const char *text, char *const words[]);

#define EXPECT(status, text, ...) expect(status, text, (char *[]){__VA_ARGS__, NULL})

#define SUBJECT built("explore/test/subject")

#define SIMPLE_CASE(name)          \
	ATF_TC_WITHOUT_HEAD(name); \
	ATF_TC_BODY(name, unused_##name)

#endif
