/*
 * Many processes operate on one set at the same time, for many rounds. What
 * they saw is recorded, and checked when they have finished.
 */
#include "sysv_sem.h"

#include <sched.h>
#include <stdatomic.h>

enum { WORKERS = 4, ROUNDS = 100 };

/* Starts the workers, each with its number, and waits until all have finished. */
static void run_workers(void (*work)(void *common, int number), void *common)
{
	struct actor *workers[WORKERS];
	int i;

	for (i = 0; i < WORKERS; i++) {
		workers[i] = ACTOR("worker") work(common, i);
	}
	for (i = 0; i < WORKERS; i++)
		expect_finished(workers[i]);
}

/* A lock is what makes the sections of several processes come one after the other. */
struct ledger {
	int id;
	volatile int length; /* two at once that count it up lose one */
	volatile int entries[WORKERS * ROUNDS];
};

static void enter_in_ledger(void *common, int number)
{
	struct ledger *ledger = common;
	int round;

	for (round = 0; round < ROUNDS; round++) {
		int length;

		EXPECT_EQ(0, operate(ledger->id, 0, -1, 0));
		length = ledger->length;
		ledger->entries[length] = number + 1;
		sched_yield();
		ledger->length = length + 1;
		EXPECT_EQ(0, operate(ledger->id, 0, 1, 0));
	}
}

CASE(sysv_sem_semop_negative_blocks)
{
	struct ledger *ledger = share(sizeof(*ledger));
	int counts[WORKERS] = {0};
	int i;

	ledger->id = new_semaphore_set(1);
	set_value(ledger->id, 0, 1);
	run_workers(enter_in_ledger, ledger);
	expect_value_of(ledger->id, 0, 1);
	EXPECT_EQ(WORKERS * ROUNDS, ledger->length);
	for (i = 0; i < WORKERS * ROUNDS; i++)
		counts[ledger->entries[i] - 1]++;
	for (i = 0; i < WORKERS; i++)
		EXPECT_EQ(ROUNDS, counts[i]);
	remove_semaphore_set(ledger->id);
}

/*
 * A rendezvous: each subtracts 1, then waits for zero. The semaphores take
 * turns; whoever has passed one round prepares the semaphore of the round
 * before, which all have left by then, for the next but one.
 */
struct rendezvous {
	int id;
	atomic_int arrived[ROUNDS];
	int seen[ROUNDS][WORKERS]; /* how many had arrived when this one passed */
};

enum { TURNS = 3 };

static void meet(void *common, int number)
{
	struct rendezvous *meeting = common;
	int round;

	for (round = 0; round < ROUNDS; round++) {
		meeting->arrived[round]++;
		EXPECT_EQ(0, operate(meeting->id, round % TURNS, -1, 0));
		EXPECT_EQ(0, operate(meeting->id, round % TURNS, 0, 0));
		meeting->seen[round][number] = meeting->arrived[round];
		EXPECT_EQ(0, operate(meeting->id, (round + TURNS - 1) % TURNS, 1, 0));
	}
}

CASE(sysv_sem_semop_zero_waits_for_zero)
{
	struct rendezvous *meeting = share(sizeof(*meeting));
	int round;
	int i;

	meeting->id = new_semaphore_set(TURNS);
	/* The last one is prepared by those who pass the first round. */
	set_value(meeting->id, 0, WORKERS);
	set_value(meeting->id, 1, WORKERS);
	run_workers(meet, meeting);
	for (round = 0; round < ROUNDS; round++)
		for (i = 0; i < WORKERS; i++)
			EXPECT_EQ(WORKERS, meeting->seen[round][i]);
	remove_semaphore_set(meeting->id);
}

/*
 * The philosophers: each needs the forks to both sides, which he takes in one
 * call and puts back in one call. Whatever they do, and whoever waits, the
 * forks on the table are all but one pair of neighbours, or two pairs.
 */
enum { FORKS = WORKERS, TABLES = 1 << FORKS, ALL = TABLES - 1 };

struct table {
	int id;
	atomic_bool is_over;
	atomic_int holder[FORKS]; /* 0: on the table */
	atomic_int meals[WORKERS];
	int observed[TABLES]; /* how often, by the forks on the table, as bits */
};

static void take(struct table *table, int fork, int number)
{
	EXPECT_EQ(0, atomic_exchange(&table->holder[fork], number + 1));
}

static void put_back(struct table *table, int fork, int number)
{
	EXPECT_EQ(number + 1, atomic_exchange(&table->holder[fork], 0));
}

static void dine(void *common, int number)
{
	struct table *table = common;
	unsigned short left = (unsigned short)number;
	unsigned short right = (unsigned short)((number + 1) % FORKS);

	while (table->meals[number] < ROUNDS) {
		EXPECT_EQ(0, operate_all(table->id, {left, -1, 0}, {right, -1, 0}));
		take(table, left, number);
		take(table, right, number);
		sched_yield();
		table->meals[number]++;
		put_back(table, left, number);
		put_back(table, right, number);
		EXPECT_EQ(0, operate_all(table->id, {right, 1, 0}, {left, 1, 0}));
	}
}

static void observe_forks(struct table *table)
{
	unsigned short values[FORKS] = {0};
	union semun argument = {.array = values};

	do {
		int forks = 0;
		int i;

		EXPECT_OK(semctl(table->id, 0, GETALL, argument));
		for (i = 0; i < FORKS; i++) {
			EXPECT(values[i] <= 1);
			forks |= values[i] << i;
		}
		table->observed[forks]++;
	} while (!table->is_over);
}

/* Whether what is missing are pairs of neighbours. */
static bool is_possible(int forks)
{
	int i;

	for (i = 0; i < WORKERS; i++) {
		int pair = 1 << i | 1 << (i + 1) % FORKS;

		if (forks == (ALL & ~pair))
			return true;
	}
	return forks == ALL || forks == 0;
}

static struct table *lay_table(void)
{
	struct table *table = share(sizeof(*table));
	int i;

	table->id = new_semaphore_set(FORKS);
	for (i = 0; i < FORKS; i++)
		set_value(table->id, i, 1);
	return table;
}

CASE(sysv_sem_semop_atomic_no_partial_while_blocked, sysv_sem_semop_atomic_all_or_none)
{
	struct table *table = lay_table();
	struct actor *observer = ACTOR("observer") observe_forks(table);
	int forks;

	run_workers(dine, table);
	table->is_over = true;
	expect_finished(observer);
	for (forks = 0; forks < TABLES; forks++)
		EXPECT_THAT(is_possible(forks) || table->observed[forks] == 0,
			    "GETALL: expected both forks of a philosopher to be gone or there, "
			    "observed the forks %#x of %#x on the table, %d times",
			    forks, ALL, table->observed[forks]);
	expect_values(table->id, 1, 1, 1, 1);
	remove_semaphore_set(table->id);
}
