/*
 * What the Linux manual adds on mq_open(): descriptors, names, the umask; its
 * limits, in an IPC namespace of the case's own.
 */
#include "mq.h"

#include <limits.h>
#include <linux/capability.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

CASE(mq_open_linux_fd_cloexec)
{
	const char *name = unique_name();
	int unused = lowest_free();
	mqd_t queue = new_named_queue(name, 0);

	EXPECT_EQ(unused, queue);
	EXPECT_EQ(FD_CLOEXEC, fcntl(queue, F_GETFD));
	EXPECT_EQ(FD_CLOEXEC, fcntl(open_queue(name, O_RDONLY), F_GETFD));
	remove_queue(name);
}

CASE(mq_open_linux_mode_umask)
{
	const char *name = unique_name();
	struct stat status;
	mqd_t queue;

	umask(026);
	queue = create_queue(name, O_CREAT | O_RDWR, 0767, SMALL);
	EXPECT_OK(fstat(queue, &status));
	EXPECT_EQ(0741, status.st_mode & 07777);
	remove_queue(name);
}

CASE(mq_open_linux_name_form)
{
	enum { SLASH = 1 };
	const char *longest = unique_name_of(SLASH + NAME_MAX);
	const char *odd = unique_name_ending(" .\\*\n\177\200\377");
	mqd_t queue;

	queue = create_queue(longest, O_CREAT | O_RDWR, 0600, SMALL);
	remove_queue(longest);
	expect_messages(queue, 0);
	queue = create_queue(odd, O_CREAT | O_RDWR, 0600, SMALL);
	remove_queue(odd);
	expect_messages(queue, 0);
	EXPECT_ERROR(ENAMETOOLONG, mq_open(unique_name_of(SLASH + NAME_MAX + 1), O_RDWR));
	EXPECT_ERROR(ENOENT, mq_open(longest, O_RDWR));
	EXPECT_ERROR(ENOENT, mq_open("/", O_RDWR));
	EXPECT_ERROR(ENOENT, mq_open("/", O_CREAT | O_RDWR, 0600, SMALL));
}

/* Queues may be as large as this, and no larger. */
static void expect_largest(const char *name, long messages, long size)
{
	mqd_t queue = create_queue(name, O_CREAT | O_RDWR, 0600, SIZES(messages, size));

	remove_queue(name);
	expect_sizes(queue, messages, size);
	close_queue(queue);
	EXPECT_ERROR(EINVAL, mq_open(name, O_CREAT | O_RDWR, 0600, SIZES(messages + 1, size)));
	EXPECT_ERROR(EINVAL, mq_open(name, O_CREAT | O_RDWR, 0600, SIZES(messages, size + 1)));
	expect_no_queue(name);
}

/* The privilege counts only if it is not that of a user namespace, which does not show. */
static void observe_beyond(const char *name, long messages, long size)
{
	mqd_t queue = own_queue(mq_open(name, O_CREAT | O_RDWR, 0600, SIZES(messages, size)));

	observe("sizes above the limits, with CAP_SYS_RESOURCE", "%s",
		queue == (mqd_t)-1 ? error_name(errno) : "a queue");
	mq_unlink(name);
}

CASE(mq_open_linux_limits_unprivileged)
{
	static const struct {
		long messages;
		long size;
	} limits[] = {{3, 128}, {40, 200}};
	bool is_privileged = has_capability(CAP_SYS_RESOURCE);
	const char *name = unique_name();
	size_t i;

	enter_private(PRIVATE_IPC);
	for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		struct actor *user;

		set_parameter("fs/mqueue/msg_max", "%ld", (long)limits[i].messages);
		set_parameter("fs/mqueue/msgsize_max", "%ld", (long)limits[i].size);
		user = ACTOR("user without capabilities")
		{
			drop_capabilities();
			expect_largest(name, limits[i].messages, limits[i].size);
		}
		expect_finished(user);
		if (is_privileged)
			observe_beyond(name, limits[i].messages + 1, limits[i].size + 1);
	}
}

/* The limits of the system as it is. */
CASE(mq_open_einval_limits)
{
	const char *name = unique_name();
	long messages = (long)read_parameter("fs/mqueue/msg_max", 0) + 1;
	long size = (long)read_parameter("fs/mqueue/msgsize_max", 0) + 1;
	struct actor *user = ACTOR("user without capabilities")
	{
		drop_capabilities();
		EXPECT_ERROR(EINVAL, mq_open(name, O_CREAT | O_RDWR, 0600, SIZES(messages, 1)));
		EXPECT_ERROR(EINVAL, mq_open(name, O_CREAT | O_RDWR, 0600, SIZES(1, size)));
		expect_no_queue(name);
		create_queue(name, O_CREAT | O_RDWR, 0600, SMALL);
	}

	expect_finished(user);
	remove_queue(name);
}

