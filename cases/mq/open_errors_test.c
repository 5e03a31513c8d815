/* When mq_open() fails, and that it then has done nothing; names that a system need not take. */
#include "mq.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

CASE(mq_open_enoent_without_creat, mq_open_enoent)
{
	const char *name = unique_name();
	mqd_t queue;
	int unused;

	EXPECT_ERROR(ENOENT, mq_open(name, O_RDWR));
	EXPECT_ERROR(ENOENT, mq_open(name, O_RDWR));
	queue = new_named_queue(name, 0);
	close_queue(open_queue(name, O_RDWR));
	remove_queue(name);
	unused = lowest_free();
	EXPECT_ERROR(ENOENT, mq_open(name, O_RDONLY));
	EXPECT_ERROR(ENOENT, mq_open(name, O_WRONLY | O_NONBLOCK));
	EXPECT_EQ(unused, lowest_free());
	expect_messages(queue, 0);
}

CASE(mq_open_excl_existing_eexist, mq_open_eexist)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	int unused = lowest_free();

	send_message(queue, "text", 0);
	EXPECT_ERROR(EEXIST, mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, SMALL));
	EXPECT_ERROR(EEXIST, mq_open(name, O_CREAT | O_EXCL | O_RDONLY, 0, NULL));
	EXPECT_EQ(unused, lowest_free());
	expect_message(open_queue(name, O_RDONLY), "text", 0);
	expect_messages(queue, 0);
	remove_queue(name);
}

static const struct variant wrong_sizes[] = {
	{"maxmsg_zero", 0, SIZES(0, MESSAGE_SIZE)}, {"maxmsg_negative", 0, SIZES(-1, MESSAGE_SIZE)},
	{"msgsize_zero", 0, SIZES(CAPACITY, 0)},    {"msgsize_negative", 0, SIZES(CAPACITY, -1)},
	{"smallest", 0, SIZES(LONG_MIN, LONG_MIN)},
};

/* The name is not spoiled: the same call with sizes that are right makes a queue. */
CASE_VARIANTS(wrong_sizes, mq_open_attr_nonpositive_einval, mq_open_einval_attr)
{
	struct mq_attr attributes = *(const struct mq_attr *)variant()->data;
	const char *name = unique_name();
	int unused = lowest_free();

	EXPECT_ERROR(EINVAL, mq_open(name, O_CREAT | O_RDWR, 0600, &attributes));
	EXPECT_ERROR(EINVAL, mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, &attributes));
	EXPECT_EQ(unused, lowest_free());
	expect_no_queue(name);
	create_queue(name, O_CREAT | O_RDWR, 0600, SMALL);
	remove_queue(name);
}

/* To what is there; that a new queue is denied takes a mounted directory: linux_test.c. */
CASE(mq_open_eacces)
{
	static const int flags[] = {O_RDONLY, O_WRONLY, O_RDWR, O_RDWR | O_CREAT};
	const char *name = unique_name();
	mqd_t queue = create_queue(name, O_CREAT | O_RDWR, 0, SMALL);
	struct actor *opener = ACTOR("unprivileged opener")
	{
		int unused = lowest_free();
		size_t i;

		become_unprivileged();
		for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
			EXPECT_ERROR(EACCES, mq_open(name, flags[i], 0600, SMALL));
		EXPECT_EQ(unused, lowest_free());
	}

	expect_finished(opener);
	expect_messages(queue, 0);
	remove_queue(name);
}

CASE(mq_open_emfile)
{
	const char *name = unique_name();
	const char *absent = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	struct actor *opener = ACTOR("opener")
	{
		leave_descriptors(1);
		open_queue(name, O_RDWR);
		EXPECT_ERROR(EMFILE, mq_open(name, O_RDWR));
		EXPECT_ERROR(EMFILE, mq_open(absent, O_CREAT | O_RDWR, 0600, SMALL));
	}

	expect_finished(opener);
	expect_no_queue(absent);
	expect_messages(queue, 0);
	remove_queue(name);
}

/* Whatever makes it fail. */
CASE(mq_open_failed_creates_nothing)
{
	const char *name = unique_name();
	struct actor *creator;

	EXPECT_ERROR(EINVAL, mq_open(name, O_CREAT | O_RDWR, 0600, SIZES(0, 1)));
	expect_no_queue(name);
	EXPECT_ERROR(EINVAL, mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, SIZES(1, 0)));
	expect_no_queue(name);
	creator = ACTOR("creator without descriptors")
	{
		leave_descriptors(0);
		EXPECT_ERROR(EMFILE, mq_open(name, O_CREAT | O_RDWR, 0600, SMALL));
	}
	expect_finished(creator);
	expect_no_queue(name);
}

/* What becomes of an attempt to make a queue of such a name, which is not kept. */
static const char *outcome_of(const char *name)
{
	mqd_t queue = mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, SMALL);

	if (queue == (mqd_t)-1)
		return error_name(errno);
	close_queue(queue);
	remove_queue(name);
	return "a queue";
}

CASE(mq_open_no_slash_impl_defined)
{
	observe("a name without slash", "%s", outcome_of(unique_name() + 1));
}

CASE(mq_open_inner_slash_impl_defined)
{
	char name[PATH_MAX];

	snprintf(name, sizeof(name), "%s/inner", unique_name());
	observe("a name with an inner slash", "%s", outcome_of(name));
	snprintf(name, sizeof(name), "/%s", unique_name());
	observe("a name with two slashes before it", "%s", outcome_of(name));
	snprintf(name, sizeof(name), "%s/", unique_name());
	observe("a name with a slash behind it", "%s", outcome_of(name));
}

/* A system that takes even such a name has none that it does not support. */
CASE(mq_open_einval_name)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	mqd_t other = mq_open(name + 1, O_CREAT | O_RDWR, 0600, SMALL);

	if (other == (mqd_t)-1) {
		EXPECT_ERROR(EINVAL, mq_open(name + 1, O_CREAT | O_RDWR, 0600, SMALL));
		EXPECT_ERROR(EINVAL, mq_open(name + 1, O_RDWR));
		expect_messages(queue, 0);
		remove_queue(name);
		return;
	}
	own_queue(other);
	remove_queue(name);
	send_message(other, "text", 0);
	mq_unlink(name + 1);
	skip_unsupported("names without slash are supported");
}

CASE(mq_open_name_in_filesystem_unspecified)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);

	observe("the name of a queue as a path", "%s",
		access(name, F_OK) == 0 ? "a file" : error_name(errno));
	close_queue(queue);
	remove_queue(name);
}

/* Of a name that is not there: one that a system cuts down might not be found again. */
static void observe_absent(const char *situation, const char *name)
{
	mqd_t queue = own_queue(mq_open(name, O_RDWR));

	observe(situation, "%s", queue == (mqd_t)-1 ? error_name(errno) : "a queue");
}

CASE(mq_open_enametoolong)
{
	const char *unique = unique_name();
	char name[PATH_MAX + 2];

	memset(name, 'x', sizeof(name));
	memcpy(name, unique, strlen(unique));
	name[PATH_MAX + 1] = '\0';
	observe_absent("a name of more than PATH_MAX bytes", name);
	name[NAME_MAX + 2] = '\0';
	observe_absent("a component of more than NAME_MAX bytes", name);
}
