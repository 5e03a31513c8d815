#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char options_help[] =
	"Usage: fault-explore [options] -- COMMAND [ARGUMENT...]\n"
	"Makes each call of IPC that the command makes fail, one run for one failure, each run in\n"
	"surroundings of its own, and tells which failures it does not bear.\n"
	"\n"
	"  --backend preload|notify   fail functions of libc (default), or system calls\n"
	"  --only PATTERN             only such failures: 'posix/ipc/mq/*', '*/EINTR',\n"
	"                             'posix/io/rw/write/short'; may be given again; EBADF\n"
	"                             and EFAULT, which mean wrong use, only if named\n"
	"  --jobs N                   runs at the same time (default: processors)\n"
	"  --timeout SECONDS          for one run (default: 10 times that without failure)\n"
	"  --budget SECONDS           for all runs\n"
	"  --runs N                   at most so many runs\n"
	"  --rounds N                 try each failure so often (default 1)\n"
	"  --seed N                   another order of runs, where a budget may end them\n"
	"  --depth 1|2                2: also each failure while it recovers from one\n"
	"  --check PROGRAM            judges a run instead of comparing output and files: exit\n"
	"                             status 0 for a right result. It runs in the working folder "
	"of\n"
	"                             the run, with FAULT_STATUS, FAULT_SIGNAL, FAULT_STDOUT and\n"
	"                             FAULT_STDERR (files) in its environment\n"
	"  --no-namespaces            as where they are not permitted: one run at a time, in a "
	"copy\n"
	"                             of the working folder\n"
	"  --replay ID                one run: that of the finding\n"
	"  --minimise                 leave out of findings' plans what they do not need\n"
	"  --format FORMAT            text (default), json, junit, html\n"
	"  --output FILE              where the report goes (default: standard output)\n"
	"  --baseline FILE            known findings: only others make it fail\n"
	"  --journal FILE             where runs are noted, so that --resume can go on\n"
	"  --resume                   go on with what the journal has\n"
	"  --help                     show this text\n"
	"\n"
	"Exit status: 0 nothing (new) found; 1 findings; 2 could not run; 130 interrupted.\n";

enum choice {
	OPTION_BACKEND = 1,
	OPTION_ONLY,
	OPTION_JOBS,
	OPTION_TIMEOUT,
	OPTION_BUDGET,
	OPTION_RUNS,
	OPTION_ROUNDS,
	OPTION_SEED,
	OPTION_DEPTH,
	OPTION_CHECK,
	OPTION_NO_NAMESPACES,
	OPTION_REPLAY,
	OPTION_MINIMISE,
	OPTION_FORMAT,
	OPTION_OUTPUT,
	OPTION_BASELINE,
	OPTION_JOURNAL,
	OPTION_RESUME,
	OPTION_HELP
};

static const struct option names[] = {
	{"backend", required_argument, NULL, OPTION_BACKEND},
	{"only", required_argument, NULL, OPTION_ONLY},
	{"jobs", required_argument, NULL, OPTION_JOBS},
	{"timeout", required_argument, NULL, OPTION_TIMEOUT},
	{"budget", required_argument, NULL, OPTION_BUDGET},
	{"runs", required_argument, NULL, OPTION_RUNS},
	{"rounds", required_argument, NULL, OPTION_ROUNDS},
	{"seed", required_argument, NULL, OPTION_SEED},
	{"depth", required_argument, NULL, OPTION_DEPTH},
	{"check", required_argument, NULL, OPTION_CHECK},
	{"no-namespaces", no_argument, NULL, OPTION_NO_NAMESPACES},
	{"replay", required_argument, NULL, OPTION_REPLAY},
	{"minimise", no_argument, NULL, OPTION_MINIMISE},
	{"format", required_argument, NULL, OPTION_FORMAT},
	{"output", required_argument, NULL, OPTION_OUTPUT},
	{"baseline", required_argument, NULL, OPTION_BASELINE},
	{"journal", required_argument, NULL, OPTION_JOURNAL},
	{"resume", no_argument, NULL, OPTION_RESUME},
	{"help", no_argument, NULL, OPTION_HELP},
	{NULL, 0, NULL, 0},
};

/* The table is in the order of the numbers, which begin with 1. */
static const char *name_of(enum choice option)
{
	return names[option - 1].name;
}

static int complain(const char *name, const char *text, const char *what)
{
	fprintf(stderr, "fault-explore: --%s %s: %s; see --help\n", name, text, what);
	return -1;
}

static int read_count(const char *name, const char *text, unsigned long least, unsigned long most,
		      unsigned long *count)
{
	char *end;

	errno = 0;
	*count = strtoul(text, &end, 10);
	if (errno || end == text || *end || *text == '-' || *count < least || *count > most)
		return complain(name, text, "not a number that can be");
	return 0;
}

