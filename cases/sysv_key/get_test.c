/* The get functions: keys, ids, and how long an object lives. */
#include "sysv_key.h"

#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

CASE_VARIANTS(kinds, key_private_always_new)
{
	const struct kind *kind = variant()->data;
	int one = (int)EXPECT_OK(kind->get(IPC_PRIVATE, 0600));
	int other;

	kind->own(one);
	other = (int)EXPECT_OK(kind->get(IPC_PRIVATE, 0600));
	EXPECT(one != other);
	kind->own(other);
	expect_alive(kind, one);
	expect_alive(kind, other);
	remove_object(kind, one);
	expect_alive(kind, other);
	remove_object(kind, other);
}

CASE_VARIANTS(kinds, key_private_ignores_excl)
{
	const struct kind *kind = variant()->data;
	int former = make_private(kind);
	int id = (int)EXPECT_OK(kind->get(IPC_PRIVATE, IPC_CREAT | IPC_EXCL | 0600));

	kind->own(id);
	EXPECT(id != former);
	remove_object(kind, id);
	remove_object(kind, former);
}

CASE_VARIANTS(kinds, key_private_usable_by_others)
{
	const struct kind *kind = variant()->data;
	atomic_int *told = share(sizeof(*told));
	struct gate *is_made = new_gate();
	struct actor *user = ACTOR("user")
	{
		pass_gate(is_made);
		become_unprivileged();
		EXPECT_EQ(0, kind->alter(*told));
		EXPECT_EQ(0, kind->read(*told));
	}

	/* The user was there before the object: nothing is inherited. */
	*told = (int)EXPECT_OK(kind->get(IPC_PRIVATE, 0666));
	kind->own(*told);
	open_gate(is_made);
	expect_finished(user);
	remove_object(kind, *told);
}

CASE_VARIANTS(kinds, key_private_inherited_use)
{
	const struct kind *kind = variant()->data;
	int id = make_private(kind);
	struct actor *child = ACTOR("child")
	{
		EXPECT_EQ(0, kind->alter(id));
		EXPECT_EQ(0, kind->read(id));
	}

	expect_finished(child);
	remove_object(kind, id);
}

/* What each process was told in each round: the id, or the error made negative. */
enum { RACERS = 4, ROUNDS = 16 };

struct race {
	atomic_int arrived[ROUNDS];
	key_t keys[ROUNDS];
	int told[ROUNDS][RACERS];
};

static void run_race(const struct kind *kind, struct race *race, int flags, int racer)
{
	int round;

	for (round = 0; round < ROUNDS; round++) {
		race->arrived[round]++;
		while (race->arrived[round] < RACERS)
			sched_yield();
		race->told[round][racer] = kind->get(race->keys[round], flags);
		if (race->told[round][racer] == -1)
			race->told[round][racer] = -errno;
	}
}

/* All racers get the object of one unused key at once, again and again. */
static const struct race *hold_race(const struct kind *kind, int flags)
{
	struct race *race = share(sizeof(*race));
	struct actor *racers[RACERS];
	int i;

	for (i = 0; i < ROUNDS; i++)
		race->keys[i] = unique_key();
	for (i = 0; i < RACERS; i++) {
		racers[i] = ACTOR("racer")
		{
			run_race(kind, race, flags, i);
		}
	}
	for (i = 0; i < RACERS; i++)
		expect_finished(racers[i]);
	return race;
}

CASE_VARIANTS(kinds, key_creat_excl_atomic)
{
	const struct kind *kind = variant()->data;
	const struct race *race = hold_race(kind, IPC_CREAT | IPC_EXCL | 0600);
	int round, i;

	for (round = 0; round < ROUNDS; round++) {
		int creators = 0;
		int id = -1;

		for (i = 0; i < RACERS; i++) {
			if (race->told[round][i] < 0) {
				EXPECT_EQ(-EEXIST, race->told[round][i]);
				continue;
			}
			id = race->told[round][i];
			creators++;
		}
		EXPECT_THAT(creators == 1, "creators in round %d: expected 1, observed %d", round,
			    creators);
		EXPECT_EQ(id, kind->get(race->keys[round], 0));
		remove_object(kind, id);
	}
}

