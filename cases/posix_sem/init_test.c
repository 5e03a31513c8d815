/* sem_init() and sem_destroy(): the life of an unnamed semaphore. */
#include "semaphore.h"

#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Value is the argument pshared. */
static const struct variant sharing[] = {{"threads", 0, NULL}, {"processes", 1, NULL}};

/* Memory for a semaphore that still holds what was there before. */
static sem_t *used_memory(void)
{
	sem_t *semaphore = share(sizeof(*semaphore));

	memset(semaphore, 0xa5, sizeof(*semaphore));
	return semaphore;
}

/* Takes all count units, and there is no more. */
static void take(sem_t *semaphore, int count)
{
	for (; count > 0; count--)
		EXPECT_OK(sem_trywait(semaphore));
	EXPECT_ERROR(EAGAIN, sem_trywait(semaphore));
}

CASE_VARIANTS(sharing, sem_init_value_set)
{
	static const int values[] = {0, 1, 2, 100};
	size_t i;

	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		sem_t *semaphore = used_memory();

		EXPECT_OK(sem_init(semaphore, (int)variant()->value, (unsigned)values[i]));
		expect_value(semaphore, values[i]);
		take(semaphore, values[i]);
	}
}

CASE_VARIANTS(sharing, sem_init_returns_zero)
{
	EXPECT_EQ(0, sem_init(used_memory(), (int)variant()->value, 0));
	EXPECT_EQ(0, sem_init(used_memory(), (int)variant()->value, 1));
}

CASE_VARIANTS(sharing, sem_init_value_max_ok)
{
	sem_t *semaphore = used_memory();
	unsigned largest = largest_value();

	EXPECT_EQ(0, sem_init(semaphore, (int)variant()->value, largest));
	expect_value(semaphore, (int)largest);
	EXPECT_OK(sem_trywait(semaphore));
	expect_value(semaphore, (int)largest - 1);
	EXPECT_OK(sem_post(semaphore));
	expect_value(semaphore, (int)largest);
}

CASE_VARIANTS(sharing, sem_init_value_over_max_einval, sem_init_einval)
{
	sem_t *semaphore = used_memory();
	unsigned largest = largest_value();

	if (largest == UINT_MAX)
		skip_unsupported("SEM_VALUE_MAX is the largest unsigned int");
	EXPECT_ERROR(EINVAL, sem_init(semaphore, (int)variant()->value, largest + 1));
	EXPECT_ERROR(EINVAL, sem_init(semaphore, (int)variant()->value, UINT_MAX));
	EXPECT_OK(sem_init(semaphore, (int)variant()->value, 0));
}

static void wait_once(void *semaphore)
{
	EXPECT_OK(sem_wait(semaphore));
}

static void post_once(void *semaphore)
{
	EXPECT_OK(sem_post(semaphore));
}

CASE(sem_init_pshared_zero_threads_only)
{
	sem_t semaphore;
	struct actor *waiter;

	EXPECT_OK(sem_init(&semaphore, 0, 0));
	waiter = start_thread("waiter", wait_once, &semaphore);
	expect_blocked_in(waiter, CALL_FUTEX);
	expect_finished(start_thread("poster", post_once, &semaphore));
	expect_finished(waiter);
	expect_value(&semaphore, 0);
	EXPECT_OK(sem_destroy(&semaphore));
}

/* What two processes have in common: one semaphore for each direction. */
struct exchange {
	sem_t request;
	sem_t reply;
};

/* A new shared memory object for it. */
static const char *new_object(void)
{
	const char *name = unique_name();
	int fd = (int)SETUP(shm_open(name, O_RDWR | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR));

	SETUP(ftruncate(fd, sizeof(struct exchange)));
	SETUP(close(fd));
	return name;
}

