/* What sem_open() gives: the address of a semaphore, of which name, of which value. */
#include "named.h"

CASE(sem_open_returns_address)
{
	const char *name = unique_name();
	sem_t *semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, 1);

	EXPECT(semaphore != SEM_FAILED);
	EXPECT_OK(sem_wait(semaphore));
	EXPECT_OK(sem_post(semaphore));
	expect_value(semaphore, 1);
	close_semaphore(semaphore);
	semaphore = sem_open(name, 0);
	EXPECT(semaphore != SEM_FAILED);
	EXPECT_OK(sem_wait(semaphore));
	remove_semaphore(name);
	EXPECT(sem_open(name, 0) == SEM_FAILED);
}

/* The value is what oflag has besides O_CREAT. */
static const struct variant ways_to_create[] = {{"O_CREAT", 0, NULL}, {"O_EXCL", O_EXCL, NULL}};

CASE_VARIANTS(ways_to_create, sem_open_creat_initial_value)
{
	static const unsigned values[] = {1, 2, 100, 32767};
	size_t i;

	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		const char *name = unique_name();
		int flags = O_CREAT | (int)variant()->value;
		sem_t *semaphore = create_semaphore(name, flags, 0600, values[i]);

		expect_value(semaphore, (int)values[i]);
		close_semaphore(semaphore);
		expect_value(open_semaphore(name), (int)values[i]);
		remove_semaphore(name);
	}
}

CASE(sem_open_creat_existing_keeps_value)
{
	const char *name = unique_name();
	sem_t *semaphore = new_named_semaphore(name, 3);
	struct actor *other;
	struct stat status;

	EXPECT_OK(sem_wait(semaphore));
	umask(0);
	expect_value(create_semaphore(name, O_CREAT, 0666, 7), 2);
	expect_value(semaphore, 2);
	other = ACTOR("other process")
	{
		close_semaphore(semaphore);
		close_semaphore(semaphore);
		expect_value(create_semaphore(name, O_CREAT, 0666, 0), 2);
	}
	expect_finished(other);
	expect_value(semaphore, 2);
	if (status_of_semaphore(name, &status))
		EXPECT_EQ(0600, status.st_mode & 0777);
	remove_semaphore(name);
}

CASE(sem_open_value_zero_ok)
{
	const char *name = unique_name();
	sem_t *semaphore = create_semaphore(name, O_CREAT | O_EXCL, 0600, 0);

	expect_value(semaphore, 0);
	EXPECT_ERROR(EAGAIN, sem_trywait(semaphore));
	EXPECT_OK(sem_post(semaphore));
	EXPECT_OK(sem_trywait(semaphore));
	EXPECT_ERROR(EAGAIN, sem_trywait(semaphore));
	remove_semaphore(name);
}

CASE(sem_open_value_max_ok)
{
	unsigned largest = largest_value();
	const char *name = unique_name();
	sem_t *semaphore = create_semaphore(name, O_CREAT | O_EXCL, 0600, largest);

	expect_value(semaphore, (int)largest);
	EXPECT_OK(sem_trywait(semaphore));
	expect_value(semaphore, (int)largest - 1);
	remove_semaphore(name);
}

/* What a thread finds out about a name that the process has open. */
struct opening {
	const char *name;
	sem_t *semaphore;
};

static void open_again(void *argument)
{
	const struct opening *opening = argument;

	EXPECT(sem_open(opening->name, 0) == opening->semaphore);
	EXPECT(sem_open(opening->name, O_CREAT, 0600, 5) == opening->semaphore);
}

CASE(sem_open_same_address_in_process)
{
	const char *name = unique_name();
	const char *another = unique_name();
	struct opening opening = {name, new_named_semaphore(name, 1)};

	open_again(&opening);
	EXPECT(new_named_semaphore(another, 1) != opening.semaphore);
	expect_finished(start_thread("another thread", open_again, &opening));
	close_semaphore(opening.semaphore);
	EXPECT(open_semaphore(name) == opening.semaphore);
	remove_semaphore(name);
	remove_semaphore(another);
}

CASE(sem_open_different_address_after_unlink)
{
	const char *name = unique_name();
	sem_t *old = new_named_semaphore(name, 1);
	sem_t *new;

	remove_semaphore(name);
	new = create_semaphore(name, O_CREAT, 0600, 5);
	EXPECT(new != old);
	expect_value(new, 5);
	EXPECT(open_semaphore(name) == new);
	EXPECT_OK(sem_post(new));
	EXPECT_OK(sem_wait(old));
	expect_value(old, 0);
	expect_value(new, 6);
	remove_semaphore(name);
}

/* Other semaphores come and go, other processes use this one, the name is removed. */
CASE(sem_open_usable_until_closed)
{
	enum { OTHERS = 3 };
	const char *name = unique_name();
	const char *others[OTHERS];
	sem_t *semaphore = new_named_semaphore(name, 0);
	struct actor *user;
	int i;

	for (i = 0; i < OTHERS; i++) {
		others[i] = unique_name();
		close_semaphore(new_named_semaphore(others[i], 1));
		remove_semaphore(others[i]);
		EXPECT_OK(sem_post(semaphore));
	}
	user = ACTOR("user")
	{
		close_semaphore(semaphore);
		semaphore = open_semaphore(name);
		expect_value(semaphore, OTHERS);
		EXPECT_OK(sem_wait(semaphore));
		close_semaphore(semaphore);
	}
	expect_finished(user);
	expect_value(semaphore, OTHERS - 1);
	remove_semaphore(name);
	EXPECT_OK(sem_wait(semaphore));
	expect_value(semaphore, OTHERS - 2);
	EXPECT_EQ(0, sem_close(semaphore));
}
