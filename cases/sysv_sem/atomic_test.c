/* semctl() and semop() at the same time. */
#include "sysv_sem.h"

#include <stdatomic.h>

/*
 * All values are the same at any time: one actor changes them by semop(),
 * another one by SETALL, and each of them, and who looks, goes so many rounds
 * at least.
 */
enum { WIDTH = 16, ROUNDS = 500 };

struct row {
	int id;
	atomic_bool is_over;
	atomic_int operations;
	atomic_int settings;
};

static int add_to_all(int id, short operation)
{
	struct sembuf operations[WIDTH];
	unsigned short i;

	for (i = 0; i < WIDTH; i++)
		operations[i] = (struct sembuf){i, operation, IPC_NOWAIT};
	return semop(id, operations, WIDTH);
}

static int set_all_to(int id, unsigned short value)
{
	unsigned short values[WIDTH];
	union semun argument = {.array = values};
	int i;

	for (i = 0; i < WIDTH; i++)
		values[i] = value;
	return semctl(id, 0, SETALL, argument);
}

static void expect_all_the_same(int id)
{
	unsigned short values[WIDTH];
	union semun argument = {.array = values};
	int i;

	EXPECT_EQ(0, semctl(id, 0, GETALL, argument));
	for (i = 1; i < WIDTH; i++)
		EXPECT_EQ(values[0], values[i]);
}

CASE(sysv_sem_ctl_atomic)
{
	struct row *row = share(sizeof(*row));
	struct actor *mover;
	struct actor *setter;
	int observations = 0;

	row->id = new_semaphore_set(WIDTH);
	mover = ACTOR("mover")
	{
		while (!row->is_over) {
			EXPECT_EQ(0, add_to_all(row->id, 1));
			/* The other one may have set it to 0 again. */
			EXPECT(add_to_all(row->id, -1) == 0 || errno == EAGAIN);
			row->operations++;
		}
	}
	setter = ACTOR("setter")
	{
		while (!row->is_over)
			EXPECT_EQ(0, set_all_to(row->id, row->settings++ % 2));
	}
	while (is_running(mover) && is_running(setter) &&
	       (observations++ < ROUNDS || row->operations < ROUNDS || row->settings < ROUNDS))
		expect_all_the_same(row->id);
	row->is_over = true;
	expect_finished(mover);
	expect_finished(setter);
	expect_all_the_same(row->id);
	remove_semaphore_set(row->id);
}