/* Maps the object once more, at an address that is not taken. */
static struct exchange *map_object(const char *name)
{
	int fd = (int)SETUP(shm_open(name, O_RDWR, 0));
	struct exchange *memory =
		mmap(NULL, sizeof(*memory), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	SETUP_THAT(memory != MAP_FAILED, "mmap(): %s", error_name(errno));
	SETUP(close(fd));
	return memory;
}

static void init_exchange(struct exchange *exchange)
{
	EXPECT_OK(sem_init(&exchange->request, 1, 0));
	EXPECT_OK(sem_init(&exchange->reply, 1, 0));
}

static void answer(struct exchange *exchange)
{
	EXPECT_OK(sem_wait(&exchange->request));
	EXPECT_OK(sem_post(&exchange->reply));
}

/* The server, blocked, is woken by a post, and posts itself. */
#define expect_answer(server, exchange) AT(check_answer(server, exchange))

static void check_answer(struct actor *server, struct exchange *exchange)
{
	actor_expect_blocked_in(server, CALL_FUTEX);
	check_success(THERE, "sem_post()", sem_post(&exchange->request));
	actor_expect_finished(server);
	check_success(THERE, "sem_trywait() after the answer", sem_trywait(&exchange->reply));
}

CASE(sem_init_pshared_in_shared_memory)
{
	const char *name = new_object();
	struct gate *is_ready = new_gate();
	struct exchange *exchange;
	struct actor *server = ACTOR("server")
	{
		pass_gate(is_ready);
		answer(map_object(name));
	}

	exchange = map_object(name);
	init_exchange(exchange);
	open_gate(is_ready);
	expect_answer(server, exchange);
	SETUP(shm_unlink(name));
}

CASE(sem_init_at_different_addresses)
{
	const char *name = new_object();
	struct exchange *exchange = map_object(name);
	struct actor *server;

	init_exchange(exchange);
	server = ACTOR("server")
	{
		struct exchange *again = map_object(name);

		SETUP_THAT(again != exchange, "the object is at the same address");
		SETUP(munmap(exchange, sizeof(*exchange)));
		answer(again);
	}
	expect_answer(server, exchange);
	SETUP(shm_unlink(name));
}

/* Each takes its turn when the other has had one, and notes it down. */
static void take_turns(sem_t *mine, sem_t *others, int *turns, int rounds, int who)
{
	int i;

	for (i = 0; i < rounds; i++) {
		EXPECT_OK(sem_wait(mine));
		turns[++turns[0]] = who;
		EXPECT_OK(sem_post(others));
	}
}

CASE(sem_init_across_fork_shared_mapping)
{
	enum { PARENT = 1, CHILD, ROUNDS = 2000 };
	struct exchange *exchange = share(sizeof(*exchange));
	int *turns = share((2 * ROUNDS + 1) * sizeof(*turns));
	struct actor *parent;
	int i;

	init_exchange(exchange);
	parent = ACTOR("parent")
	{
		ACTOR("child")
			take_turns(&exchange->request, &exchange->reply, turns, ROUNDS, CHILD);
		take_turns(&exchange->reply, &exchange->request, turns, ROUNDS, PARENT);
	}
	EXPECT_OK(sem_post(&exchange->reply));
	expect_finished(parent);
	EXPECT_EQ(2 * ROUNDS, turns[0]);
	for (i = 1; i <= 2 * ROUNDS; i++)
		EXPECT_EQ(i % 2 ? PARENT : CHILD, turns[i]);
	expect_value(&exchange->reply, 1);
	expect_value(&exchange->request, 0);
}

CASE_VARIANTS(sharing, sem_destroy_returns_zero)
{
	sem_t *semaphore = used_memory();

	EXPECT_OK(sem_init(semaphore, (int)variant()->value, 3));
	EXPECT_EQ(0, sem_destroy(semaphore));
	EXPECT_OK(sem_init(semaphore, (int)variant()->value, 1));
	expect_value(semaphore, 1);
	take(semaphore, 1);
	EXPECT_OK(sem_post(semaphore));
	EXPECT_EQ(0, sem_destroy(semaphore));
}
