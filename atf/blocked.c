#include "blocked.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "numbers.h"
#include "process.h"
#include "raw.h"

enum { MAX_NUMBERS = 4 };

/*
 * In place of a system call's number: the thread is running, or in user space,
 * or gone; we are not told.
 */
enum { NO_CALL = -1, SECRET_CALL = -2 };

static const struct {
	const char *name;
	long numbers[MAX_NUMBERS];
} calls[] = {
#ifdef __linux__
#define CALL(symbol, name, ...) {name, {__VA_ARGS__}},
#else
#define CALL(symbol, name, ...) {name, {NO_NUMBER}},
#endif
#include "calls.def"
#undef CALL
};

const char *call_name(enum call call)
{
	return calls[call].name;
}

static bool is_call(enum call call, long number)
{
	int i;

	/* Unused entries are 0, which is the number of a call only in the first place. */
	for (i = 0; i < MAX_NUMBERS && (i == 0 || calls[call].numbers[i] != 0); i++)
		if (calls[call].numbers[i] == number)
			return true;
	return false;
}

/* Reads /proc/PID/task/TID/NAME; false if that cannot be done. */
static bool read_proc(pid_t pid, pid_t tid, const char *name, char *text, size_t size)
{
	char path[80];

	snprintf(path, sizeof(path), "/proc/%ld/task/%ld/%s", (long)pid, (long)tid, name);
	return raw_read_file(path, text, size) > 0;
}

/* The state letter: the field behind the command name, which may hold anything. */
static char read_state(pid_t pid, pid_t tid)
{
	char text[512];
	const char *end;

	if (!read_proc(pid, tid, "stat", text, sizeof(text)))
		return 0;
	end = strrchr(text, ')');
	return end && end[1] == ' ' ? end[2] : 0;
}

/* The system call a thread is stopped in. */
static long read_call(pid_t pid, pid_t tid)
{
	char text[256];
	char *end;
	long number;

	if (!read_proc(pid, tid, "syscall", text, sizeof(text)))
		return errno == EPERM || errno == EACCES ? SECRET_CALL : NO_CALL;
	number = strtol(text, &end, 10);
	return end == text ? NO_CALL : number;
}

enum observe blocked_probe(void)
{
	pid_t pid = getpid();
	pid_t tid = thread_id();

	/* A thread that reads its own file is in read(). */
	if (read_state(pid, tid) == 0)
		return OBSERVE_GRACE;
	return read_call(pid, tid) == SYS_read ? OBSERVE_SYSCALL : OBSERVE_STATE;
}

bool blocked_in(pid_t pid, pid_t tid, enum call call, enum observe observe)
{
	long number;

	if (read_state(pid, tid) != 'S')
		return false;
	if (observe == OBSERVE_STATE)
		return true;
	number = read_call(pid, tid);
	/* A call that a stop interrupted may go on under a number of its own. */
	return number == SECRET_CALL || number == SYS_restart_syscall || is_call(call, number);
}

bool is_gone(pid_t pid)
{
	char state;

	if (pid == 0)
		return false;
	state = read_state(pid, pid);
	return state == 'Z' || state == 'X' || (kill(pid, 0) == -1 && errno == ESRCH);
}

void blocked_describe(pid_t pid, pid_t tid, char *text, size_t size)
{
	char state = read_state(pid, tid);
	long number = read_call(pid, tid);
	int call;

	if (state == 0 || state == 'Z') {
		snprintf(text, size, "%s", is_gone(pid) ? "gone" : "in an unknown state");
		return;
	}
	for (call = 0; call < CALL_COUNT && !is_call((enum call)call, number); call++)
		continue;
	if (call < CALL_COUNT)
		snprintf(text, size, "state %c in %s()", state, call_name((enum call)call));
	else if (number >= 0)
		snprintf(text, size, "state %c in system call %ld", state, number);
	else
		snprintf(text, size, "state %c", state);
}