CASE(mq_open_linux_queues_max, mq_open_enospc)
{
	const char *first = unique_name();
	const char *second = unique_name();
	const char *third = unique_name();
	struct actor *user;

	enter_private(PRIVATE_IPC);
	set_parameter("fs/mqueue/queues_max", "%ld", (long)2);
	user = ACTOR("user without capabilities")
	{
		mqd_t queue;

		drop_capabilities();
		queue = new_named_queue(first, 0);
		new_named_queue(second, 0);
		EXPECT_ERROR(ENOSPC, mq_open(third, O_CREAT | O_RDWR, 0600, SMALL));
		expect_no_queue(third);
		create_queue(second, O_CREAT | O_RDWR, 0600, SMALL);
		remove_queue(first);
		close_queue(queue);
		create_queue(third, O_CREAT | O_RDWR, 0600, SMALL);
	}
	expect_finished(user);
	remove_queue(second);
	remove_queue(third);
}

/* What the user's queues of other processes take leads to the same. */
CASE(mq_open_linux_rlimit_msgqueue)
{
	enum { MESSAGES = 2, SIZE = 100, ALL = MESSAGES * SIZE };
	const char *name = unique_name();
	const char *other = unique_name();
	struct rlimit limit;
	rlim_t usual;

	create_queue(name, O_CREAT | O_RDWR, 0600, SIZES(MESSAGES, SIZE));
	SETUP(getrlimit(RLIMIT_MSGQUEUE, &limit));
	usual = limit.rlim_cur;
	limit.rlim_cur = ALL + ALL / 2;
	set_limit(RLIMIT_MSGQUEUE, limit);
	EXPECT_ERROR(EMFILE, mq_open(other, O_CREAT | O_RDWR, 0600, SIZES(MESSAGES, SIZE)));
	EXPECT_ERROR(EMFILE, mq_open(other, O_CREAT | O_RDWR, 0600, NULL));
	expect_no_queue(other);
	open_queue(name, O_RDWR);
	limit.rlim_cur = usual;
	set_limit(RLIMIT_MSGQUEUE, limit);
	create_queue(other, O_CREAT | O_RDWR, 0600, SIZES(MESSAGES, SIZE));
	remove_queue(name);
	remove_queue(other);
}

#define expect_default(messages, size) AT(check_default(messages, size))

static void check_default(long messages, long size)
{
	mqd_t queue = mq_case_new_default();

	mq_case_expect_sizes(queue, messages, size);
	mq_case_close(queue);
}

CASE(mq_open_linux_defaults_10_8192)
{
	enter_private(PRIVATE_IPC);
	expect_default(10, 8192);
	set_parameter("fs/mqueue/msg_default", "%ld", (long)4);
	set_parameter("fs/mqueue/msgsize_default", "%ld", (long)200);
	expect_default(4, 200);
	set_parameter("fs/mqueue/msg_max", "%ld", (long)3);
	expect_default(3, 200);
	set_parameter("fs/mqueue/msgsize_max", "%ld", (long)128);
	expect_default(3, 128);
}

/* All queues are in one directory, which a mount shows: its mode says who may make one. */
CASE(mq_open_eacces)
{
	const char *directory = scratch_directory(0700);
	const char *name = unique_name();
	struct actor *creator;

	enter_private(PRIVATE_MOUNTS | PRIVATE_IPC);
	if (mount("ipcts", directory, "mqueue", 0, NULL) == -1)
		skip_unpermitted("cannot mount the queues: %s", error_name(errno));
	SETUP(chmod(directory, 0555));
	creator = ACTOR("creator without capabilities")
	{
		drop_capabilities();
		EXPECT_ERROR(EACCES, mq_open(name, O_CREAT | O_RDWR, 0600, SMALL));
		expect_no_queue(name);
	}
	expect_finished(creator);
	SETUP(chmod(directory, 0755));
	creator = ACTOR("owner of the directory")
	{
		drop_capabilities();
		create_queue(name, O_CREAT | O_RDWR, 0600, SMALL);
	}
	expect_finished(creator);
	remove_queue(name);
}
