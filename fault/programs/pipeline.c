/*
 * number | translate | count, as a shell builds it: all pipes first, a process for
 * each stage, its standard input and output moved onto the pipes, then exec.
 *
 * Every stage is awaited, and its failure is that of the pipeline. None is killed:
 * where one ends, its neighbours meet the end of file, or EPIPE.
 */
#include <fcntl.h>

#include "crew.h"

enum { STAGES = 3, NUMBERS = 20000, BLOCK = 8192 };

struct stage {
	const char *name;
	int (*run)(void);
};

/* Lines with the numbers from 1: more than a pipe holds. */
static int number(void)
{
	char block[BLOCK];
	size_t used = 0;

	for (int i = 1; i <= NUMBERS; i++) {
		used += (size_t)snprintf(block + used, sizeof(block) - used, "%d\n", i);
		if (used < sizeof(block) - 16 && i < NUMBERS)
			continue;
		if (write_whole(STDOUT_FILENO, block, used) == -1) {
			if (BUGGY(pipeline, lost_epipe) && errno == EPIPE)
				return EXIT_SUCCESS;
			report(errno, "number: write");
			return EXIT_FAILURE;
		}
		used = 0;
	}
	return EXIT_SUCCESS;
}

/* The digits 0 to 9 become the letters a to j. */
static int translate(void)
{
	char block[BLOCK];
	ssize_t size;

	while ((size = read_whole(STDIN_FILENO, block, sizeof(block))) > 0) {
		for (ssize_t i = 0; i < size; i++)
			if (block[i] >= '0' && block[i] <= '9')
				block[i] = (char)('a' + (block[i] - '0'));
		if (write_whole(STDOUT_FILENO, block, (size_t)size) == -1) {
			report(errno, "translate: write");
			return EXIT_FAILURE;
		}
	}
	if (size == -1)
		report(errno, "translate: read");
	return size == -1 ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* How many lines and bytes, and a sum over them. */
static int count(void)
{
	unsigned long lines = 0;
	unsigned long bytes = 0;
	unsigned long sum = 0;
	char block[BLOCK];
	ssize_t size;

	while ((size = read_whole(STDIN_FILENO, block, sizeof(block))) > 0) {
		for (ssize_t i = 0; i < size; i++) {
			lines += block[i] == '\n';
			sum = (sum * 31 + (unsigned char)block[i]) % 1000003;
		}
		bytes += (unsigned long)size;
	}
	if (size == -1) {
		report(errno, "count: read");
		return EXIT_FAILURE;
	}
	return say("%lu lines, %lu bytes, sum %lu\n", lines, bytes, sum) == 0 ? EXIT_SUCCESS
									      : EXIT_FAILURE;
}

static const struct stage stages[STAGES] = {
	{"number", number}, {"translate", translate}, {"count", count}};

struct shell {
	const char *program;
	int pipes[STAGES - 1][2]; /* that after each stage; -1 where there is none */
	int starting;		  /* the index of the stage that is being started */
};

static void close_pipes(struct shell *shell)
{
	for (int i = 0; i < STAGES - 1; i++) {
		shut(&shell->pipes[i][0]);
		shut(&shell->pipes[i][1]);
	}
}

/* No stage may inherit more than its own ends, or ends of file would be missed. */
static int open_pipes(struct shell *shell)
{
	for (int i = 0; i < STAGES - 1; i++) {
		if (pipe(shell->pipes[i]) == -1) {
			report(errno, "pipe");
			return -1;
		}
		for (int end = 0; end < 2; end++)
			if (fcntl(shell->pipes[i][end], F_SETFD, FD_CLOEXEC) == -1 &&
			    !BUGGY(pipeline, cloexec_unchecked)) {
				report(errno, "fcntl FD_CLOEXEC");
				return -1;
			}
	}
	return 0;
}

/* In the child. Returns if the stage could not be started. */
static int execute(void *argument)
{
	struct shell *shell = argument;
	int i = shell->starting;
	char *arguments[] = {(char *)shell->program, (char *)stages[i].name, NULL};
	int moved = 0;

	if (i > 0)
		RETRY(moved, dup2(shell->pipes[i - 1][0], STDIN_FILENO));
	if (moved != -1 && i < STAGES - 1)
		RETRY(moved, dup2(shell->pipes[i][1], STDOUT_FILENO));
	if (moved == -1) {
		report(errno, "dup2");
		return EXIT_FAILURE;
	}
	execvp(shell->program, arguments);
	report(errno, "cannot execute %s", shell->program);
	return 127;
}

static int run_pipeline(const char *program)
{
	struct shell shell = {.program = program, .pipes = {{-1, -1}, {-1, -1}}};
	struct crew crew = {.size = 0};
	int result = open_pipes(&shell);

	for (; result == 0 && shell.starting < STAGES; shell.starting++)
		result = crew_start(&crew, execute, &shell);
	/* Before the stages are awaited: they see the end only if nobody else has the pipes. */
	if (result == 0 || !BUGGY(pipeline, pipes_kept))
		close_pipes(&shell);
	if (crew_await(&crew, false) == -1 && !BUGGY(pipeline, last_status_only))
		result = -1;
	return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
	if (ignore_sigpipe() == -1)
		return EXIT_FAILURE;
	if (argc == 1)
		return run_pipeline(argv[0]);
	for (int i = 0; i < STAGES; i++)
		if (strcmp(argv[1], stages[i].name) == 0)
			return stages[i].run();
	report(0, "usage: %s", argv[0]);
	return 2;
}
