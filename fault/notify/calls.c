#include "calls.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stdbool.h>
#include <string.h>

enum { NONE = CALL_NO_ARGUMENT };

/* The numbers are filled in by the first that asks. */
static struct system_call calls[] = {
#define SYSTEM_CALL(name, descriptor, path, command, errors) {#name, 0, descriptor, path, command},
#define COMMAND(name, mask, value, errors)
#include "calls.def"
#undef SYSTEM_CALL
#undef COMMAND
};

enum { CALLS = sizeof(calls) / sizeof(*calls), NUMBERS = 1024 };

#define ERRORS(...)         \
	{                   \
		__VA_ARGS__ \
	}

static const struct errors {
	const char *name;
	unsigned int mask, value; /* of the command; both 0: any */
	int errors[16];		  /* the rest is 0 */
} errors_of[] = {
#define SYSTEM_CALL(name, descriptor, path, command, errors)
#define COMMAND(name, mask, value, errors) {#name, mask, value, errors},
#include "calls.def"
#undef SYSTEM_CALL
#undef COMMAND
#define SYSTEM_CALL(name, descriptor, path, command, errors) {#name, 0, 0, errors},
#define COMMAND(name, mask, value, errors)
#include "calls.def"
};

static struct system_call *by_number[NUMBERS];

static void resolve(void)
{
	static bool is_done;

	if (is_done)
		return;
	for (size_t i = 0; i < CALLS; i++) {
		calls[i].number = seccomp_syscall_resolve_name(calls[i].name);
		if (calls[i].number >= 0 && calls[i].number < NUMBERS)
			by_number[calls[i].number] = &calls[i];
	}
	is_done = true;
}

size_t system_call_count(void)
{
	return CALLS;
}

const struct system_call *system_call_at(size_t index)
{
	resolve();
	return &calls[index];
}

const struct system_call *system_call_numbered(int number)
{
	resolve();
	return number >= 0 && number < NUMBERS ? by_number[number] : NULL;
}

const struct system_call *system_call_named(const char *name)
{
	resolve();
	for (size_t i = 0; i < CALLS; i++) {
		if (strcmp(calls[i].name, name) == 0)
			return &calls[i];
	}
	return NULL;
}

const int *system_call_errors(const struct system_call *call, const uint64_t arguments[6])
{
	unsigned int command = call->command < 0 ? 0 : (unsigned int)arguments[call->command];
	const struct errors *errors = errors_of;

	while (strcmp(errors->name, call->name) != 0 || (command & errors->mask) != errors->value)
		errors++;
	return errors->errors;
}
