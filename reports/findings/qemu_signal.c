/* Signals under QEMU's user emulation. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "finding.h"

static void block(int signal)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, signal);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

FINDING("QEMU maps real-time signals to those that its own C library leaves it: the highest ones, "
	"SIGRTMAX among them, are missing (EINVAL)")
{
	block(SIGRTMAX);
	return kill(getpid(), SIGRTMAX) == -1 && errno == EINVAL ? SHOWN : NOT_SHOWN;
}

static volatile sig_atomic_t caught;

static void count(int signal)
{
	(void)signal;
	caught++;
}

FINDING("QEMU 7.2 does not pass SA_NOCLDSTOP on to the kernel: SIGCHLD comes for a stopped child")
{
	struct sigaction action = {.sa_handler = count, .sa_flags = SA_NOCLDSTOP | SA_RESTART};
	int child;

	sigaction(SIGCHLD, &action, NULL);
	child = fork();
	if (child == 0)
		_exit(raise(SIGSTOP));
	waitpid(child, NULL, WUNTRACED);
	return caught ? SHOWN : NOT_SHOWN;
}

FINDING("QEMU 7.2 does not pass SA_NOCLDWAIT on to the kernel: children become zombies")
{
	struct sigaction action = {.sa_handler = SIG_DFL, .sa_flags = SA_NOCLDWAIT};
	int child;

	sigaction(SIGCHLD, &action, NULL);
	child = fork();
	if (child == 0)
		_exit(0);
	return waitpid(child, NULL, 0) == child ? SHOWN : NOT_SHOWN;
}

FINDING("under QEMU /proc/PID/status has the host's numbers of real-time signals, which are others "
	"than the program's")
{
	unsigned long long blocked = 0;
	FILE *status = fopen("/proc/self/status", "r");
	char line[256];

	block(SIGRTMIN);
	while (status && fgets(line, sizeof(line), status)) {
		if (sscanf(line, "SigBlk: %llx", &blocked) == 1)
			break;
	}
	if (!blocked)
		return CANNOT_TRY;
	return blocked >> (SIGRTMIN - 1) & 1 ? NOT_SHOWN : SHOWN;
}

FINDING("QEMU 7.2 passes the value of a signal on as a pointer, of which the integer is the other "
	"half on a big-endian system")
{
	struct signalfd_siginfo info;
	sigset_t set;
	int fd;

	block(SIGRTMIN);
	sigemptyset(&set);
	sigaddset(&set, SIGRTMIN);
	fd = signalfd(-1, &set, 0);
	sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = 77});
	if (read(fd, &info, sizeof(info)) != sizeof(info))
		return CANNOT_TRY;
	return info.ssi_ptr >> 32 == 77 ? SHOWN : NOT_SHOWN;
}

static sigjmp_buf after_fault;
static void *volatile fault_address;

static void note_fault(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	(void)context;
	fault_address = info->si_addr;
	siglongjmp(after_fault, 1);
}

/* The address that comes with the signal of reading there. */
static uintptr_t fault_at(const volatile char *address)
{
	struct sigaction action = {.sa_sigaction = note_fault, .sa_flags = SA_SIGINFO};

	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
	if (sigsetjmp(after_fault, 1) == 0)
		(void)*address;
	return (uintptr_t)fault_address;
}

FINDING("this CPU tells the page of a fault only, not the byte")
{
	char *page = mmap(NULL, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (page == MAP_FAILED)
		return CANNOT_TRY;
	return fault_at(page + 5) == (uintptr_t)page ? SHOWN : NOT_SHOWN;
}

FINDING("QEMU 7.2 stores the address of SIGBUS as if it were two numbers: its halves are exchanged "
	"on a big-endian system")
{
	char *page = mmap(NULL, 1, PROT_READ, MAP_SHARED, open("file", O_RDWR | O_CREAT, 0600), 0);
	uint64_t address = (uintptr_t)page;

	if (page == MAP_FAILED)
		return CANNOT_TRY;
	return fault_at(page) == (uintptr_t)(address >> 32 | address << 32) ? SHOWN : NOT_SHOWN;
}
