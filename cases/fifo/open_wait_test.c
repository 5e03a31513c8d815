/*
 * The blocking open() of a FIFO: who waits for whom, what ends the wait, and
 * what does not. What one side does holds for the other.
 */
#include "fifo.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Who has, or had, the FIFO open before one side comes along. */
enum company { NOBODY, THE_SAME_SIDE, THE_OTHER_SIDE, THE_OTHER_SIDE_LEFT };

static const struct variant companies[] = {
	{"nobody", NOBODY, NULL},
	{"the_same_side", THE_SAME_SIDE, NULL},
	{"the_other_side_left", THE_OTHER_SIDE_LEFT, NULL},
};

static int other_side(int side)
{
	return side == O_RDONLY ? O_WRONLY : O_RDONLY;
}

/* Opens the FIFO such that the given company is there for a side. */
static void gather(enum company company, const char *path, int side)
{
	struct pipe_ends p;
	int own_end;
	int other_end;

	if (company == NOBODY)
		return;
	p = open_both_ends(path);
	own_end = side == O_RDONLY ? p.read_end : p.write_end;
	other_end = side == O_RDONLY ? p.write_end : p.read_end;
	if (company != THE_SAME_SIDE)
		close_end(own_end);
	if (company != THE_OTHER_SIDE)
		close_end(other_end);
}

/* One side waits in open() until the other side is opened. */
static void expect_wait(int side, int release)
{
	const char *path = make_fifo(0600);
	struct actor *opener;

	gather((enum company)variant()->value, path, side);
	opener = ACTOR("opener")
	{
		open_fifo(path, side);
	}
	expect_blocked_in(opener, CALL_OPEN);
	open_fifo(path, release);
	expect_finished(opener);
}

CASE_VARIANTS(companies, fifo_open_rdonly_blocks_until_writer)
{
	expect_wait(O_RDONLY, O_WRONLY);
}

CASE_VARIANTS(companies, fifo_open_wronly_blocks_until_reader)
{
	expect_wait(O_WRONLY, O_RDONLY | O_NONBLOCK);
}

/* With the other side there, open() returns although nothing more happens. */
static void expect_no_wait(int side)
{
	const char *path = make_fifo(0600);
	struct actor *opener;

	gather(THE_OTHER_SIDE, path, side);
	opener = ACTOR("opener")
	{
		open_fifo(path, side);
	}
	expect_finished(opener);
}

CASE(fifo_open_rdonly_no_wait_if_writer)
{
	expect_no_wait(O_RDONLY);
}

CASE(fifo_open_wronly_no_wait_if_reader)
{
	expect_no_wait(O_WRONLY);
}

/* Two actors meet in open() again and again, nobody first by arrangement. */
static void meet(const char *path, int side, atomic_int *opened, atomic_int *closed)
{
	enum { ROUNDS = 50 };
	int round;

	for (round = 1; round <= ROUNDS; round++) {
		int fd = open_fifo(path, side);

		for (++*opened; *opened < 2 * round;)
			sched_yield();
		close_end(fd);
		for (++*closed; *closed < 2 * round;)
			sched_yield();
	}
}

static void meet_together(const char *path)
{
	atomic_int *opened = share(sizeof(*opened));
	atomic_int *closed = share(sizeof(*closed));
	struct actor *reader = ACTOR("reader")
	{
		meet(path, O_RDONLY, opened, closed);
	}
	struct actor *writer = ACTOR("writer")
	{
		meet(path, O_WRONLY, opened, closed);
	}

	expect_finished(reader);
	expect_finished(writer);
}

/* The second one, in a blocking open() too, does not wait for a third. */
static void meet_in_turn(const char *path, int first)
{
	struct gate *both_open = new_gate();
	struct actor *waiting = ACTOR("waiting side")
	{
		open_fifo(path, first);
		open_gate(both_open);
	}
	struct actor *coming;

	expect_blocked_in(waiting, CALL_OPEN);
	coming = ACTOR("coming side")
	{
		open_fifo(path, other_side(first));
		pass_gate(both_open);
	}
	expect_finished(coming);
	expect_finished(waiting);
}

