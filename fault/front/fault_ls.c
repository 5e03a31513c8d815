/* fault-ls: the failure points, and the errors that are documented for each. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "list.h"

static const char usage[] =
	"Usage: fault-ls [--names | --conditions | --json] [POINT | FUNCTION]...\n"
	"Lists failure points and their documented errors; all, or those named.\n"
	"\n"
	"  POINT         a name, or its beginning and '*': 'posix/ipc/mq/*'\n"
	"  FUNCTION      a function: mq_send\n"
	"  --names       the names alone\n"
	"  --conditions  every condition under which a function reports an error\n"
	"  --json        the same as JSON\n"
	"  --help        show this text\n";

/* Whether the word is the function of the point, as in mq_send, mq_send() or fcntl(F_SETLK). */
static bool is_function(const struct point *point, const char *word)
{
	size_t length = strcspn(point->function, "(");

	return strcmp(point->function, word) == 0 ||
	       (strlen(word) == length && strncmp(point->function, word, length) == 0);
}

/* Returns how many points the word selects. */
static unsigned int selects(const char *word, bool selected[POINTS])
{
	unsigned int count = 0;
	enum point_index i;

	for (i = 0; i < POINTS; i++) {
		if (point_matches(&points[i], word) || is_function(&points[i], word)) {
			selected[i] = true;
			count++;
		}
	}
	return count;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{"names", no_argument, NULL, 'n'},
		{"conditions", no_argument, NULL, 'c'},
		{"json", no_argument, NULL, 'j'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	enum detail detail = DETAIL_ERRORS;
	bool selected[POINTS] = {false};
	bool as_json = false;
	int option;

	while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (option) {
		case 'n':
			detail = DETAIL_NAMES;
			break;
		case 'c':
			detail = DETAIL_CONDITIONS;
			break;
		case 'j':
			as_json = true;
			break;
		case 'h':
			fputs(usage, stdout);
			return 0;
		default:
			fprintf(stderr, "fault-ls --help tells the options\n");
			return 2;
		}
	}
	if (optind == argc)
		selects("*", selected);
	for (; optind < argc; optind++) {
		if (selects(argv[optind], selected) == 0) {
			fprintf(stderr,
				"fault-ls: no such point or function: %s; "
				"fault-ls --names lists all\n",
				argv[optind]);
			return 2;
		}
	}
	if (!as_json)
		list_text(stdout, selected, detail);
	else if (list_json(stdout, selected) == -1) {
		fprintf(stderr, "fault-ls: not enough memory\n");
		return 2;
	}
	if (fflush(stdout) == EOF || ferror(stdout)) {
		perror("fault-ls: cannot write");
		return 2;
	}
	return 0;
}
