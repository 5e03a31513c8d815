#include "identity.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

#include "../plan/plan.h"

/* One number for each point that the thread has called. */
static __thread unsigned int counts[POINTS];
static __thread unsigned int thread_number;

static char process_name[CALL_PROCESS_SIZE] = "1";
static unsigned int children;
static unsigned int threads = 1;
static pid_t own_pid;
static bool is_wanted;
static pid_t vfork_pid; /* the child that vfork() made last */
static unsigned int vfork_number;

static const char unknown[] = "0";
static const char announced[] = "-";

/* "POINT=K": what an exec before has counted. */
static void read_count(char *text)
{
	char *equals = strchr(text, '=');
	enum point_index point;

	if (!equals)
		return;
	*equals = '\0';
	point = find_point(text);
	if (point < POINTS)
		counts[point] = (unsigned int)strtoul(equals + 1, NULL, 10);
}

void read_identity(void)
{
	char *text = getenv(IDENTITY_VARIABLE);
	char *copy, *word, *rest;
	int position = 0;

	own_pid = getpid();
	thread_number = 1;
	is_wanted = text || getenv(PLAN_VARIABLE) || getenv(LOG_VARIABLE);
	if (!text || !*text)
		return;
	copy = strdup(text);
	if (!copy)
		return;
	for (word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		if (position == 0)
			snprintf(process_name, sizeof(process_name), "%s",
				 strcmp(word, announced) == 0 ? unknown : word);
		else if (position == 1)
			children = (unsigned int)strtoul(word, NULL, 10);
		else
			read_count(word);
		position++;
	}
	free(copy);
	/* In place: a program that looks at its environment finds it where it was. */
	strcpy(text, announced);
}

void identify_call(struct call *call, enum point_index point)
{
	if (thread_number == 0)
		be_thread(begin_thread());
	memcpy(call->process, process_name, sizeof(call->process));
	call->thread = thread_number;
	strcpy(call->point, points[point].name);
	call->k = ++counts[point];
}

/* The name of the child of that number; the last ones of a long line of descendants are alike. */
static void name_child(char *text, unsigned int number)
{
	char suffix[20];
	size_t length = strlen(process_name);
	int added = snprintf(suffix, sizeof(suffix), ".%u", number);

	if (length + (size_t)added >= CALL_PROCESS_SIZE)
		length = CALL_PROCESS_SIZE - 1 - (size_t)added;
	memcpy(text, process_name, length);
	strcpy(text + length, suffix);
}

/* The next number of a process or thread. */
static unsigned int take(unsigned int *last)
{
	return __atomic_add_fetch(last, 1, __ATOMIC_RELAXED);
}

/* Unless another was taken meanwhile, the number is the next one again. */
static void give_back(unsigned int *last, unsigned int number)
{
	__atomic_compare_exchange_n(last, &number, number - 1, false, __ATOMIC_RELAXED,
				    __ATOMIC_RELAXED);
}

unsigned int begin_child(void)
{
	return take(&children);
}

void end_child(unsigned int number, bool made)
{
	if (!made)
		give_back(&children, number);
}

void become_child(unsigned int number)
{
	char name[CALL_PROCESS_SIZE];

	name_child(name, number);
	memcpy(process_name, name, sizeof(process_name));
	children = 0;
	threads = 1;
	thread_number = 1;
	memset(counts, 0, sizeof(counts));
	own_pid = getpid();
}

unsigned int begin_thread(void)
{
	return take(&threads);
}

void end_thread(unsigned int number, bool made)
{
	if (!made)
		give_back(&threads, number);
}

void be_thread(unsigned int number)
{
	thread_number = number;
}

bool is_identity_wanted(void)
{
	return is_wanted;
}

unsigned int number_in_parent_memory(void)
{
	pid_t pid = (pid_t)syscall(SYS_getpid);

	if (pid == own_pid)
		return 0;
	if (pid != vfork_pid) {
		vfork_pid = pid;
		vfork_number = take(&children);
	}
	return vfork_number;
}

/* Appends to text, up to end; returns the new end of the text. */
static char *append(char *text, const char *end, const char *format, const char *name,
		    unsigned int number)
{
	int length = snprintf(text, (size_t)(end - text), format, name, number);

	return length < end - text ? text + length : text;
}

void write_identity(char text[IDENTITY_SIZE], unsigned int child)
{
	const char *end = text + IDENTITY_SIZE;
	char name[CALL_PROCESS_SIZE];
	enum point_index i;

	if (child) {
		name_child(name, child);
		append(text, end, IDENTITY_VARIABLE "=%s %u", name, 0);
		return;
	}
	text = append(text, end, IDENTITY_VARIABLE "=%s %u", process_name, children);
	for (i = 0; i < POINTS; i++)
		if (counts[i])
			text = append(text, end, " %s=%u", points[i].name, counts[i]);
}
