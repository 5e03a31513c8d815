#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output.h"
#include "pool.h"

/* The temporary file that a signal must not leave behind. */
static const char *volatile unfinished;

static void remove_unfinished(int number)
{
	if (unfinished)
		unlink(unfinished);
	raise(number); /* SA_RESETHAND: this time it ends the program */
}

static void catch_signals(void)
{
	static const int numbers[] = {SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGXCPU, SIGXFSZ};
	struct sigaction action = {.sa_handler = remove_unfinished, .sa_flags = (int)SA_RESETHAND};
	struct sigaction before;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
			sigaction(numbers[i], &action, NULL);
}

static bool complain(const char *path, int error)
{
	fprintf(stderr, "%s: %s: %s\n", program_name, path ? path : "standard output",
		strerror(error));
	return false;
}

/* The name of a file in the same directory as path, for mkstemp(). */
static char *temporary_beside(const char *path)
{
	static const char pattern[] = ".ipcts-report.XXXXXX";
	const char *slash = strrchr(path, '/');
	size_t directory = slash ? (size_t)(slash - path) + 1 : 0;
	char *name = malloc(directory + sizeof(pattern));

	if (name) {
		memcpy(name, path, directory);
		memcpy(name + directory, pattern, sizeof(pattern));
	}
	return name;
}

/* mkstemp() makes files for their owner only; a report is for whom the umask allows. */
static void set_usual_mode(int fd)
{
	mode_t mask = umask(0);

	umask(mask);
	fchmod(fd, 0666 & ~mask);
}

static FILE *open_temporary(struct output *output)
{
	int fd;

	output->temporary = temporary_beside(output->path);
	if (!output->temporary)
		return NULL;
	catch_signals();
	fd = mkostemp(output->temporary, O_CLOEXEC);
	if (fd < 0) {
		free(output->temporary);
		output->temporary = NULL;
		return NULL;
	}
	unfinished = output->temporary;
	set_usual_mode(fd);
	return fdopen(fd, "w"); /* fails only without memory for a FILE */
}

/* A device or a FIFO is written to; a rename would replace it. */
static bool is_special(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && !S_ISREG(status.st_mode);
}

bool output_open(struct output *output, const char *path)
{
	*output = (struct output){.path = path};
	if (!path)
		output->file = stdout;
	else if (is_special(path))
		output->file = fopen(path, "we");
	else
		output->file = open_temporary(output);
	return output->file || complain(path, errno);
}

/* Returns 0, or the first error that kept anything from being written. */
static int finish_file(struct output *output)
{
	int error = 0;

	errno = 0;
	if (fflush(output->file) != 0 || ferror(output->file))
		error = errno ? errno : EIO;
	else if (output->temporary && fsync(fileno(output->file)) != 0)
		error = errno;
	if (output->file != stdout && fclose(output->file) != 0 && !error)
		error = errno;
	if (!error && output->temporary && rename(output->temporary, output->path) != 0)
		error = errno;
	return error;
}

bool output_close(struct output *output)
{
	int error = finish_file(output);

	if (error && output->temporary)
		unlink(output->temporary);
	unfinished = NULL;
	free(output->temporary);
	return error ? complain(output->path, error) : true;
}
