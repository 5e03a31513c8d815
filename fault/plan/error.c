#include <errno.h>
#include <string.h>

#include "call.h"

/* Of two names for one number the first is printed. */
static const struct {
	int number;
	const char *name;
} names[] = {
#define NAME(error) {error, #error},
#include "error.def"
#undef NAME
	{FAULT_SHORT, "short"},
};

enum { NAME_COUNT = sizeof(names) / sizeof(*names), GREATEST_ERROR = 4095 };

static int digits(const char *text, size_t length)
{
	int number = 0;

	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9' || number > GREATEST_ERROR)
			return 0;
		number = 10 * number + (text[i] - '0');
	}
	return number > GREATEST_ERROR ? 0 : number;
}

int fault_number(const char *name, size_t length)
{
	for (size_t i = 0; i < NAME_COUNT; i++) {
		if (strlen(names[i].name) == length && memcmp(names[i].name, name, length) == 0)
			return names[i].number;
	}
	return digits(name, length);
}

const char *fault_name(int fault)
{
	for (size_t i = 0; i < NAME_COUNT; i++) {
		if (names[i].number == fault)
			return names[i].name;
	}
	return NULL;
}
