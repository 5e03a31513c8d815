/* What every lock does for the memory it guards. */
#include "pshared.h"
#include "visit.h"

/* A lock of some kind: value says of which. */
enum kind { MUTEX, READ_WRITE_LOCK, SPIN_LOCK };
static const struct variant kinds[] = {
	{"mutex", MUTEX, NULL}, {"rwlock", READ_WRITE_LOCK, NULL}, {"spin", SPIN_LOCK, NULL}};

struct any_lock {
	enum kind kind;
	pthread_mutex_t *mutex;
	pthread_rwlock_t *rwlock;
	pthread_spinlock_t *spin;
};

static struct any_lock new_lock(enum kind kind)
{
	struct any_lock lock = {.kind = kind};

	if (kind == MUTEX)
		lock.mutex = new_mutex(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED);
	else if (kind == READ_WRITE_LOCK)
		lock.rwlock = new_rwlock();
	else
		lock.spin = new_spin_lock();
	return lock;
}

static void take(struct any_lock lock)
{
	if (lock.kind == MUTEX)
		EXPECT_RETURNS(0, pthread_mutex_lock(lock.mutex));
	else if (lock.kind == READ_WRITE_LOCK)
		EXPECT_RETURNS(0, pthread_rwlock_wrlock(lock.rwlock));
	else
		EXPECT_RETURNS(0, pthread_spin_lock(lock.spin));
}

static void give_back(struct any_lock lock)
{
	if (lock.kind == MUTEX)
		EXPECT_RETURNS(0, pthread_mutex_unlock(lock.mutex));
	else if (lock.kind == READ_WRITE_LOCK)
		EXPECT_RETURNS(0, pthread_rwlock_unlock(lock.rwlock));
	else
		EXPECT_RETURNS(0, pthread_spin_unlock(lock.spin));
}

/* Ordinary memory, over several cache lines: every word says how often it was written. */
struct words {
	int word[64];
};

enum { COUNT = sizeof(struct words) / sizeof(int) };

static void write_words(struct words *w, int first, int count)
{
	int i;

	for (i = first; i < first + count; i++)
		w->word[i]++;
}

static void expect_equal_words(const struct words *w)
{
	int i;

	for (i = 1; i < COUNT; i++)
		EXPECT_EQ(w->word[0], w->word[i]);
}

static void write_many_times(struct any_lock lock, struct words *w, int rounds)
{
	for (; rounds > 0; rounds--) {
		take(lock);
		expect_equal_words(w);
		write_words(w, 0, COUNT);
		give_back(lock);
	}
}

/* A visitor finds nothing half written; nor does either while both write as they can. */
CASE_VARIANTS(kinds, pshared_memory_visibility)
{
	enum { VISITS = 8, ROUNDS = 3000 };
	struct any_lock lock = new_lock((enum kind)variant()->value);
	struct words *w = share(sizeof(*w));
	struct visits *visits = new_visits();
	struct actor *visitor = ACTOR("visitor")
	{
		int i;

		for (i = 1; i <= VISITS; i++) {
			accept_invitation(visits);
			take(lock);
			EXPECT_EQ(i, w->word[0]);
			expect_equal_words(w);
			give_back(lock);
			leave(visits);
		}
		write_many_times(lock, w, ROUNDS);
	}
	int i;

	for (i = 0; i < VISITS; i++) {
		take(lock);
		write_words(w, 0, COUNT / 2);
		invite(visits);
		write_words(w, COUNT / 2, COUNT / 2);
		give_back(lock);
		await_leaving(visits);
	}
	write_many_times(lock, w, ROUNDS);
	expect_finished(visitor);
	EXPECT_EQ(VISITS + 2 * ROUNDS, w->word[0]);
}
