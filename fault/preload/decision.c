#include "decision.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

#include "../plan/log.h"
#include "../plan/plan.h"
#include "detail.h"
#include "enabled.h"
#include "identity.h"
#include "real.h"
#include "transfer.h"
#include "usual.h"

unsigned char point_reasons[POINTS];

static bool has_begun;
static struct {
	const char *path;
	int fd;
	struct stat status; /* what fd has to be open on */
} record = {NULL, -1, {0}};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static __thread bool is_inside;
static __thread bool has_lock;

/* The system call itself: the C library keeps signals of its own unblocked. */
static void set_mask(const unsigned long *mask, unsigned long *former)
{
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, mask, former, _NSIG / 8);
}

void enter_alone(struct inside *inside)
{
	static const unsigned long all[2] = {~0UL, ~0UL};

	inside->error = errno;
	set_mask(all, inside->mask);
	inside->was_inside = is_inside;
	is_inside = true;
}

void leave_alone(const struct inside *inside)
{
	is_inside = inside->was_inside;
	errno = inside->error;
	set_mask(inside->mask, NULL);
	errno = inside->error;
}

void enter(struct inside *inside)
{
	enter_alone(inside);
	inside->had_lock = has_lock;
	if (!has_lock)
		pthread_mutex_lock(&mutex);
	has_lock = true;
}

void leave(const struct inside *inside)
{
	has_lock = inside->had_lock;
	if (!has_lock)
		pthread_mutex_unlock(&mutex);
	leave_alone(inside);
}

void stay_inside(void)
{
	is_inside = true;
}

void update_reasons(void)
{
	enum point_index i;
	unsigned char reasons;

	for (i = 0; i < POINTS; i++) {
		reasons = 0;
		if (has_begun && is_enabled(&points[i]))
			reasons |= POINT_ENABLED;
		if (has_begun && record.path && points[i].failure != FAILURE_SHORT)
			reasons |= POINT_LOGGED;
		__atomic_store_n(&point_reasons[i], reasons, __ATOMIC_RELAXED);
	}
}

void begin_decisions(void)
{
	struct inside inside;

	enter(&inside);
	has_begun = true;
	update_reasons();
	leave(&inside);
}

/* Where the program's own descriptors do not get. */
static int move_up(int fd)
{
	int height;

	for (height = 1000; height > 10; height /= 2) {
		int moved = fcntl(fd, F_DUPFD_CLOEXEC, height);

		if (moved != -1) {
			close(fd);
			return moved;
		}
	}
	return fd;
}

static int open_log(void)
{
	record.fd = log_open(record.path);
	if (record.fd == -1)
		return -1;
	record.fd = move_up(record.fd);
	return fstat(record.fd, &record.status);
}

void keep_log(const char *path)
{
	struct inside inside;

	enter(&inside);
	record.path = path;
	if (open_log() == -1) {
		fprintf(stderr, "ipcts-fault: cannot write the log %s: %s\n", path,
			strerror(errno));
		_exit(2);
	}
	update_reasons();
	leave(&inside);
}

/* A program may have closed what it does not know, and opened something there. */
static void append(const struct call *call, int fault, const char *detail)
{
	struct stat status;

	if (fstat(record.fd, &status) == -1 || status.st_ino != record.status.st_ino ||
	    status.st_dev != record.status.st_dev) {
		if (open_log() == -1)
			return;
	}
	log_call(record.fd, call, fault, detail);
}

/* The decision on one call, inside. can_be_short: a short transfer is possible. */
static int decide_inside(enum point_index point, bool can_be_short, const char *detail)
{
	unsigned char reasons = point_reasons[point];
	int fault = FAULT_NONE;
	struct call call;

	if (!reasons)
		return FAULT_NONE;
	identify_call(&call, point);
	if (reasons & POINT_ENABLED)
		fault = plan_ask(&call, usual_error(point));
	if (points[point].failure == FAILURE_SHORT && fault != FAULT_NONE)
		fault = FAULT_SHORT;
	if (fault == FAULT_SHORT && !can_be_short)
		fault = FAULT_NONE;
	if (record.path && (fault != FAULT_NONE || reasons & POINT_LOGGED))
		append(&call, fault, detail);
	return fault;
}

int decide(enum point_index point)
{
	return decide_with(point, NULL);
}

int decide_with(enum point_index point, const char *detail)
{
	struct inside inside;
	int fault;

	if (is_inside)
		return FAULT_NONE;
	enter(&inside);
	fault = decide_inside(point, false, detail);
	leave(&inside);
	return fault;
}

int decide_transfer(enum point_index point, enum point_index short_point, int fd, size_t size,
		    bool is_output)
{
	struct inside inside;
	const char *detail;
	bool can_be_short;
	int fault;

	if (is_inside)
		return FAULT_NONE;
	enter(&inside);
	can_be_short = transfer_can_be_short(fd, size, is_output);
	detail = IS_LOGGED(point) ? detail_of_transfer(fd) : NULL;
	fault = decide_inside(point, can_be_short, detail);
	if (fault == FAULT_NONE && can_be_short)
		fault = decide_inside(short_point, can_be_short, NULL);
	leave(&inside);
	return fault;
}
