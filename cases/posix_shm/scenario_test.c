/*
 * The lecture notes' programs that share an object with a flag in it: one fills
 * the memory and raises the flag, the other polls the flag and answers. Neither
 * is started by the other or inherits anything of it; they know the name.
 */
#include "posix_shm.h"

#include <string.h>
#include <unistd.h>

enum { MESSAGES = 20 };

/* Whose turn it is. A new object is all zeros: nobody has asked yet. */
enum turn { NOBODY, ANSWERER, ASKER };

struct conversation {
	atomic_int turn;
	char text[60];
};

/* The two programs do not start in any order: the object comes when it comes. */
struct awaited_object {
	const char *name;
	int fd;
};

static bool can_open(void *argument)
{
	struct awaited_object *awaited = argument;

	if (awaited->fd == -1)
		awaited->fd = own(shm_open(awaited->name, O_RDWR, 0));
	EXPECT_THAT(awaited->fd != -1 || errno == ENOENT,
		    "shm_open(): expected success or ENOENT, observed %s", error_name(errno));
	/* It is there before it has its size. */
	return awaited->fd != -1 &&
	       object_status(awaited->fd).st_size >= (off_t)sizeof(struct conversation);
}

static struct conversation *map_conversation(int fd)
{
	struct conversation *c = (struct conversation *)map_object(fd, sizeof(struct conversation));

	/* The mapping holds the object. */
	close_end(fd);
	return c;
}

static void ask(const char *name)
{
	int fd = own((int)EXPECT_OK(shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600)));
	struct conversation *c;
	char expected[60];
	int i;

	EXPECT_OK(ftruncate(fd, sizeof(*c)));
	c = map_conversation(fd);
	EXPECT_EQ(NOBODY, atomic_load(&c->turn));
	for (i = 0; i < MESSAGES; i++) {
		snprintf(c->text, sizeof(c->text), "question %d", i);
		atomic_store(&c->turn, ANSWERER);
		await_flag(&c->turn, ASKER);
		snprintf(expected, sizeof(expected), "answer to question %d", i);
		EXPECT_STRING(expected, c->text);
	}
	unmap(c, sizeof(*c));
	remove_object(name);
}

static void answer(const char *name)
{
	struct awaited_object awaited = {name, -1};
	struct conversation *c;
	char question[40];
	char expected[40];
	int i;

	EXPECT_THAT(wait_until(can_open, &awaited, STEP_LIMIT),
		    "the object: expected it to be made, and sized, observed neither");
	c = map_conversation(awaited.fd);
	for (i = 0; i < MESSAGES; i++) {
		await_flag(&c->turn, ANSWERER);
		snprintf(expected, sizeof(expected), "question %d", i);
		memcpy(question, c->text, sizeof(question));
		EXPECT_STRING(expected, question);
		snprintf(c->text, sizeof(c->text), "answer to %s", question);
		atomic_store(&c->turn, ASKER);
	}
	unmap(c, sizeof(*c));
}

static const struct variant scenario[] = {{"flag_polling", 0, NULL}};

CASE_VARIANTS(scenario, shm_open_same_name_same_object, shm_map_visible_between_processes,
	      shm_ftruncate_new_bytes_zero, shm_ftruncate_visible_to_all,
	      shm_map_close_fd_keeps_mapping, shm_unlink_name_gone)
{
	const char *name = unique_name();
	struct actor *answerer = ACTOR("answerer") answer(name);
	struct actor *asker = ACTOR("asker") ask(name);

	expect_finished(asker);
	expect_finished(answerer);
	expect_missing(name);
}
