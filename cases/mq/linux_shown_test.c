/*
 * Where Linux shows queues: as files of a file system, to those in the IPC
 * namespace that they were made in.
 */
#include "notice.h"

#include <stdio.h>
#include <sys/mount.h>
#include <unistd.h>

/* A directory with the queues of an IPC namespace of the case's own. */
static const char *mount_queues(void)
{
	const char *directory = scratch_directory(0700);

	enter_private(PRIVATE_MOUNTS | PRIVATE_IPC);
	if (mount("ipcts", directory, "mqueue", 0, NULL) == -1)
		skip_unpermitted("cannot mount the queues: %s", error_name(errno));
	return directory;
}

/* The line that a queue's file consists of, as far as the fields that are documented go. */
#define expect_line(fd, size, notify, signal, pid) AT(check_line(fd, size, notify, signal, pid))

static void check_line(int fd, long size, long notify, long signal, long pid)
{
	char line[200];
	ssize_t length = pread(fd, line, sizeof(line) - 1, 0);
	long qsize;
	long seen_notify;
	long seen_signal;
	long seen_pid;
	int fields;

	check_success(THERE, "pread()", length);
	line[length] = '\0';
	fields = sscanf(line, "QSIZE:%ld NOTIFY:%ld SIGNO:%ld NOTIFY_PID:%ld", &qsize, &seen_notify,
			&seen_signal, &seen_pid);
	if (fields != 4)
		check_failed(THERE, "the line of a queue: expected four fields, observed \"%s\"",
			     line);
	check_equal(THERE, "QSIZE", size, qsize);
	check_equal(THERE, "NOTIFY", notify, seen_notify);
	check_equal(THERE, "SIGNO", signal, seen_signal);
	check_equal(THERE, "NOTIFY_PID", pid, seen_pid);
}

static int open_file_of(const char *directory, const char *name)
{
	char path[300];

	snprintf(path, sizeof(path), "%s%s", directory, name);
	return own((int)EXPECT_OK(open(path, O_RDONLY | O_CLOEXEC)));
}

/* A descriptor of the queue reads the same; NOTIFY is the value of sigev_notify. */
CASE(mq_linux_mount_status_line)
{
	const char *directory = mount_queues();
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	int file = open_file_of(directory, name);
	struct sigevent nothing = {.sigev_notify = SIGEV_NONE};

	expect_line(file, 0, 0, 0, 0);
	send_message(queue, "four", 0);
	send_message(queue, "five.", 7);
	expect_line(file, 9, 0, 0, 0);
	expect_line(queue, 9, 0, 0, 0);
	request_notice(queue, 1);
	expect_line(file, 9, SIGEV_SIGNAL, NOTICE, getpid());
	cancel_request(queue);
	expect_message(queue, "five.", 7);
	SETUP(mq_notify(queue, &nothing));
	expect_line(file, 4, SIGEV_NONE, 0, getpid());
	expect_line(queue, 4, SIGEV_NONE, 0, getpid());
	expect_message(queue, "four", 0);
	remove_queue(name);
	expect_line(file, 0, SIGEV_NONE, 0, getpid());
}

/* A name leads to another queue in another namespace; a descriptor to the one it always did. */
CASE(mq_linux_ipc_namespace)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	struct actor *stranger;

	send_message(queue, "outside", 0);
	stranger = ACTOR("process of another namespace")
	{
		mqd_t other;

		enter_private(PRIVATE_IPC);
		expect_no_queue(name);
		EXPECT_ERROR(ENOENT, mq_unlink(name));
		other = create_queue(name, O_CREAT | O_EXCL | O_RDWR, 0600, SMALL);
		expect_messages(other, 0);
		send_message(other, "inside", 0);
		expect_message(queue, "outside", 0);
		send_message(queue, "from inside", 0);
	}
	expect_finished(stranger);
	expect_messages(queue, 1);
	expect_message(open_queue(name, O_RDONLY), "from inside", 0);
	remove_queue(name);
}

/* The directory's permissions say who may remove a name, were it his own queue's. */
CASE(mq_unlink_permission, mq_unlink_eacces)
{
	const char *directory = mount_queues();
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	struct actor *owner;

	SETUP(chmod(directory, 0555));
	owner = ACTOR("owner without capabilities")
	{
		drop_capabilities();
		EXPECT_ERROR(EACCES, mq_unlink(name));
		send_message(open_queue(name, O_RDWR), "text", 0);
	}
	expect_finished(owner);
	expect_message(queue, "text", 0);
	SETUP(chmod(directory, 0755));
	owner = ACTOR("owner of the directory")
	{
		drop_capabilities();
		EXPECT_EQ(0, mq_unlink(name));
		expect_no_queue(name);
	}
	expect_finished(owner);
}
