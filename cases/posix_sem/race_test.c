/* Many processes want to be the one that creates a semaphore. */
#include "named.h"

#include "../posix_shm/posix_shm.h"

enum { RACERS = 4, ROUNDS = 40, INITIAL = 1000 };

/* What came of each try, and what has to be looked at afterwards. */
struct history {
	atomic_int ready[ROUNDS];
	int errors[ROUNDS][RACERS]; /* 0 of who got a semaphore */
	int values[ROUNDS][RACERS]; /* as it found it */
};

/* Starts into each round together with the others; posts once to what it gets. */
static void race(struct history *history, const char *const *names, int racer, int flags)
{
	int round;

	for (round = 0; round < ROUNDS; round++) {
		sem_t *semaphore;

		atomic_fetch_add(&history->ready[round], 1);
		await_flag(&history->ready[round], RACERS);
		semaphore = sem_open(names[round], O_CREAT | flags, 0600, INITIAL);
		history->errors[round][racer] = semaphore == SEM_FAILED ? errno : 0;
		if (semaphore == SEM_FAILED)
			continue;
		EXPECT_OK(sem_getvalue(semaphore, &history->values[round][racer]));
		EXPECT_OK(sem_post(semaphore));
		close_semaphore(semaphore);
	}
}

static struct history *run_race(const char **names, int flags)
{
	struct history *history = share(sizeof(*history));
	struct actor *racers[RACERS];
	int i;

	for (i = 0; i < ROUNDS; i++)
		names[i] = unique_name();
	for (i = 0; i < RACERS; i++) {
		racers[i] = ACTOR("racer") race(history, names, i, flags);
	}
	for (i = 0; i < RACERS; i++)
		expect_finished(racers[i]);
	return history;
}

static void expect_one_creator(const int errors[RACERS], int round)
{
	int creators = 0;
	int racer;

	for (racer = 0; racer < RACERS; racer++) {
		EXPECT_THAT(errors[racer] == 0 || errors[racer] == EEXIST,
			    "round %d: expected success or EEXIST, observed %s", round,
			    error_name(errors[racer]));
		creators += errors[racer] == 0;
	}
	EXPECT_THAT(creators == 1, "round %d: expected one creator, observed %d", round, creators);
}

/* The value that is left says so, too: the winner alone has posted. */
CASE(sem_open_excl_atomic)
{
	const char *names[ROUNDS];
	const struct history *history = run_race(names, O_EXCL);
	int round;

	for (round = 0; round < ROUNDS; round++) {
		sem_t *semaphore = open_semaphore(names[round]);

		expect_one_creator(history->errors[round], round);
		expect_value(semaphore, INITIAL + 1);
		close_semaphore(semaphore);
		remove_semaphore(names[round]);
	}
}

/* Each racer finds the initial value and what some of the others have added. */
static void expect_values_found(const struct history *history, int round)
{
	int racer;

	for (racer = 0; racer < RACERS; racer++) {
		int value = history->values[round][racer];

		EXPECT_EQ(0, history->errors[round][racer]);
		EXPECT_THAT(value >= INITIAL && value < INITIAL + RACERS,
			    "round %d: expected a value from %d to %d, observed %d", round, INITIAL,
			    INITIAL + RACERS - 1, value);
	}
}

/* Whoever is not the first of them must not take a post back. */
CASE(sem_open_creat_existing_keeps_value)
{
	const char *names[ROUNDS];
	const struct history *history = run_race(names, 0);
	int round;

	for (round = 0; round < ROUNDS; round++) {
		sem_t *semaphore = open_semaphore(names[round]);

		expect_values_found(history, round);
		expect_value(semaphore, INITIAL + RACERS);
		close_semaphore(semaphore);
		remove_semaphore(names[round]);
	}
}
