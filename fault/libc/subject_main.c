/*
 * The program that is swept: calls one function while calls are counted, and looks
 * at what it left.
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

#include "page.h"
#include "subject.h"

/* Of errno: what a function that succeeds may change it to is anything but 0. */
enum { UNUSED_ERROR = 4000, MILLISECONDS_TO_END = 200 };

static struct page *page;

static bool is_mask_same(const sigset_t *before)
{
	sigset_t now;

	sigprocmask(SIG_SETMASK, NULL, &now);
	for (int number = 1; number < NSIG; number++) {
		if (sigismember(before, number) != sigismember(&now, number))
			return false;
	}
	return true;
}

/* With the function's calls counted. Returns its error, or 0. */
static int call_counted(const struct subject *subject)
{
	sigset_t before;
	int error;

	sigprocmask(SIG_SETMASK, NULL, &before);
	errno = UNUSED_ERROR;
	page->is_armed = true;
	error = subject->call();
	page->is_armed = false;
	page->has_changed_errno = error == 0 && errno == 0;
	page->has_changed_mask = !is_mask_same(&before);
	return error;
}

/* Threads and children that are about to end are given the time to do so. */
static void count_more(struct holdings *more, const struct holdings *before,
		       const struct holdings *usual)
{
	struct timespec begin, now;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	do {
		holdings_count(more);
		holdings_subtract(more, before);
		if (more->threads <= usual->threads && more->children <= usual->children &&
		    more->mapped <= usual->mapped)
			return;
		sched_yield();
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while ((now.tv_sec - begin.tv_sec) * 1000 + (now.tv_nsec - begin.tv_nsec) / 1000000 <
		 MILLISECONDS_TO_END);
}

/* After success, at once or the second time. */
static void use(const struct subject *subject)
{
	page->is_broken = subject->works && !subject->works();
	if (subject->undo)
		subject->undo();
}

static void try(const struct subject *subject)
{
	struct holdings before, usual = page->left;
	int error;

	if (subject->prepare)
		subject->prepare();
	page->stage = STAGE_PREPARED;
	holdings_count(&before);
	error = call_counted(subject);
	page->has_failed = error != 0;
	page->error = error;
	page->stage = STAGE_CALLED;
	if (error)
		count_more(&page->lost, &before, &usual);
	if (error && !subject->is_final) {
		errno = 0;
		page->retry_error = subject->call();
		page->has_retry_failed = page->retry_error != 0;
		page->stage = STAGE_RETRIED;
	}
	if ((!error || !subject->is_final) && !page->has_retry_failed)
		use(subject);
	count_more(&page->left, &before, &usual);
	page->stage = STAGE_COMPLETE;
}

/* What does not tell is given its name by who builds it. */
#ifndef SUBJECT_LIBC
#define SUBJECT_LIBC "unknown"
#endif

static void tell_libc(void)
{
#ifdef __GLIBC__
	snprintf(page->libc, sizeof(page->libc), "glibc-%s", gnu_get_libc_version());
#else
	snprintf(page->libc, sizeof(page->libc), "%s", SUBJECT_LIBC);
#endif
}

int main(int argc, char *argv[])
{
	const struct subject *subject = argc == 2 ? subject_named(argv[1]) : NULL;

	if (argc == 1) {
		for (unsigned int i = 0; subject_at(i); i++)
			puts(subject_at(i)->name);
		return 0;
	}
	if (!subject) {
		fprintf(stderr, "subject: no function of that name: %s\n", argv[1]);
		return 2;
	}
	page = mmap(NULL, sizeof(*page), PROT_READ | PROT_WRITE, MAP_SHARED, PAGE_DESCRIPTOR, 0);
	if (page == MAP_FAILED) {
		fputs("subject: run by fault-libc only, which gives it descriptor 100\n", stderr);
		return 2;
	}
	close(PAGE_DESCRIPTOR);
	tell_libc();
	try(subject);
	return 0;
}
