/* SA_SIGINFO: what a handler is told, and how often. */
#include "sending.h"

#include <stdint.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { VALUE = 4321 };

/* What the handler got. */
static struct {
	int number;
	siginfo_t info;
	bool has_context;
	sigset_t mask; /* of the context that was interrupted */
} got;

/* What a fault leads to would lead to it again. */
static void make_readable(void *address)
{
	if (mprotect(address, 1, PROT_READ) == -1)
		check_broken(HERE, "mprotect(): %s", error_name(errno));
}

static void handle(int number, siginfo_t *info, void *context)
{
	got.number = number;
	got.info = *info;
	got.has_context = context;
	if (context)
		got.mask = ((ucontext_t *)context)->uc_sigmask;
	if (number == SIGSEGV)
		make_readable(info->si_addr);
}

static void expect_sender(void)
{
	EXPECT_EQ(getpid(), got.info.si_pid);
	EXPECT_EQ(getuid(), got.info.si_uid);
}

static void expect_value(void)
{
	EXPECT_EQ(VALUE, got.info.si_value.sival_int);
}

static void send_by_kill(int number)
{
	EXPECT_OK(kill(getpid(), number));
}

static void send_by_sigqueue(int number)
{
	EXPECT_OK(sigqueue(getpid(), number, (union sigval){.sival_int = VALUE}));
}

static bool has_come(void *unused)
{
	(void)unused;
	return got.number != 0;
}

static void send_by_timer(int number)
{
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL,
				 .sigev_signo = number,
				 .sigev_value = {.sival_int = VALUE}};
	struct itimerspec at_once = {.it_value = {.tv_nsec = 1}};
	timer_t timer;

	SETUP(timer_create(CLOCK_MONOTONIC, &event, &timer));
	SETUP(timer_settime(timer, 0, &at_once, NULL));
	EXPECT(wait_until(has_come, NULL, STEP_LIMIT));
	SETUP(timer_delete(timer));
}

static volatile char *forbidden;

static void cause_fault(int number)
{
	void *memory = mmap(NULL, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)number;
	SETUP_THAT(memory != MAP_FAILED, "no memory: %s", error_name(errno));
	forbidden = memory;
	(void)*forbidden;
}

static void expect_address(void)
{
	EXPECT(got.info.si_addr == (void *)(uintptr_t)forbidden);
}

struct source {
	int number; /* 0: SIGRTMIN, which need not be a constant */
	int code;
	void (*send)(int number);
	void (*expect_details)(void);
};

static const struct variant sources[] = {
	{"kill", 0, &(const struct source){SIGUSR1, SI_USER, send_by_kill, expect_sender}},
	{"sigqueue", 0, &(const struct source){0, SI_QUEUE, send_by_sigqueue, expect_value}},
	{"timer", 0, &(const struct source){SIGALRM, SI_TIMER, send_by_timer, expect_value}},
	{"fault", 0, &(const struct source){SIGSEGV, SEGV_ACCERR, cause_fault, expect_address}}};

CASE_VARIANTS(sources, signal_action_siginfo_three_args)
{
	const struct source *source = variant()->data;
	int number = source->number ? source->number : SIGRTMIN;
	struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO};

	set_mask(set_of(SIGHUP));
	EXPECT_EQ(0, sigaction(number, &action, NULL));
	source->send(number);
	EXPECT_EQ(number, got.number);
	EXPECT_EQ(number, got.info.si_signo);
	EXPECT_EQ(source->code, got.info.si_code);
	source->expect_details();
	EXPECT(got.has_context);
	expect_same_set(set_of(SIGHUP), got.mask);
}

CASE(signal_action_queued_fifo_with_siginfo)
{
	enum { COUNT = 20 };
	int i;

	for (i = 0; i < 2; i++)
		record_signal(SIGRTMIN + i, SA_SIGINFO);
	set_mask(set_of(SIGRTMIN, SIGRTMIN + 1));
	for (i = 0; i < COUNT; i++) {
		union sigval value = {.sival_int = i};

		EXPECT_OK(sigqueue(getpid(), SIGRTMIN + i % 2, value));
	}
	for (i = 0; i < 2; i++) {
		sigset_t set = set_of(SIGRTMIN + i);

		SETUP_RETURNS_0(pthread_sigmask(SIG_UNBLOCK, &set, NULL));
	}
	EXPECT_EQ(COUNT, deliveries());
	for (i = 0; i < COUNT; i++) {
		int half = i / (COUNT / 2);

		EXPECT_EQ(SIGRTMIN + half, delivery(i)->number);
		EXPECT_EQ(i % (COUNT / 2) * 2 + half, delivery(i)->info.si_value.sival_int);
	}
}
