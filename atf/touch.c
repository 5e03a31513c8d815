#include "touch.h"

#include <setjmp.h>
#include <signal.h>

static sigjmp_buf before_touch;
static siginfo_t seen;

static void remember(int number, siginfo_t *info, void *context)
{
	(void)number;
	(void)context;
	seen = *info;
	siglongjmp(before_touch, 1);
}

static void touch_now(volatile unsigned char *byte, enum touch how)
{
	unsigned char value = *byte;

	if (how == TOUCH_WRITE)
		*byte = value;
}

int touch(volatile void *address, enum touch how)
{
	struct sigaction action = {.sa_sigaction = remember, .sa_flags = SA_SIGINFO};
	struct sigaction former_segv;
	struct sigaction former_bus;

	sigemptyset(&action.sa_mask);
	SETUP(sigaction(SIGSEGV, &action, &former_segv));
	SETUP(sigaction(SIGBUS, &action, &former_bus));
	seen = (siginfo_t){.si_signo = 0};
	if (sigsetjmp(before_touch, 1) == 0)
		touch_now(address, how);
	SETUP(sigaction(SIGSEGV, &former_segv, NULL));
	SETUP(sigaction(SIGBUS, &former_bus, NULL));
	return seen.si_signo;
}

void touch_expect(volatile void *address, enum touch how, int signal, int code)
{
	static const char *const verbs[] = {[TOUCH_READ] = "reading", [TOUCH_WRITE] = "writing"};
	int raised = touch(address, how);

	if (raised != signal)
		check_failed(THERE, "%s the byte: expected %s, observed %s", verbs[how],
			     signal ? signal_name(signal) : "no signal",
			     raised ? signal_name(raised) : "no signal");
	if (signal == 0)
		return;
	if (code != ANY_CODE && seen.si_code != code)
		check_failed(THERE, "%s the byte: expected si_code %d, observed %d", verbs[how],
			     code, seen.si_code);
	if (seen.si_addr != (void *)address)
		check_failed(THERE, "%s the byte: expected si_addr %p, observed %p", verbs[how],
			     (void *)address, seen.si_addr);
}
