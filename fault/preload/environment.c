#include "environment.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "decision.h"
#include "identity.h"

extern char **environ;

/* Copies in use, or that another thread may still be reading. */
static char ***copies;
static size_t copy_count, user_count;
static char **program_environment;

static size_t count_variables(char *const environment[])
{
	size_t count = 0;

	while (environment && environment[count])
		count++;
	return count;
}

size_t environment_words(char *const environment[])
{
	return count_variables(environment) + 2 + IDENTITY_SIZE / sizeof(char *) + 1;
}

char **make_environment(char *const environment[], unsigned int child, char *storage[])
{
	static const char begin[] = IDENTITY_VARIABLE "=";
	size_t variables = count_variables(environment), count = 1, i;

	storage[0] = (char *)(storage + variables + 2);
	write_identity(storage[0], child);
	for (i = 0; i < variables; i++)
		if (strncmp(environment[i], begin, sizeof(begin) - 1) != 0)
			storage[count++] = environment[i];
	storage[count] = NULL;
	return storage;
}

/* Without memory the child is one that nobody announced. */
static void use_copy(unsigned int child)
{
	char ***more = realloc(copies, (copy_count + 1) * sizeof(*copies));
	char **storage;

	if (!more)
		return;
	copies = more;
	storage = malloc(environment_words(program_environment) * sizeof(*storage));
	if (!storage)
		return;
	copies[copy_count++] = storage;
	environ = make_environment(program_environment, child, storage);
}

void begin_environment(unsigned int child)
{
	struct inside inside;

	enter(&inside);
	if (user_count++ == 0)
		program_environment = environ;
	use_copy(child);
	leave(&inside);
}

void end_environment(void)
{
	struct inside inside;

	enter(&inside);
	if (--user_count == 0) {
		environ = program_environment;
		while (copy_count > 0)
			free(copies[--copy_count]);
	}
	leave(&inside);
}
