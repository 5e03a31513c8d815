/* Many processes on one semaphore, for many rounds. */
#include "semaphore.h"

#include <sched.h>
#include <stdatomic.h>

/* The counts of a race of posts and waits. */
struct history {
	atomic_int begun;    /* posts, each counted before the call */
	atomic_int released; /* waits, each counted after it */
};

static bool has_caught_up(void *history)
{
	const struct history *counts = history;

	return counts->released >= counts->begun;
}

/* Posts in bursts; between them, all waiters have the time to fall asleep. */
static void post_in_bursts(sem_t *semaphore, struct history *history, int posts, int burst)
{
	int i;

	for (i = 1; i <= posts; i++) {
		history->begun++;
		EXPECT_OK(sem_post(semaphore));
		if (i % burst == 0)
			EXPECT(wait_until(has_caught_up, history, STEP_LIMIT));
	}
}

static void wait_again_and_again(sem_t *semaphore, struct history *history, int waits)
{
	int i;

	for (i = 0; i < waits; i++) {
		int released;

		EXPECT_OK(sem_wait(semaphore));
		released = ++history->released;
		EXPECT(released <= history->begun);
	}
}

/*
 * At no time have more waits ended than posts begun; after each burst they have
 * caught up. As there are as many of both in the end, a wake-up that is lost
 * leaves a waiter waiting, one too many leaves a unit.
 */
CASE_VARIANTS(kinds_of_semaphore, sem_post_n_posts_wake_n)
{
	enum { POSTERS = 2, WAITERS = 3, POSTS = 300, WAITS = POSTERS * POSTS / WAITERS };
	sem_t *semaphore = new_semaphore_of_variant(0);
	struct history *history = share(sizeof(*history));
	struct actor *actors[WAITERS + POSTERS];
	int i;

	for (i = 0; i < WAITERS; i++) {
		actors[i] = ACTOR("waiter")
		{
			wait_again_and_again(semaphore, history, WAITS);
		}
	}
	for (i = 0; i < POSTERS; i++) {
		actors[WAITERS + i] = ACTOR("poster")
		{
			post_in_bursts(semaphore, history, POSTS, 2 + i);
		}
	}
	for (i = 0; i < WAITERS + POSTERS; i++)
		expect_finished(actors[i]);
	EXPECT_EQ(POSTERS * POSTS, history->begun);
	EXPECT_EQ(POSTERS * POSTS, history->released);
	expect_value(semaphore, 0);
}

/* What a semaphore guards. */
struct guarded {
	atomic_int holders;
	int uses; /* not atomic: one holder at a time is enough to count them */
};

static void use(struct guarded *guarded, int allowed)
{
	int holders = ++guarded->holders;
	int uses = guarded->uses;

	EXPECT(holders <= allowed);
	if (uses % 16 == 0)
		sched_yield();
	guarded->uses = uses + 1;
	guarded->holders--;
}

CASE_VARIANTS(kinds_of_semaphore, sem_wait_never_negative_for_user)
{
	enum { USERS = 4, ROUNDS = 300, MOST_ALLOWED = 2 };
	struct guarded *guarded = share(sizeof(*guarded));
	struct actor *users[USERS];
	int allowed;
	int i;

	for (allowed = MOST_ALLOWED; allowed >= 1; allowed--) {
		sem_t *semaphore = new_semaphore_of_variant((unsigned)allowed);

		guarded->uses = 0;
		for (i = 0; i < USERS; i++) {
			users[i] = ACTOR("user")
			{
				int round;

				for (round = 0; round < ROUNDS; round++) {
					EXPECT_OK(sem_wait(semaphore));
					use(guarded, allowed);
					EXPECT_OK(sem_post(semaphore));
				}
			}
		}
		for (i = 0; i < USERS; i++)
			expect_finished(users[i]);
		expect_value(semaphore, allowed);
	}
	EXPECT_EQ(USERS * ROUNDS, guarded->uses);
}

/* A ring of letters from one process to another: plain memory, two semaphores. */
enum { SLOTS = 4, WORDS = 14, LETTERS = 1000 };

struct mailbox {
	sem_t *full;
	sem_t *empty;
	int letters[SLOTS][WORDS];
};

static void send_letters(struct mailbox *box)
{
	int letter;
	int i;

	for (letter = 1; letter <= LETTERS; letter++) {
		EXPECT_OK(sem_wait(box->empty));
		for (i = 0; i < WORDS; i++)
			box->letters[letter % SLOTS][i] = letter;
		EXPECT_OK(sem_post(box->full));
	}
}

static void receive_letters(struct mailbox *box)
{
	int letter;
	int i;

	for (letter = 1; letter <= LETTERS; letter++) {
		EXPECT_OK(sem_wait(box->full));
		for (i = 0; i < WORDS; i++)
			EXPECT_EQ(letter, box->letters[letter % SLOTS][i]);
		EXPECT_OK(sem_post(box->empty));
	}
}

CASE_VARIANTS(kinds_of_semaphore, sem_post_visible_memory)
{
	struct mailbox *box = share(sizeof(*box));
	struct actor *receiver;
	struct actor *sender;

	box->full = new_semaphore_of_variant(0);
	box->empty = new_semaphore_of_variant(SLOTS);
	receiver = ACTOR("receiver")
	{
		receive_letters(box);
	}
	sender = ACTOR("sender")
	{
		send_letters(box);
	}
	expect_finished(sender);
	expect_finished(receiver);
	expect_value(box->full, 0);
	expect_value(box->empty, SLOTS);
}
