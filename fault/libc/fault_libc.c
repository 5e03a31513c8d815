/*
 * fault-libc: sweeps functions of a C library, and prints what deviates.
 */
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "known.h"
#include "sweep.h"
#include "world.h"

static const char usage[] =
	"Usage: fault-libc [--program FILE] [FUNCTION [CALL=ERRNO]]\n"
	"Lets every system call that a function of the C library makes fail, one by one, with\n"
	"every error it may have, and prints what the function makes of it: one line each,\n"
	"FUNCTION KIND CALL=ERRNO: what was seen, after \"observed:\" what is not wrong.\n"
	"Without FUNCTION: all of them.\n"
	"\n"
	"  --program FILE   the subjects, made with the C library to be swept (default: those\n"
	"                   of this system's, beside this program or installed)\n"
	"  --list           print the functions\n"
	"  --help           print this\n"
	"\n"
	"Exit status: 0 no deviation, 1 some, 2 could not run.\n";

static void print(const struct deviation *deviation, void *argument)
{
	char call[CALL_TEXT_SIZE];

	(void)argument;
	deviation_print(deviation, call);
	printf("%s%s %s %s: %s\n", deviation->is_observation ? "observed: " : "",
	       deviation->subject, deviation->kind, call, deviation->text);
	fflush(stdout);
}

static void complain(const char *text)
{
	fprintf(stderr, "fault-libc: %s\n", text);
}

/* The subjects beside this program, or where they are installed. */
static const char *default_program(void)
{
	static const char *const places[] = {"subject", "../lib/ipcts-fault/subject"};
	static char path[PATH_MAX + 32];
	char self[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;

	self[length > 0 ? length : 0] = '\0';
	slash = strrchr(self, '/');
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		snprintf(path, sizeof(path), "%.*s%s", slash ? (int)(slash - self) + 1 : 0, self,
			 places[i]);
		if (access(path, X_OK) == 0)
			break;
	}
	return path;
}

static int sweep_all(struct sweep *sweep, const char *name, const char *plan)
{
	const struct subject *subject;
	struct sweep_result result, total = {0};
	char message[512];

	for (unsigned int i = 0; (subject = subject_at(i)); i++) {
		if (name && strcmp(name, subject->name) != 0)
			continue;
		if (sweep_subject(sweep, subject, plan, print, NULL, &result, message,
				  sizeof(message)) != 0) {
			complain(message);
			return 2;
		}
		total.calls += result.calls;
		total.runs += result.runs;
		total.deviations += result.deviations;
		total.drifted += result.drifted;
	}
	fprintf(stderr, "%u calls, %u runs, %u deviations, %u runs whose call was not made\n",
		total.calls, total.runs, total.deviations, total.drifted);
	if (plan && total.runs == 0) {
		complain("that function makes no such call, or it has no such error");
		return 2;
	}
	return total.deviations > 0;
}

int main(int argc, char *argv[])
{
	static const struct option names[] = {{"program", required_argument, NULL, 'p'},
					      {"list", no_argument, NULL, 'l'},
					      {"help", no_argument, NULL, 'h'},
					      {NULL, 0, NULL, 0}};
	const char *program = default_program();
	char message[512];
	struct sweep *sweep;
	int option, status;

	while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
		if (option == 'p') {
			program = optarg;
		} else if (option == 'l') {
			for (unsigned int i = 0; subject_at(i); i++)
				puts(subject_at(i)->name);
			return 0;
		} else if (option == 'h') {
			fputs(usage, stdout);
			return 0;
		} else {
			complain("see fault-libc --help");
			return 2;
		}
	}
	argv += optind;
	if (*argv && !subject_named(*argv)) {
		complain("no function of that name; --list prints them");
		return 2;
	}
	sweep = sweep_new(program, message, sizeof(message));
	if (!sweep || world_enter(message, sizeof(message)) != 0) {
		complain(message);
		return 2;
	}
	status = sweep_all(sweep, *argv, *argv ? argv[1] : NULL);
	sweep_free(sweep);
	return status;
}
