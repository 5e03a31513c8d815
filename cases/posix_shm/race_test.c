/* Many processes want to be the one that creates an object. */
#include "posix_shm.h"

#include <string.h>
#include <unistd.h>

enum { RACERS = 4, ROUNDS = 40 };

/* What came of each try: 0 of a winner, the error of a loser. */
struct history {
	atomic_int ready[ROUNDS];
	int results[ROUNDS][RACERS];
};

/* Starts into each round together with the others. */
static void race(struct history *history, const char *const *names, int racer)
{
	int round;

	for (round = 0; round < ROUNDS; round++) {
		int fd;

		atomic_fetch_add(&history->ready[round], 1);
		await_flag(&history->ready[round], RACERS);
		fd = shm_open(names[round], O_CREAT | O_EXCL | O_RDWR, 0600);
		history->results[round][racer] = fd == -1 ? errno : 0;
		if (fd != -1)
			close_end(fd);
	}
}

static void expect_one_winner(const int results[RACERS], int round)
{
	int winners = 0;
	int racer;

	for (racer = 0; racer < RACERS; racer++) {
		EXPECT_THAT(results[racer] == 0 || results[racer] == EEXIST,
			    "round %d: expected success or EEXIST, observed %s", round,
			    error_name(results[racer]));
		winners += results[racer] == 0;
	}
	EXPECT_THAT(winners == 1, "round %d: expected one creator, observed %d", round, winners);
}

CASE(shm_open_excl_atomic)
{
	struct history *history = share(sizeof(*history));
	const char *names[ROUNDS];
	struct actor *racers[RACERS];
	int i;

	for (i = 0; i < ROUNDS; i++)
		names[i] = unique_name();
	for (i = 0; i < RACERS; i++) {
		racers[i] = ACTOR("racer") race(history, names, i);
	}
	for (i = 0; i < RACERS; i++)
		expect_finished(racers[i]);
	for (i = 0; i < ROUNDS; i++) {
		expect_one_winner(history->results[i], i);
		remove_object(names[i]);
	}
}
