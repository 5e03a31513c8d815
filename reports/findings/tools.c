/* What several findings need. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "finding.h"

enum { NOBODY = 65534, EVERY = 20000, ALARMS = 50, STOPS = 25 };

bool drop_root(void)
{
	return geteuid() != 0 ||
	       (setresgid(NOBODY, NOBODY, NOBODY) == 0 && setresuid(NOBODY, NOBODY, NOBODY) == 0);
}

static void count(int signal)
{
	static int alarms;

	(void)signal;
	if (++alarms == ALARMS)
		_exit(NOT_SHOWN);
}

void alarm_often(int flags)
{
	struct sigaction action = {.sa_handler = count, .sa_flags = flags};
	struct itimerval timer = {{0, EVERY}, {0, EVERY}};

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

enum outcome outcome_of(int child)
{
	int status;

	while (waitpid(child, &status, 0) == -1 && errno == EINTR)
		;
	return WIFEXITED(status) ? (enum outcome)WEXITSTATUS(status) : NOT_SHOWN;
}

void *shared_memory(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		_exit(CANNOT_TRY);
	return memory;
}

static bool is_running(int child)
{
	siginfo_t ended = {.si_pid = 0};

	return waitid(P_PID, (id_t)child, &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       ended.si_pid == 0;
}

/* The stops are short, and so are the times between. */
enum outcome stop_often(enum outcome (*call)(int), int argument)
{
	int child = fork();

	if (child == 0)
		_exit(call(argument));
	for (int i = 0; child != -1 && i < STOPS && is_running(child); i++) {
		kill(child, SIGSTOP);
		usleep(EVERY);
		kill(child, SIGCONT);
		usleep(EVERY);
	}
	if (child == -1)
		return CANNOT_TRY;
	kill(child, SIGKILL);
	return outcome_of(child);
}

bool is_gvisor(void)
{
	struct utsname name;

	uname(&name);
	return strcmp(name.release, "4.4.0") == 0;
}
