/* The subject: runs the scenario that is named. */
#include "scenario.h"

int main(int argc, char **argv)
{
	struct scenario *s;

	for (s = scenarios; s && argc == 2; s = s->next) {
		if (strcmp(s->name, argv[1]) == 0) {
			s->run();
			return 0;
		}
	}
	fprintf(stderr, "no such scenario\n");
	return 2;
}
