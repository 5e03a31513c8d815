#include "options.h"

#include <fiu-control.h>
#include <getopt.h>
#include <seccomp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "notify.h"

#define PROGRAM "fault-syscall"

static const char usage[] =
	"Usage: " PROGRAM " [OPTION]... [--] COMMAND [ARGUMENT]...\n"
	"Runs COMMAND, and lets system calls of it, and of all that it starts, fail.\n"
	"\n"
	"  -p, --plan CALL=ERRNO  fail that call; CALL is PROCESS:THREAD:syscall/NAME:K, as in\n"
	"                         1.2:1:syscall/openat:3=EMFILE: of the second process that the\n"
	"                         first one makes, main thread, the third openat(). @FILE reads\n"
	"                         a file of them. Default: $" PLAN_VARIABLE "\n"
	"  -c, --enable COMMAND   a command to libfiu, as of fiu-run -c:\n"
	"                         'enable name=syscall/openat,failinfo=24'\n"
	"  -i, --if CALL:WHAT     count, log and fail only those calls of CALL that are so:\n"
	"                         fcntl:command=F_DUPFD, futex:command=FUTEX_WAIT,\n"
	"                         mmap:arg3&MAP_SHARED=MAP_SHARED, read:kind=pipe (or socket,\n"
	"                         file, directory, device), openat:path=/dev/shm/\n"
	"  -w, --watch NAME,...   log these calls, too; \"all\": those that --list shows\n"
	"  -l, --log FILE         append to FILE which calls were made, and which failed\n"
	"                         (\"-\": standard error). Default: $" LOG_VARIABLE "\n"
	"  -f, --control NAME     let fiu-ctrl -f NAME give commands to this process\n"
	"      --loader           count the calls of the GNU dynamic loader, too\n"
	"      --strict           exit with 122 if other calls failed than planned\n"
	"      --static NAME=ERRNO\n"
	"                         fail each such call, in all processes, from COMMAND's first\n"
	"                         instruction on; needs no supervisor, so works in sandboxes\n"
	"      --list             print the calls that are known, and their errors\n"
	"  -h, --help             print this\n"
	"\n"
	"Exit status: that of COMMAND, or 128 + the signal that ended it; 122 drift, 123 no\n"
	"user notification here, 125 wrong options or own failure, 126 COMMAND cannot be\n"
	"executed, 127 it is not found. close cannot be failed from outside a process, nor can\n"
	"a transfer be cut short: the preload library does that.\n";

enum { LOADER = 256, STRICT, STATIC, LIST };

static const struct option names[] = {{"plan", required_argument, NULL, 'p'},
				      {"enable", required_argument, NULL, 'c'},
				      {"if", required_argument, NULL, 'i'},
				      {"watch", required_argument, NULL, 'w'},
				      {"log", required_argument, NULL, 'l'},
				      {"control", required_argument, NULL, 'f'},
				      {"loader", no_argument, NULL, LOADER},
				      {"strict", no_argument, NULL, STRICT},
				      {"static", required_argument, NULL, STATIC},
				      {"list", no_argument, NULL, LIST},
				      {"help", no_argument, NULL, 'h'},
				      {NULL, 0, NULL, 0}};

void die(int status, const char *format, ...)
{
	va_list list;

	fputs(PROGRAM ": ", stderr);
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fputc('\n', stderr);
	exit(status);
}

/* The number of the system call with a name of that length; any, not those of the table only. */
static int call_number(const char *name, size_t length)
{
	char text[64];
	int number;

	snprintf(text, sizeof(text), "%.*s", (int)length, name);
	number = length < sizeof(text) ? seccomp_syscall_resolve_name(text) : -1;
	if (number < 0)
		die(EXIT_OWN_FAILURE,
		    "no system call has that name here: %s (--list prints those "
		    "that are known)",
		    text);
	return number;
}

static void watch(struct options *options, int number)
{
	for (size_t i = 0; i < options->watched_count; i++) {
		if (options->watched[i] == number)
			return;
	}
	if (options->watched_count == MOST_CALLS)
		die(EXIT_OWN_FAILURE, "too many system calls to watch");
	options->watched[options->watched_count++] = number;
}

static void watch_all(struct options *options)
{
	for (size_t i = 0; i < system_call_count(); i++) {
		if (system_call_at(i)->number >= 0)
			watch(options, system_call_at(i)->number);
	}
}

static void watch_listed(struct options *options, const char *list)
{
	while (*list) {
		size_t length = strcspn(list, ",");

		if (length == strlen("all") && strncmp(list, "all", length) == 0)
			watch_all(options);
		else
			watch(options, call_number(list, length));
		list += length;
		list += *list == ',';
	}
}

