/* fault-run: runs a command with calls that fail. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../plan/log.h"
#include "../plan/plan.h"
#include "command.h"
#include "list.h"
#include "request.h"

/* As in preload/identity.h: the command is the first process. */
#define IDENTITY_VARIABLE "IPCTS_FAULT_IDENTITY"

static const char usage[] =
	"Usage: fault-run [options] [--] COMMAND [ARGUMENT]...\n"
	"Runs the command; calls that libfiu is told of fail. fault-ls lists the points.\n"
	"\n"
	"  --fail POINT[=ERRNO]           every call of the point fails\n"
	"  --fail POINT=ERRNO@K           the K-th call of the main thread fails\n"
	"  --fail PROCESS:THREAD:POINT:K=ERRNO\n"
	"                                 that call fails, as a log or a plan names it\n"
	"  --random POINT[=ERRNO]@PROBABILITY\n"
	"                                 so many calls of the point fail\n"
	"  --seed N                       the same calls of --random each time\n"
	"  --plan FILE                    what the plan in FILE says fails\n"
	"  --log FILE                     write every call, and which ones failed, to FILE\n"
	"  --control PREFIX               fiu-ctrl -f PREFIX PID may change what fails\n"
	"  --any-error                    errors that are not documented, too\n"
	"  --list                         list the points and their errors\n"
	"  --help                         show this text\n"
	"\n"
	"ERRNO is a name, a number, or 'short': a transfer of less than was asked for.\n"
	"Without it, it is the first error that binds every system that has the function.\n"
	"Exit status: the command's, or 2 if it could not be run.\n";

static void die(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));
static void die(const char *format, ...)
{
	va_list list;

	fprintf(stderr, "fault-run: ");
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fprintf(stderr, "\n");
	exit(2);
}

/* A library of the preload folder, which is beside this program, or where it is installed. */
static void find_library(const char *name, char path[PATH_MAX])
{
	static const char *const folders[] = {"../preload", "../lib/ipcts-fault"};
	char here[PATH_MAX], there[PATH_MAX * 2];
	ssize_t length = readlink("/proc/self/exe", here, sizeof(here) - 1);
	size_t i;

	here[length > 0 ? length : 0] = '\0';
	if (strrchr(here, '/'))
		*strrchr(here, '/') = '\0';
	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		snprintf(there, sizeof(there), "%s/%s/%s", here, folders[i], name);
		if (realpath(there, path))
			return;
	}
	die("cannot find %s beside %s: make it, with libfiu installed", name, here);
}

static void set(const char *name, const char *value)
{
	if (setenv(name, value, 1) == -1)
		die("not enough memory");
}

static void set_preload(void)
{
	char run[PATH_MAX], points_of_ours[PATH_MAX];
	const char *others = getenv("LD_PRELOAD");
	char *all;

	find_library("fiu_run_preload.so", run);
	find_library("libipcts_fault.so", points_of_ours);
	if (asprintf(&all, "%s %s%s%s", run, points_of_ours, others ? " " : "",
		     others ? others : "") == -1)
		die("not enough memory");
	set("LD_PRELOAD", all);
	free(all);
}

/* The log is new; the path holds wherever the command goes. */
static void set_log(const char *name)
{
	char path[PATH_MAX];
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd == -1 || !realpath(name, path))
		die("cannot write the log %s: %s", name, strerror(errno));
	close(fd);
	set(LOG_VARIABLE, path);
}

/* The plan is looked at here, where it can be said what is wrong with it. */
static void set_plan(const char *text)
{
	char message[300];
	struct plan *plan = plan_read(text, message, sizeof(message));

	if (!plan)
		die("%s", message);
	plan_free(plan);
	set(PLAN_VARIABLE, text);
}

static void list_points(void)
{
	bool selected[POINTS];

	memset(selected, true, sizeof(selected));
	list_text(stdout, selected, DETAIL_ERRORS);
	exit(fflush(stdout) == EOF ? 2 : 0);
}

/* The plan in a file is all of the plan. */
static void set_plan_file(const char *name, const struct request *request)
{
	char path[PATH_MAX], text[PATH_MAX + 1];

	if (request->plan)
		die("--plan FILE, or --fail of single calls: not both");
	if (!realpath(name, path))
		die("cannot read the plan %s: %s", name, strerror(errno));
	snprintf(text, sizeof(text), "@%s", path);
	set_plan(text);
}

enum { FAIL = 256, RANDOM, SEED, PLAN, LOG, CONTROL, ANY, LIST, HELP };
static const struct option options[] = {
	{"fail", required_argument, NULL, FAIL}, {"random", required_argument, NULL, RANDOM},
	{"seed", required_argument, NULL, SEED}, {"plan", required_argument, NULL, PLAN},
	{"log", required_argument, NULL, LOG},	 {"control", required_argument, NULL, CONTROL},
	{"any-error", no_argument, NULL, ANY},	 {"list", no_argument, NULL, LIST},
	{"help", no_argument, NULL, HELP},	 {NULL, 0, NULL, 0},
};

/* It is about what stands before it, too. */
static bool wants_any_error(int argc, char **argv)
{
	bool is_wanted = false;
	int option;

	opterr = 0;
	while ((option = getopt_long(argc, argv, "+", options, NULL)) != -1)
		is_wanted |= option == ANY;
	opterr = 1;
	optind = 1;
	return is_wanted;
}

static void read_options(int argc, char **argv, struct request *request)
{
	const char *plan_file = NULL;
	char message[300];
	int option;

	request->any_error = wants_any_error(argc, argv);
	while ((option = getopt_long(argc, argv, "+", options, NULL)) != -1) {
		int result = 0;

		switch (option) {
		case FAIL:
			result = request_failure(request, optarg, message, sizeof(message));
			break;
		case RANDOM:
			result = request_random(request, optarg, message, sizeof(message));
			break;
		case SEED:
			set("FIU_PRNG_SEED", optarg);
			break;
		case PLAN:
			plan_file = optarg;
			break;
		case LOG:
			set_log(optarg);
			break;
		case CONTROL:
			set("FIU_CTRL_FIFO", optarg);
			break;
		case ANY:
			break;
		case LIST:
			list_points();
			break;
		case HELP:
			fputs(usage, stdout);
			exit(0);
		default:
			fprintf(stderr, "fault-run --help tells the options\n");
			exit(2);
		}
		if (result == -1)
			die("%s", message);
	}
	if (plan_file)
		set_plan_file(plan_file, request);
}

int main(int argc, char **argv)
{
	struct request request = {NULL, NULL, false};
	char path[PATH_MAX], message[PATH_MAX + 200];

	/* What this process was told itself is not the command's. */
	unsetenv(PLAN_VARIABLE);
	unsetenv(LOG_VARIABLE);
	unsetenv("FIU_ENABLE");
	unsetenv("FIU_CTRL_FIFO");
	read_options(argc, argv, &request);
	if (optind == argc)
		die("no command; fault-run --help tells the options");
	if (find_command(argv[optind], path, message, sizeof(message)) == -1)
		die("%s", message);
	if (request.plan)
		set_plan(request.plan);
	if (request.commands)
		set("FIU_ENABLE", request.commands);
	set(IDENTITY_VARIABLE, "1");
	set_preload();
	execv(path, argv + optind);
	die("cannot execute %s: %s", path, strerror(errno));
}