static int read_seconds(const char *name, const char *text, double *seconds)
{
	char *end;

	*seconds = strtod(text, &end);
	if (end == text || *end || !(*seconds > 0) || *seconds > INT_MAX)
		return complain(name, text, "not a time in seconds");
	return 0;
}

/* Adds a text to a list that NULL ends. */
static int add_text(const char *const **list, const char *text)
{
	size_t count = 0;
	const char **longer;

	while (*list && (*list)[count])
		count++;
	longer = realloc((void *)*list, (count + 2) * sizeof(*longer));
	if (!longer)
		return -1;
	longer[count] = text;
	longer[count + 1] = NULL;
	*list = longer;
	return 0;
}

static int read_unsigned(const char *name, const char *text, unsigned long least,
			 unsigned long most, unsigned int *value)
{
	unsigned long number;

	if (read_count(name, text, least, most, &number) == -1)
		return -1;
	*value = (unsigned int)number;
	return 0;
}

static int read_backend(const char *name, const char *text, enum backend *backend)
{
	if (strcmp(text, "preload") == 0)
		*backend = BACKEND_PRELOAD;
	else if (strcmp(text, "notify") == 0)
		*backend = BACKEND_NOTIFY;
	else
		return complain(name, text, "preload or notify");
	return 0;
}

static int read_option(struct options *options, enum choice option, const char *text)
{
	struct settings *settings = &options->settings;
	const char *name = name_of(option);

	switch (option) {
	case OPTION_BACKEND:
		return read_backend(name, text, &settings->backend);
	case OPTION_ONLY:
		return add_text(&settings->only, text);
	case OPTION_JOBS:
		return read_unsigned(name, text, 1, 1000, &settings->jobs);
	case OPTION_TIMEOUT:
		return read_seconds(name, text, &settings->timeout);
	case OPTION_BUDGET:
		return read_seconds(name, text, &settings->budget);
	case OPTION_RUNS:
		return read_count(name, text, 1, ULONG_MAX, &settings->runs);
	case OPTION_ROUNDS:
		return read_count(name, text, 1, INT_MAX, &settings->rounds);
	case OPTION_SEED:
		return read_unsigned(name, text, 0, UINT_MAX, &settings->seed);
	case OPTION_DEPTH:
		return read_unsigned(name, text, 1, 2, &settings->depth);
	case OPTION_CHECK:
		settings->check = realpath(text, NULL);
		return settings->check ? 0 : complain(name, text, strerror(errno));
	case OPTION_NO_NAMESPACES:
		settings->no_namespaces = true;
		return 0;
	case OPTION_REPLAY:
		options->replay = text;
		return 0;
	case OPTION_MINIMISE:
		settings->minimise = true;
		return 0;
	case OPTION_FORMAT:
		options->format = text;
		return 0;
	case OPTION_OUTPUT:
		options->output = text;
		return 0;
	case OPTION_BASELINE:
		options->baseline = text;
		return 0;
	case OPTION_JOURNAL:
		options->journal = text;
		return 0;
	case OPTION_RESUME:
		options->resume = true;
		return 0;
	case OPTION_HELP:
		options->wants_help = true;
		return 0;
	}
	return -1;
}

/* Notes an option that a replay needs, as it was given. */
static int repeat_option(const char *const **repeated, enum choice option, const char *text)
{
	char *word;

	if (option != OPTION_BACKEND && option != OPTION_TIMEOUT && option != OPTION_CHECK &&
	    option != OPTION_NO_NAMESPACES)
		return 0;
	if (asprintf(&word, "--%s", name_of(option)) == -1)
		return -1;
	if (add_text(repeated, word) == -1)
		return -1;
	return text ? add_text(repeated, text) : 0;
}

static int check_options(const struct options *options)
{
	if (options->wants_help)
		return 0;
	if (!options->settings.command[0]) {
		fprintf(stderr, "fault-explore: which command? fault-explore [options] -- COMMAND; "
				"see --help\n");
		return -1;
	}
	if (options->resume && !options->journal) {
		fprintf(stderr, "fault-explore: --resume needs the --journal of the run before\n");
		return -1;
	}
	return 0;
}

/* The list as it is, or an empty one. */
static char *const *list_of(const char *const *list)
{
	static char *const empty[] = {NULL};

	return list ? (char *const *)list : empty;
}

int options_read(struct options *options, int count, char *arguments[])
{
	const char *const *repeated = NULL;
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	int option;

	*options =
		(struct options){.settings = {.jobs = processors > 0 ? (unsigned int)processors : 1,
					      .rounds = 1,
					      .depth = 1,
					      .self = arguments[0]},
				 .format = "text"};
	/* "+": what comes after the command is the command's. */
	while ((option = getopt_long(count, arguments, "+", names, NULL)) != -1) {
		if (option == '?' || read_option(options, (enum choice)option, optarg) == -1 ||
		    repeat_option(&repeated, (enum choice)option, optarg) == -1)
			return -1;
	}
	options->settings.options = list_of(repeated);
	options->settings.command = arguments + optind;
	return check_options(options);
}