static const struct variant orders[] = {
	{"reader_first", O_RDONLY, NULL},
	{"writer_first", O_WRONLY, NULL},
	{"together", -1, NULL},
};

CASE_VARIANTS(orders, fifo_open_rendezvous_both_return)
{
	const char *path = make_fifo(0600);

	if (variant()->value == -1)
		meet_together(path);
	else
		meet_in_turn(path, (int)variant()->value);
}

/* A signal that comes while an actor waits in open(). */
struct disturbance {
	int signal;
	bool is_caught;
	int flags; /* of sigaction() */
	bool interrupts;
};

static const struct disturbance plain = {SIGUSR1, true, 0, true};
static const struct disturbance restart = {SIGUSR1, true, SA_RESTART, false};
static const struct disturbance ignored = {SIGUSR1, false, 0, false};
static const struct disturbance stopped = {SIGSTOP, false, 0, false};

static const struct variant disturbances[] = {
	{"reader", O_RDONLY, &plain},
	{"writer", O_WRONLY, &plain},
	{"reader_restart", O_RDONLY, &restart},
	{"writer_restart", O_WRONLY, &restart},
	{"reader_ignoring", O_RDONLY, &ignored},
	{"writer_ignoring", O_WRONLY, &ignored},
	{"reader_stopped", O_RDONLY, &stopped},
	{"writer_stopped", O_WRONLY, &stopped},
};

/* Returns once the actor has got the signal and is on its way again. */
static void disturb(struct actor *actor, const struct disturbance *disturbance)
{
	siginfo_t info;

	send_signal(actor, disturbance->signal);
	if (disturbance->is_caught)
		await_caught(disturbance->signal);
	if (disturbance->signal == SIGSTOP) {
		SETUP(waitid(P_PID, (id_t)actor_pid(actor), &info, WSTOPPED));
		send_signal(actor, SIGCONT);
	}
}

CASE_VARIANTS(disturbances, fifo_open_eintr_while_waiting, open_eintr)
{
	const struct disturbance *disturbance = variant()->data;
	const char *path = make_fifo(0600);
	int side = (int)variant()->value;
	struct actor *opener = ACTOR("opener")
	{
		int lowest = lowest_free();

		if (disturbance->is_caught)
			catch_signal(disturbance->signal, disturbance->flags);
		else if (disturbance->signal != SIGSTOP)
			ignore_signal(disturbance->signal);
		if (disturbance->interrupts)
			EXPECT_ERROR(EINTR, open(path, side));
		else
			open_fifo(path, side);
		EXPECT_EQ(lowest + !disturbance->interrupts, lowest_free());
	}

	expect_blocked_in(opener, CALL_OPEN);
	disturb(opener, disturbance);
	if (!disturbance->interrupts) {
		expect_blocked_in(opener, CALL_OPEN);
		close_end(open_fifo(path, other_side(side)));
	}
	expect_finished(opener);
	expect_no_reader(path);
}

struct opening {
	const char *path;
	int side;
};

static void open_and_return(void *argument)
{
	struct opening *opening = argument;

	open_fifo(opening->path, opening->side);
}

static const struct variant sides[] = {
	{"reader", O_RDONLY, NULL},
	{"writer", O_WRONLY, NULL},
};

CASE_VARIANTS(sides, fifo_open_cancellation_point)
{
	struct opening opening = {make_fifo(0600), (int)variant()->value};
	int lowest = lowest_free();
	struct actor *opener = start_thread("opener", open_and_return, &opening);

	expect_blocked_in(opener, CALL_OPEN);
	SETUP_THAT(pthread_cancel(actor_thread(opener)) == 0, "pthread_cancel()");
	expect_cancelled(opener);
	EXPECT_EQ(lowest, lowest_free());
	expect_no_reader(opening.path);
}
