/* What several findings need. */
#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "finding.h"

enum { NOBODY = 65534, EVERY = 20000, ALARMS = 100 };

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

/* The stops are short, and so are the times between. */
bool stop_often(void)
{
	int parent = getpid();
	int child = fork();

	while (child == 0 && getppid() == parent) {
		usleep(EVERY);
		kill(parent, SIGSTOP);
		usleep(EVERY);
		kill(parent, SIGCONT);
	}
	if (child == 0)
		_exit(NOT_SHOWN);
	return child != -1;
}
