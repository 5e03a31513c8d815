/* What sem_close() ends, and what it leaves as it is. */
#include "named.h"

#include "../posix_shm/posix_shm.h"

#include <signal.h>
#include <unistd.h>

CASE(sem_close_returns_zero)
{
	const char *name = unique_name();
	sem_t *created = new_named_semaphore(name, 5);
	sem_t *opened;

	EXPECT_EQ(0, sem_close(created));
	opened = open_semaphore(name);
	EXPECT_OK(sem_wait(opened));
	EXPECT_EQ(0, sem_close(opened));
	opened = open_semaphore(name);
	remove_semaphore(name);
	EXPECT_EQ(0, sem_close(opened));
}

CASE(sem_close_state_kept)
{
	const char *name = unique_name();
	sem_t *semaphore = new_named_semaphore(name, 3);
	int value;

	for (value = 2; value >= 0; value--) {
		EXPECT_OK(sem_wait(semaphore));
		close_semaphore(semaphore);
		semaphore = open_semaphore(name);
		expect_value(semaphore, value);
	}
	EXPECT_OK(sem_post(semaphore));
	close_semaphore(semaphore);
	semaphore = open_semaphore(name);
	expect_value(semaphore, 1);
	remove_semaphore(name);
}

CASE(sem_close_counts_opens)
{
	enum { OPENS = 3 };
	const char *name = unique_name();
	sem_t *semaphore = new_named_semaphore(name, 0);
	int i;

	for (i = 1; i < OPENS; i++)
		EXPECT(open_semaphore(name) == semaphore);
	for (i = 1; i < OPENS; i++) {
		close_semaphore(semaphore);
		EXPECT_OK(sem_post(semaphore));
		expect_value(semaphore, i);
	}
	close_semaphore(semaphore);
	expect_value(open_semaphore(name), OPENS - 1);
	remove_semaphore(name);
}

enum end { CLOSE, EXIT, KILL };
static const struct variant last_uses[] = {
	{"close", CLOSE, NULL}, {"exit", EXIT, NULL}, {"kill", KILL, NULL}};

static void end_use(sem_t *semaphore)
{
	if (variant()->value == CLOSE) {
		close_semaphore(semaphore);
		close_semaphore(semaphore);
	}
	if (variant()->value == KILL)
		raise(SIGKILL);
	_exit(0);
}

/* A semaphore in use takes room. Each of two processes has opened it twice. */
CASE_VARIANTS(last_uses, sem_close_last_close_after_unlink)
{
	const char *name = unique_name();
	struct gate *is_last = new_gate();
	struct actor *last;
	sem_t *semaphore;
	long room;

	enter_private_names("size=1m");
	room = room_for_semaphores();
	semaphore = new_named_semaphore(name, 1);
	open_semaphore(name);
	last = ACTOR("last user")
	{
		pass_gate(is_last);
		EXPECT_OK(sem_wait(semaphore));
		end_use(semaphore);
	}
	remove_semaphore(name);
	close_semaphore(semaphore);
	EXPECT_OK(sem_post(semaphore));
	close_semaphore(semaphore);
	EXPECT_THAT(room_for_semaphores() < room, "still used, the semaphore takes no room");
	open_gate(is_last);
	if (variant()->value == KILL)
		expect_killed(last, SIGKILL);
	else
		expect_exit(last, 0);
	EXPECT_EQ(room, room_for_semaphores());
	expect_no_semaphore(name);
}
