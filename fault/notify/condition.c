#include "condition.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "calls.h"
#include "proc.h"

enum { PATH_SIZE = 4096, FUTEX_OPERATION = 0x7f };

struct condition {
	int number;   /* of the system call */
	int argument; /* which one to compare; or CALL_NO_ARGUMENT */
	uint64_t mask, value;
	mode_t type;		/* of the descriptor's file; 0: any */
	int descriptor, path;	/* where the path is, or CALL_NO_ARGUMENT */
	char prefix[PATH_SIZE]; /* of the path; "": any */
	struct condition *next;
};

struct conditions {
	struct condition *first;
};

static const struct {
	const char *name;
	mode_t type;
} kinds[] = {
	{"pipe", S_IFIFO}, {"fifo", S_IFIFO},	{"socket", S_IFSOCK},
	{"file", S_IFREG}, {"device", S_IFCHR}, {"directory", S_IFDIR},
};

static const struct {
	const char *name;
	uint64_t value;
} constants[] = {
#define NAME(constant) {#constant, constant},
#include "constants.def"
#undef NAME
};

static bool read_value(const char *text, size_t length, uint64_t *value)
{
	char number[32], *end;

	for (size_t i = 0; i < sizeof(constants) / sizeof(*constants); i++) {
		if (strlen(constants[i].name) == length &&
		    memcmp(constants[i].name, text, length) == 0) {
			*value = constants[i].value;
			return true;
		}
	}
	if (length == 0 || length >= sizeof(number))
		return false;
	memcpy(number, text, length);
	number[length] = '\0';
	errno = 0;
	*value = strtoull(number, &end, 0);
	return errno == 0 && *end == '\0';
}

static bool read_kind(const char *text, struct condition *condition)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (strcmp(kinds[i].name, text) == 0) {
			condition->type = kinds[i].type;
			return true;
		}
	}
	return false;
}

/* [text, equals) is "command" or "argN", and perhaps "&MASK". */
static bool read_argument(const char *text, const char *equals, const struct system_call *call,
			  struct condition *condition)
{
	const char *ampersand = memchr(text, '&', (size_t)(equals - text));
	size_t length = (size_t)((ampersand ? ampersand : equals) - text);

	if (length == strlen("command") && strncmp(text, "command", length) == 0) {
		condition->argument = call->command;
		if (strcmp(call->name, "futex") == 0)
			condition->mask = FUTEX_OPERATION;
	} else if (length == strlen("argN") && strncmp(text, "arg", 3) == 0 && text[3] >= '0' &&
		   text[3] <= '5') {
		condition->argument = text[3] - '0';
	}
	if (condition->argument < 0)
		return false;
	return !ampersand ||
	       read_value(ampersand + 1, (size_t)(equals - ampersand - 1), &condition->mask);
}

static bool read_condition(const char *text, const struct system_call *call,
			   struct condition *condition)
{
	const char *equals = strchr(text, '=');
	const char *value;

	if (!equals)
		return false;
	value = equals + 1;
	*condition = (struct condition){.number = call->number,
					.argument = CALL_NO_ARGUMENT,
					.mask = UINT32_MAX, /* an int, or its low half */
					.descriptor = call->descriptor,
					.path = call->path};
	if (strncmp(text, "path=", 5) == 0) {
		snprintf(condition->prefix, sizeof(condition->prefix), "%s", value);
		return *value && strlen(value) < PATH_SIZE &&
		       (call->path >= 0 || call->descriptor >= 0);
	}
	if (strncmp(text, "kind=", 5) == 0)
		return call->descriptor >= 0 && read_kind(value, condition);
	return read_argument(text, equals, call, condition) &&
	       read_value(value, strlen(value), &condition->value);
}

struct conditions *conditions_new(void)
{
	return calloc(1, sizeof(struct conditions));
}

void conditions_free(struct conditions *conditions)
{
	while (conditions && conditions->first) {
		struct condition *first = conditions->first;

		conditions->first = first->next;
		free(first);
	}
	free(conditions);
}

int conditions_add(struct conditions *conditions, const char *text, char *message, size_t size)
{
	size_t length = strcspn(text, ":");
	struct condition *condition = malloc(sizeof(*condition));
	const struct system_call *call;
	char name[64];

	snprintf(name, sizeof(name), "%.*s", (int)length, text);
	call = system_call_named(name);
	if (!condition || !call || call->number < 0 || text[length] != ':' ||
	    !read_condition(text + length + 1, call, condition)) {
		free(condition);
		snprintf(message, size,
			 "not a condition: %s (fcntl:command=F_DUPFD, read:kind=pipe and "
			 "openat:path=/dev/shm/ are)",
			 text);
		return -1;
	}
	condition->next = conditions->first;
	conditions->first = condition;
	return call->number;
}

static bool has_prefix(const struct condition *condition, pid_t thread, const uint64_t arguments[6])
{
	char path[PATH_SIZE];

	if (condition->path >= 0) {
		if (proc_string(thread, arguments[condition->path], path, sizeof(path)) != 0)
			return false;
	} else if (proc_descriptor(thread, (int)arguments[condition->descriptor], path,
				   sizeof(path)) != 0) {
		return false;
	}
	return strncmp(path, condition->prefix, strlen(condition->prefix)) == 0;
}

static bool is_met(const struct condition *condition, pid_t thread, const uint64_t arguments[6])
{
	if (*condition->prefix)
		return has_prefix(condition, thread, arguments);
	if (condition->type)
		return proc_is_type(thread, (int)arguments[condition->descriptor], condition->type);
	return (arguments[condition->argument] & condition->mask) == condition->value;
}

bool conditions_met(const struct conditions *conditions, pid_t thread, int number,
		    const uint64_t arguments[6])
{
	const struct condition *condition = conditions->first;

	for (; condition; condition = condition->next) {
		if (condition->number == number && !is_met(condition, thread, arguments))
			return false;
	}
	return true;
}
