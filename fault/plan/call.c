#include "call.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>

/* What has been written so far, and what would have been with more room. */
struct output {
	char *text;
	size_t size;
	size_t length;
};

static void put_text(struct output *output, const char *text)
{
	for (; *text; text++, output->length++) {
		if (output->length + 1 < output->size)
			output->text[output->length] = *text;
	}
}

static void put_number(struct output *output, unsigned long number)
{
	char digits[24];
	char *digit = digits + sizeof(digits) - 1;

	*digit = '\0';
	do {
		*--digit = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	put_text(output, digit);
}

static void put_fault(struct output *output, int fault)
{
	const char *name = fault_name(fault);

	put_text(output, "=");
	if (name)
		put_text(output, name);
	else
		put_number(output, (unsigned long)fault);
}

int call_print(const struct call *call, int fault, char *text, size_t size)
{
	struct output output = {text, size, 0};

	put_text(&output, call->process);
	put_text(&output, ":");
	put_number(&output, call->thread);
	put_text(&output, ":");
	put_text(&output, call->point);
	put_text(&output, ":");
	put_number(&output, call->k);
	if (fault != FAULT_NONE)
		put_fault(&output, fault);
	if (size)
		text[output.length < size ? output.length : size - 1] = '\0';
	return (int)output.length;
}

/* Takes the text up to the next ':' off [*text, end). */
static bool take_field(const char **text, const char *end, const char **field, size_t *length)
{
	const char *colon = memchr(*text, ':', (size_t)(end - *text));

	if (!colon)
		return false;
	*field = *text;
	*length = (size_t)(colon - *text);
	*text = colon + 1;
	return true;
}

/* A number above 0; no sign, no blank, no leading 0. */
static bool read_number(const char *text, size_t length, unsigned long most, unsigned long *number)
{
	*number = 0;
	if (length == 0 || *text == '0')
		return false;
	for (size_t i = 0; i < length; i++) {
		unsigned int digit = (unsigned int)text[i] - '0';

		if (digit > 9 || *number > (most - digit) / 10)
			return false;
		*number = 10 * *number + digit;
	}
	return true;
}

/* "1", or numbers with dots between them. */
static bool is_process(const char *text, size_t length)
{
	const char *end = text + length;

	if (length == 0 || length >= CALL_PROCESS_SIZE)
		return false;
	while (true) {
		const char *dot = memchr(text, '.', (size_t)(end - text));
		unsigned long number;

		if (!read_number(text, (size_t)((dot ? dot : end) - text), ULONG_MAX, &number))
			return false;
		if (!dot)
			return true;
		text = dot + 1;
	}
}

static bool is_point(const char *text, size_t length)
{
	if (length == 0 || length >= CALL_POINT_SIZE)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (text[i] <= ' ' || text[i] == '=' || text[i] == ',' || text[i] > '~')
			return false;
	}
	return true;
}

int call_parse(const char *text, const char *end, struct call *call)
{
	const char *process, *thread, *point;
	size_t process_length, thread_length, point_length;
	unsigned long thread_number, k;

	if (!end)
		end = text + strlen(text);
	if (!take_field(&text, end, &process, &process_length) ||
	    !take_field(&text, end, &thread, &thread_length) ||
	    !take_field(&text, end, &point, &point_length))
		return -1;
	if (!is_process(process, process_length) || !is_point(point, point_length) ||
	    !read_number(thread, thread_length, UINT_MAX, &thread_number) ||
	    !read_number(text, (size_t)(end - text), ULONG_MAX, &k))
		return -1;
	memset(call, 0, sizeof(*call));
	memcpy(call->process, process, process_length);
	memcpy(call->point, point, point_length);
	call->thread = (unsigned int)thread_number;
	call->k = k;
	return 0;
}
