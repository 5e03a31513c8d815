/*
 * Wait and post, as the lecture notes show them, complete: processes that have
 * nothing but a key in common take turns in a critical section.
 */
#include "sysv_sem.h"

#include <sched.h>
#include <signal.h>

enum { WORKERS = 3, ROUNDS = 20 };

/* What the critical section protects: a sum kept twice. They differ while it is changed. */
struct account {
	volatile int sum;
	volatile int copy;
};

/*
 * Makes the set of the key, with one semaphore of value 1; or opens it.
 * Returns its id; *is_maker tells which it was.
 */
static int open_turns(key_t key, bool *is_maker)
{
	int id = semget(key, 1, IPC_CREAT | IPC_EXCL | 0600);

	*is_maker = id != -1;
	if (*is_maker)
		set_value(id, 0, 1);
	else if (errno == EEXIST)
		id = semget(key, 1, 0);
	return (int)EXPECT_OK(id);
}

/* P: returns whether it is the caller's turn; there are none any more once the set is removed. */
static bool wait_for_turn(int id)
{
	int result;

	do {
		result = operate(id, 0, -1, SEM_UNDO);
	} while (result == -1 && errno == EINTR);
	EXPECT_THAT(result == 0 || errno == EIDRM, "semop(): expected a turn, observed %s",
		    error_name(errno));
	return result == 0;
}

/* V. */
static void post_turn(int id)
{
	EXPECT_EQ(0, operate(id, 0, 1, SEM_UNDO));
}

/* In the critical section: whoever was killed in it has left the sums different. */
static void add_one(struct account *account)
{
	account->sum = account->copy + 1;
	sched_yield();
	account->copy = account->sum;
}

static void use_account(key_t key, struct account *account)
{
	bool is_maker;
	int id = open_turns(key, &is_maker);
	int round;

	EXPECT(!is_maker);
	for (round = 0; round < ROUNDS; round++) {
		EXPECT(wait_for_turn(id));
		add_one(account);
		post_turn(id);
	}
}

/* An actor that stops in the middle of its turn. */
static struct actor *start_victim(int id, struct account *account)
{
	struct actor *victim = ACTOR("victim")
	{
		EXPECT(wait_for_turn(id));
		account->sum++;
		operate(id, 0, -1, 0);
	}

	expect_blocked_in(victim, CALL_SEMOP);
	expect_value_of(id, 0, 0);
	return victim;
}

static const struct variant scenarios[] = {{"wait_post", 0, NULL}};

CASE_VARIANTS(scenarios, sysv_sem_semop_undo_on_kill, sysv_sem_semop_negative_blocks,
	      sysv_sem_semop_negative_subtracts, sysv_sem_semop_positive_adds,
	      sysv_sem_semop_blocked_eidrm, sysv_sem_get_creates_nsems)
{
	key_t key = unique_key();
	struct account *account = share(sizeof(*account));
	struct actor *workers[WORKERS];
	struct actor *victim;
	struct actor *late;
	bool is_maker;
	int id = open_turns(key, &is_maker);
	int i;

	EXPECT(is_maker);
	EXPECT_EQ(1, semaphore_set_status(id).sem_nsems);
	victim = start_victim(id, account);
	for (i = 0; i < WORKERS; i++) {
		workers[i] = ACTOR("worker") use_account(key, account);
		expect_blocked_in(workers[i], CALL_SEMOP);
	}
	/* Its turn ends with it. */
	send_signal(victim, SIGKILL);
	expect_killed(victim, SIGKILL);
	for (i = 0; i < WORKERS; i++)
		expect_finished(workers[i]);
	EXPECT_EQ(WORKERS * ROUNDS, account->sum);
	EXPECT_EQ(WORKERS * ROUNDS, account->copy);

	/* The last to use the set removes it; one that still waits is told so. */
	EXPECT(wait_for_turn(id));
	late = ACTOR("late") EXPECT(!wait_for_turn(id));
	expect_blocked_in(late, CALL_SEMOP);
	remove_semaphore_set(id);
	expect_finished(late);
	EXPECT_ERROR(ENOENT, semget(key, 1, 0));
}