/* One that exists, then one that all come to create at once. */
CASE_VARIANTS(kinds, key_same_key_same_id)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	int id = make_object(kind, key, 0600);
	const struct race *race;
	int round, i;

	EXPECT_EQ(id, kind->get(key, 0));
	EXPECT_EQ(id, kind->get(key, 0600));
	EXPECT_EQ(id, kind->get(key, IPC_CREAT | 0600));
	remove_object(kind, id);
	race = hold_race(kind, IPC_CREAT | 0600);
	for (round = 0; round < ROUNDS; round++) {
		for (i = 1; i < RACERS; i++)
			EXPECT_EQ(race->told[round][0], race->told[round][i]);
		EXPECT_EQ(race->told[round][0], kind->get(race->keys[round], 0));
		remove_object(kind, race->told[round][0]);
	}
}

CASE(key_separate_namespaces)
{
	key_t key = unique_key();
	int queue = make_object(&message_queues, key, 0600);
	int set = make_object(&semaphore_sets, key, 0600);
	int segment = make_object(&segments, key, 0600);

	EXPECT_EQ(queue, message_queues.get(key, 0));
	EXPECT_EQ(set, semaphore_sets.get(key, 0));
	EXPECT_EQ(segment, segments.get(key, 0));
	remove_object(&message_queues, queue);
	EXPECT_ERROR(ENOENT, message_queues.get(key, 0));
	EXPECT_EQ(set, semaphore_sets.get(key, 0));
	EXPECT_EQ(segment, segments.get(key, 0));
	remove_object(&semaphore_sets, set);
	remove_object(&segments, segment);
}

CASE_VARIANTS(kinds, key_excl_without_creat_ignored)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	int id = make_object(kind, key, 0600);
	int found = kind->get(key, IPC_EXCL);

	observe("IPC_EXCL without IPC_CREAT", "%s",
		found == id   ? "the object is found"
		: found == -1 ? error_name(errno)
			      : "another object");
	remove_object(kind, id);
}

CASE_VARIANTS(kinds, key_id_nonnegative)
{
	enum { OBJECTS = 8 };
	const struct kind *kind = variant()->data;
	int ids[OBJECTS];
	int i;

	/* EXPECT_OK() would take any other negative number for a success. */
	for (i = 0; i < OBJECTS; i++) {
		ids[i] = kind->get(unique_key(), IPC_CREAT | IPC_EXCL | 0600);
		EXPECT_THAT(ids[i] >= 0, "the id: expected at least 0, observed %d", ids[i]);
		expect_alive(kind, ids[i]);
	}
	for (i = 0; i < OBJECTS; i++)
		remove_object(kind, ids[i]);
}

CASE_VARIANTS(kinds, key_id_reuse_differs)
{
	const struct kind *kind = variant()->data;
	struct object_status status;
	int old = make_private(kind);
	int new;

	remove_object(kind, old);
	new = make_private(kind);
	observe("the id of an object made after a removal", "%s",
		new == old ? "that of the removed one" : "another one");
	errno = 0;
	observe("IPC_STAT of the removed one's id", "%s",
		kind->stat(old, &status) == -1 ? error_name(errno) : "success");
	remove_object(kind, new);
}

CASE_VARIANTS(kinds, key_object_persists_after_exit)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	struct actor *maker = ACTOR("maker")
	{
		make_object(kind, key, 0600);
		/* As any program ends, with all that its exit does. */
		_exit(0);
	}
	int id;

	expect_exit(maker, 0);
	id = (int)EXPECT_OK(kind->get(key, 0));
	expect_alive(kind, id);
	EXPECT_EQ(0, kind->alter(id));
	EXPECT_EQ(0, kind->read(id));
	remove_object(kind, id);
	EXPECT_ERROR(ENOENT, kind->get(key, 0));
}

CASE_VARIANTS(kinds, key_removed_key_reusable)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	int round;

	for (round = 0; round < 3; round++) {
		int id = make_object(kind, key, 0600);

		EXPECT_EQ(id, kind->get(key, 0));
		remove_object(kind, id);
		EXPECT_ERROR(ENOENT, kind->get(key, 0));
	}
}

/* utilities_test.c has the programs that use an id they were told. */
CASE_VARIANTS(kinds, key_no_fd_no_cloexec)
{
	const struct kind *kind = variant()->data;
	int free_before = lowest_free();
	int id = make_private(kind);
	struct actor *child = ACTOR("child")
	{
		EXPECT_EQ(0, kind->alter(id));
		execlp("sh", "sh", "-c", ":", NULL);
	}

	EXPECT_EQ(free_before, lowest_free());
	expect_exit(child, 0);
	leave_descriptors(0);
	expect_alive(kind, id);
	EXPECT_EQ(0, kind->read(id));
	remove_object(kind, make_private(kind));
	remove_object(kind, id);
}
