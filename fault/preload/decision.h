/*
 * The decision whether a call fails: libfiu's, which is asked only while it was
 * told something about the point. Calls are counted, and logged, only then, or
 * while a log is kept.
 */
#ifndef IPCTS_FAULT_DECISION_H
#define IPCTS_FAULT_DECISION_H

#include "../plan/call.h"
#include "../points/points.h"

/*
 * Why the wrapper of a point has more to do than to call the function: a set of
 * these. It is 0 for a point that nobody asked for, and costs one look then.
 */
enum { POINT_ENABLED = 1, POINT_LOGGED = 2 };
extern unsigned char point_reasons[POINTS];

#define IS_ARMED(point) \
	__builtin_expect(__atomic_load_n(&point_reasons[point], __ATOMIC_RELAXED), 0)

#define IS_LOGGED(point) (__atomic_load_n(&point_reasons[point], __ATOMIC_RELAXED) & POINT_LOGGED)

/*
 * Counts a call of the point and decides. Returns FAULT_NONE or the errno value
 * it is to fail with. Does not change errno.
 */
int decide(enum point_index point);

/* The same; detail is NULL or what the log tells besides (detail.h). */
int decide_with(enum point_index point, const char *detail);

/*
 * The same for a transfer of size bytes, which may also be made short: FAULT_SHORT,
 * where such a transfer can be short on fd (see transfer.h).
 */
int decide_transfer(enum point_index point, enum point_index short_point, int fd, size_t size,
		    bool is_output);

/* From now on, until main() returns and after, calls count. Before, nothing is armed. */
void begin_decisions(void);

/* Keeps a log in that file; log.h of fault/plan. Exits with a line if it cannot. */
void keep_log(const char *path);

/*
 * While the thread is in here, its calls are not the program's: they neither count
 * nor fail, no signal is handled, and no other thread is in here. leave() undoes
 * the last enter(). libfiu is used only in between: it could not be left by
 * siglongjmp(), nor forked in one thread while another uses it.
 */
struct inside {
	unsigned long mask[2]; /* the former signal mask, the kernel's */
	bool was_inside;
	bool had_lock;
	int error; /* errno */
};
void enter(struct inside *inside);
void leave(const struct inside *inside);

/* The same without keeping other threads out: for calls of our own that may take long. */
void enter_alone(struct inside *inside);
void leave_alone(const struct inside *inside);

/* For the thread's whole life. */
void stay_inside(void);

/* Works point_reasons out again; enabled.c, inside. */
void update_reasons(void);

#endif
