/*
 * A bank: its accounts are in a file that everybody maps, and record locks are
 * all that keeps tellers and auditors apart. What each did when is written down
 * and looked at afterwards.
 */
#include "file_lock.h"

#include <sched.h>
#include <stdatomic.h>
#include <sys/mman.h>

enum { ACCOUNTS = 4, TELLERS = 3, AUDITORS = 2, STAFF = TELLERS + AUDITORS, ROUNDS = 40 };
enum { OPENING_BALANCE = 1000 };

struct account {
	long balance;
	long changes;
};

/* From the time that somebody had the locks to the time that he was about to give them back. */
struct visit {
	int begin;
	int end;
	unsigned accounts; /* a bit for each */
	bool is_audit;
};

struct history {
	atomic_int time;
	struct visit visits[STAFF][ROUNDS];
};

static struct {
	volatile struct account *accounts;
	struct history *history;
	int command; /* what waits for a lock: F_SETLKW or F_OFD_SETLKW */
	int fds[STAFF];
} bank;

static void open_bank(int command)
{
	const char *path = scratch_path();
	size_t size = ACCOUNTS * sizeof(struct account);
	int fd = open_locked_file(path);
	int i;

	SETUP(ftruncate(fd, (off_t)size));
	bank.accounts = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	SETUP_THAT(bank.accounts != MAP_FAILED, "no mapping: %s", error_name(errno));
	bank.history = share(sizeof(*bank.history));
	bank.command = command;
	for (i = 0; i < ACCOUNTS; i++)
		bank.accounts[i] = (struct account){OPENING_BALANCE, 0};
	for (i = 0; i < STAFF; i++)
		bank.fds[i] = open_again(path, O_RDWR);
}

static void lock_account(int member, short type, int account)
{
	off_t size = sizeof(struct account);
	struct flock lock = region(type, account * size, size);

	EXPECT_OK(fcntl(bank.fds[member], bank.command, &lock));
}

static void lock_everything(int member, short type)
{
	struct flock lock = region(type, 0, 0);

	EXPECT_OK(fcntl(bank.fds[member], bank.command, &lock));
}

/* Not in one step: there is time for others who should not be there. */
static void change(int account, long amount)
{
	struct account found = bank.accounts[account];

	sched_yield();
	bank.accounts[account].balance = found.balance + amount;
	bank.accounts[account].changes = found.changes + 1;
}

/* Money goes round between two accounts, which all tellers lock in the same order. */
static void transfer(int teller, int round)
{
	struct visit *visit = &bank.history->visits[teller][round];
	int from = (teller + round) % (ACCOUNTS - 1);
	int to = from + 1 + round % (ACCOUNTS - 1 - from);

	lock_account(teller, F_WRLCK, from);
	lock_account(teller, F_WRLCK, to);
	visit->begin = bank.history->time++;
	visit->accounts = 1u << from | 1u << to;
	change(from, -round);
	change(to, round);
	visit->end = bank.history->time++;
	lock_account(teller, F_UNLCK, from);
	lock_account(teller, F_UNLCK, to);
}

static long all_money(void)
{
	long sum = 0;
	int i;

	for (i = 0; i < ACCOUNTS; i++)
		sum += bank.accounts[i].balance;
	return sum;
}

static void audit(int auditor, int round)
{
	struct visit *visit = &bank.history->visits[auditor][round];

	lock_everything(auditor, F_RDLCK);
	visit->begin = bank.history->time++;
	visit->accounts = (1u << ACCOUNTS) - 1;
	visit->is_audit = true;
	EXPECT_EQ(ACCOUNTS * OPENING_BALANCE, all_money());
	sched_yield();
	EXPECT_EQ(ACCOUNTS * OPENING_BALANCE, all_money());
	visit->end = bank.history->time++;
	lock_everything(auditor, F_UNLCK);
}

static void work(void *number)
{
	int member = (int)(intptr_t)number;
	int round;

	for (round = 0; round < ROUNDS; round++)
		if (member < TELLERS)
			transfer(member, round);
		else
			audit(member, round);
}

static bool may_meet(const struct visit *one, const struct visit *other)
{
	return !(one->accounts & other->accounts) || (one->is_audit && other->is_audit);
}

/* Nobody worked on an account while another one changed it. */
static void expect_kept_apart(void)
{
	const struct visit *visits = bank.history->visits[0];
	int i;
	int j;

	for (i = 0; i < STAFF * ROUNDS; i++)
		for (j = 0; j < i; j++)
			EXPECT_THAT(may_meet(&visits[i], &visits[j]) ||
					    visits[i].end < visits[j].begin ||
					    visits[j].end < visits[i].begin,
				    "round %d of %d and round %d of %d: expected one after the "
				    "other, observed from %d to %d and from %d to %d",
				    i % ROUNDS, i / ROUNDS, j % ROUNDS, j / ROUNDS, visits[i].begin,
				    visits[i].end, visits[j].begin, visits[j].end);
}

static void expect_books_in_order(void)
{
	long changes = 0;
	int i;

	for (i = 0; i < ACCOUNTS; i++)
		changes += bank.accounts[i].changes;
	EXPECT_EQ(2 * TELLERS * ROUNDS, changes);
	EXPECT_EQ(ACCOUNTS * OPENING_BALANCE, all_money());
	expect_kept_apart();
}

typedef struct actor *start(const char *label, void (*body)(void *), void *argument);

static void run_bank(start *start_member)
{
	struct actor *staff[STAFF];
	intptr_t i;

	for (i = 0; i < STAFF; i++)
		staff[i] = start_member(i < TELLERS ? "teller" : "auditor", work, (void *)i);
	for (i = 0; i < STAFF; i++)
		expect_finished(staff[i]);
	expect_books_in_order();
	SETUP(munmap((void *)bank.accounts, ACCOUNTS * sizeof(struct account)));
}

CASE(lock_set_exclusive_blocks_all, lock_wait_blocks_until_free)
{
	open_bank(F_SETLKW);
	run_bank(start_process);
}

/* Threads, each with an open file description of its own. */
CASE(lock_ofd_two_opens_conflict, lock_ofd_setlkw_blocks)
{
	open_bank(ofd_setlkw());
	run_bank(start_thread);
}
