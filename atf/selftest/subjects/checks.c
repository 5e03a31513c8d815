/* Checks of more than plain calls: numbered errors, semaphores, memory, time. */
#include "subject.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>

#define PLACE "^atf/selftest/subjects/checks.c:[0-9]+: "

/* A page of that protection. */
static char *page(int protection)
{
	void *memory = mmap(NULL, 1, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	SETUP(memory);
	return memory;
}

static int returned(int number)
{
	return number;
}

SUBJECT(numbers, "passed", "")
{
	EXPECT_RETURNS(0, returned(0));
	EXPECT_RETURNS(EBUSY, returned(EBUSY));
	EXPECT_RETURNS_OF(EBUSY, EAGAIN, returned(EAGAIN));
	EXPECT_RETURNS_OF(EBUSY, EAGAIN, returned(EBUSY));
	SETUP_RETURNS_0(returned(0));
}

SUBJECT(number, "failed", PLACE "returned\\(EAGAIN\\): expected EBUSY, observed EAGAIN$")
{
	EXPECT_RETURNS(EBUSY, returned(EAGAIN));
}

SUBJECT(number_of_two, "failed", PLACE "returned.*: expected EBUSY or EAGAIN, observed no error$")
{
	EXPECT_RETURNS_OF(EBUSY, EAGAIN, returned(0));
}

SUBJECT(no_number, "failed", PLACE "returned\\(EBUSY\\): expected no error, observed EBUSY$")
{
	EXPECT_RETURNS(0, returned(EBUSY));
}

SUBJECT(set_up_number, "broken", PLACE "cannot set up: returned\\(EBUSY\\): EBUSY$")
{
	SETUP_RETURNS_0(returned(EBUSY));
}

SUBJECT(semaphore, "failed", PLACE "sem_open.*: expected success, observed .* \\(ENOENT\\)$")
{
	EXPECT_OK(sem_open(unique_name(), 0));
}

SUBJECT(semaphore_set_up, "broken", PLACE "cannot set up: sem_open.*: ENOENT$")
{
	SETUP(sem_open(unique_name(), 0));
}

SUBJECT(semaphore_error, "failed", PLACE "sem_open.*: expected .* \\(EIO\\), observed .* .ENOENT.$")
{
	EXPECT_ERROR(EIO, sem_open(unique_name(), 0));
}

SUBJECT(touches, "passed", "")
{
	char *read_only = page(PROT_READ);
	char *nothing = page(PROT_NONE);
	char *both = page(PROT_READ | PROT_WRITE);

	both[0] = 'x';
	expect_readable(read_only);
	expect_writable(both);
	EXPECT_EQ('x', both[0]);
	expect_write_faults(read_only, SIGSEGV, SEGV_ACCERR);
	expect_read_faults(nothing, SIGSEGV, SEGV_ACCERR);
	expect_read_faults(NULL, SIGSEGV, SEGV_MAPERR);
	expect_write_faults(read_only, SIGSEGV, ANY_CODE);
}

SUBJECT(readable, "failed", PLACE "reading the byte: expected no signal, observed SIGSEGV$")
{
	expect_readable(page(PROT_NONE));
}

SUBJECT(writable, "failed", PLACE "writing the byte: expected no signal, observed SIGSEGV$")
{
	expect_writable(page(PROT_READ));
}

SUBJECT(no_fault, "failed", PLACE "writing the byte: expected SIGSEGV, observed no signal$")
{
	expect_write_faults(page(PROT_READ | PROT_WRITE), SIGSEGV, SEGV_ACCERR);
}

SUBJECT(other_fault, "failed", PLACE "reading the byte: expected SIGBUS, observed SIGSEGV$")
{
	expect_read_faults(page(PROT_NONE), SIGBUS, BUS_ADRERR);
}

SUBJECT(fault_code, "failed", PLACE "reading the byte: expected si_code [0-9]+, observed [0-9]+$")
{
	expect_read_faults(page(PROT_NONE), SIGSEGV, SEGV_MAPERR);
}

SUBJECT(handlers_stay, "failed", "observed killed by SIGSEGV$")
{
	expect_read_faults(page(PROT_NONE), SIGSEGV, ANY_CODE);
	(void)*(volatile char *)page(PROT_NONE);
}

SUBJECT(time_reached, "passed", "")
{
	struct timespec before = time_ahead(CLOCK_MONOTONIC, -1500);
	struct timespec after = time_ahead(CLOCK_MONOTONIC, 1500);

	EXPECT(after.tv_sec - before.tv_sec == 3 || after.tv_sec - before.tv_sec == 4);
	EXPECT(before.tv_nsec >= 0 && before.tv_nsec < 1000000000);
	EXPECT(after.tv_nsec >= 0 && after.tv_nsec < 1000000000);
	expect_reached(CLOCK_MONOTONIC, before);
}

SUBJECT(time_ahead_of_us, "failed", PLACE "the clock: expected [0-9.]+ or later, observed [0-9.]+$")
{
	expect_reached(CLOCK_MONOTONIC, time_ahead(CLOCK_MONOTONIC, 60000));
}
