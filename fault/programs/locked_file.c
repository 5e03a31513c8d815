/*
 * Counters in a file: three processes map it and count, each time under a record
 * lock. An auditor, a command that popen() starts, reads the file at the end.
 *
 * The first process counts like the others, and awaits them even if it fails itself:
 * it must not hold the lock then.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <sys/mman.h>

#include "crew.h"
#include "place.h"

enum { WORKERS = 2, ROUNDS = 5, COUNTERS = 4 };

struct ledger {
	char path[PLACE_SIZE];
	int fd;
	int index; /* of the counter of the process that is being started */
};

/* Waits for the lock of the whole file. Returns 0, or -1, reported. */
static int lock(int fd)
{
	struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	int locked;

	RETRY(locked, fcntl(fd, F_SETLKW, &range));
	if (locked == -1)
		report(errno, "fcntl F_SETLKW");
	return locked;
}

/* What fails is tried once more, for the others would wait for ever. The same. */
static int unlock(int fd)
{
	struct flock range = {.l_type = F_UNLCK, .l_whence = SEEK_SET};

	if (fcntl(fd, F_SETLK, &range) == 0 || fcntl(fd, F_SETLK, &range) == 0)
		return 0;
	report(errno, "fcntl F_SETLK");
	return -1;
}

/* Adds to the counter, and to that of all; the lock is held. Returns 0, or -1, reported. */
static int count_once(const struct ledger *ledger)
{
	size_t size = COUNTERS * sizeof(long);
	long *counters = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, ledger->fd, 0);
	int result;

	if (counters == MAP_FAILED) {
		report(errno, "mmap");
		return -1;
	}
	counters[ledger->index]++;
	counters[COUNTERS - 1]++;
	result = msync(counters, size, MS_ASYNC);
	if (result == -1)
		report(errno, "msync");
	(void)munmap(counters, size);
	return result;
}

/* The round of one process; the lock is free afterwards, whatever happens. */
static int count_locked(const struct ledger *ledger)
{
	int result = lock(ledger->fd);

	if (result == -1)
		return -1;
	result = count_once(ledger);
	return unlock(ledger->fd) == -1 ? -1 : result;
}

static int work(void *argument)
{
	for (int i = 0; i < ROUNDS; i++)
		if (count_locked(argument) == -1)
			return EXIT_FAILURE;
	return EXIT_SUCCESS;
}

/* The auditor: prints the last counter of the file, that of all. */
static int audit(const char *path)
{
	long counters[COUNTERS];
	ssize_t size;
	int fd;
	int error;

	RETRY(fd, open(path, O_RDONLY));
	if (fd == -1) {
		report(errno, "open %s", path);
		return EXIT_FAILURE;
	}
	size = read_whole(fd, counters, sizeof(counters));
	error = size == -1 ? errno : 0;
	shut(&fd);
	if (size != (ssize_t)sizeof(counters) && !BUGGY(locked_file, length_unchecked)) {
		report(error, "the counters cannot be read");
		return EXIT_FAILURE;
	}
	return say("%ld in all\n", counters[size / (ssize_t)sizeof(long) - 1]) == 0 ? EXIT_SUCCESS
										    : EXIT_FAILURE;
}

/* Runs the auditor, and repeats what it says. Returns 0, or -1, reported. */
static int order_audit(const struct ledger *ledger, const char *program)
{
	char line[80];
	bool is_read;
	int status;
	FILE *stream;

	/* The shell takes them from the environment, whatever characters they contain. */
	if (setenv("LOCKED_FILE_AUDITOR", program, 1) == -1 ||
	    setenv("LOCKED_FILE_PATH", ledger->path, 1) == -1) {
		report(errno, "setenv");
		return -1;
	}
	stream = popen("exec \"$LOCKED_FILE_AUDITOR\" audit \"$LOCKED_FILE_PATH\"", "r");
	if (!stream && !BUGGY(locked_file, popen_unchecked)) {
		report(errno, "popen");
		return -1;
	}
	is_read = fgets(line, sizeof(line), stream) && strchr(line, '\n');
	status = pclose(stream);
	if (status == -1 || !has_succeeded(status)) {
		report(status == -1 ? errno : 0, "the audit has failed");
		if (BUGGY(locked_file, closed_twice))
			(void)pclose(stream);
		return -1;
	}
	if (!is_read) {
		report(0, "no report from the audit");
		return -1;
	}
	return say("%s", line);
}

/* Nobody counts before all are started, for the first process has the lock until then. */
static int run(struct ledger *ledger)
{
	struct crew crew = {.size = 0};
	int result = lock(ledger->fd);

	if (result == -1)
		return -1;
	for (ledger->index = 0; result == 0 && ledger->index < WORKERS; ledger->index++)
		result = crew_start(&crew, work, ledger);
	if (result == -1)
		crew_dismiss(&crew);
	else
		result = count_once(ledger);
	if (result == 0 || !BUGGY(locked_file, lock_kept))
		result |= unlock(ledger->fd);
	for (int i = 1; result == 0 && i < ROUNDS; i++)
		result = count_locked(ledger);
	return crew_await(&crew, false) == -1 ? -1 : result;
}

static int make_file(struct ledger *ledger)
{
	int sized;

	if (name_temporary(ledger->path, "locked_file") == -1)
		return -1;
	ledger->fd = mkstemp(ledger->path);
	if (ledger->fd == -1) {
		report(errno, "mkstemp %s", ledger->path);
		return -1;
	}
	RETRY(sized, ftruncate(ledger->fd, COUNTERS * sizeof(long)));
	if (sized == 0)
		return 0;
	report(errno, "ftruncate");
	shut(&ledger->fd);
	(void)remove_name(unlink, ledger->path);
	return -1;
}

int main(int argc, char **argv)
{
	struct ledger ledger;
	int result;

	if (ignore_sigpipe() == -1)
		return EXIT_FAILURE;
	if (argc == 3 && strcmp(argv[1], "audit") == 0)
		return audit(argv[2]);
	if (make_file(&ledger) == -1)
		return EXIT_FAILURE;
	result = run(&ledger);
	if (result == -1 && BUGGY(locked_file, file_leaked))
		return EXIT_FAILURE;
	if (result == 0)
		result = order_audit(&ledger, argv[0]);
	shut(&ledger.fd);
	result |= remove_name(unlink, ledger.path);
	return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