static void watch_planned(struct options *options)
{
	for (size_t i = 0; i < plan_count(options->plan); i++) {
		const struct planned *planned = plan_entry(options->plan, i);
		const char *name = planned->call.point + strlen(NOTIFY_PREFIX);
		char text[CALL_TEXT_SIZE];

		call_print(&planned->call, planned->fault, text, sizeof(text));
		if (strncmp(planned->call.point, NOTIFY_PREFIX, strlen(NOTIFY_PREFIX)) != 0)
			die(EXIT_OWN_FAILURE,
			    "not a system call: %s (points of functions are the "
			    "preload library's)",
			    text);
		if (planned->fault == FAULT_SHORT || strcmp(name, "close") == 0 ||
		    strncmp(name, "exit", strlen("exit")) == 0)
			die(EXIT_OWN_FAILURE,
			    "cannot be done from outside a process: %s (the "
			    "preload library fails close() and makes transfers short)",
			    text);
		watch(options, call_number(name, strlen(name)));
	}
}

/* libfiu's own commands name what they enable: that is watched. */
static void enable(struct options *options, const char *command)
{
	const char *name = strstr(command, "name=" NOTIFY_PREFIX);
	size_t length;
	char *error = NULL;

	if (!name)
		die(EXIT_OWN_FAILURE, "no name=syscall/NAME in the command to libfiu: %s", command);
	name += strlen("name=" NOTIFY_PREFIX);
	length = strcspn(name, ", \t\n");
	if (memchr(name, '*', length))
		watch_all(options);
	else
		watch(options, call_number(name, length));
	if (fiu_rc_string(command, &error) != 0)
		die(EXIT_OWN_FAILURE, "libfiu does not take the command %s: %s", command,
		    error ? error : "it does not say why");
}

static void add_condition(struct options *options, const char *text)
{
	char message[512];
	int number = conditions_add(options->conditions, text, message, sizeof(message));

	if (number < 0)
		die(EXIT_OWN_FAILURE, "%s", message);
	watch(options, number);
}

static void fail_always(struct options *options, const char *text)
{
	size_t length = strcspn(text, "=");
	int error = text[length] ? fault_number(text + length + 1, strlen(text + length + 1)) : 0;

	if (error <= 0)
		die(EXIT_OWN_FAILURE, "not NAME=ERRNO, as in openat=EMFILE: %s", text);
	if (options->failing_count == MOST_CALLS)
		die(EXIT_OWN_FAILURE, "too many system calls to fail");
	options->failing[options->failing_count].number = call_number(text, length);
	options->failing[options->failing_count++].error = error;
}

static void list_calls(void)
{
	uint64_t no_arguments[6] = {0};

	for (size_t i = 0; i < system_call_count(); i++) {
		const struct system_call *call = system_call_at(i);
		const int *error = system_call_errors(call, no_arguments);

		if (call->number < 0)
			continue;
		printf("%s%s", NOTIFY_PREFIX, call->name);
		for (; *error; error++)
			printf(" %s", fault_name(*error));
		printf("%s\n", call->command >= 0 ? " (depends on the command)" : "");
	}
	exit(EXIT_SUCCESS);
}

static void read_option(struct options *options, int option, const char **plan)
{
	switch (option) {
	case 'p':
		*plan = optarg;
		break;
	case 'c':
		enable(options, optarg);
		break;
	case 'i':
		add_condition(options, optarg);
		break;
	case 'w':
		watch_listed(options, optarg);
		break;
	case 'l':
		options->log = optarg;
		break;
	case 'f':
		options->control = optarg;
		break;
	case LOADER:
		options->counts_loader = true;
		break;
	case STRICT:
		options->is_strict = true;
		break;
	case STATIC:
		fail_always(options, optarg);
		break;
	case LIST:
		list_calls();
		break;
	case 'h':
		fputs(usage, stdout);
		exit(EXIT_SUCCESS);
	default:
		die(EXIT_OWN_FAILURE, "see " PROGRAM " --help");
	}
}

void options_read(struct options *options, int argc, char *argv[])
{
	const char *plan = getenv(PLAN_VARIABLE);
	char message[512];
	int option;

	*options = (struct options){.log = getenv(LOG_VARIABLE), .conditions = conditions_new()};
	if (!options->conditions)
		die(EXIT_OWN_FAILURE, "no memory");
	while ((option = getopt_long(argc, argv, "+p:c:i:w:l:f:h", names, NULL)) != -1)
		read_option(options, option, &plan);
	options->command = argv + optind;
	if (!*options->command)
		die(EXIT_OWN_FAILURE, "no command to run; see " PROGRAM " --help");
	options->plan = plan_read(plan ? plan : "", message, sizeof(message));
	if (!options->plan)
		die(EXIT_OWN_FAILURE, "%s", message);
	watch_planned(options);
	if (options->failing_count && options->watched_count)
		die(EXIT_OWN_FAILURE, "--static does without a supervisor: no other failures, "
				      "conditions or logs with it");
}
