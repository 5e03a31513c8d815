/* What Linux adds to passing descriptors: what becomes of those that cannot be received, and
 * limits. */
#include "rights.h"

#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

enum { COUNT = 3 };

/* Passes the write ends of so many pipes, which from then on are open in flight only. */
static void pass_write_ends(int fd, struct pipe_ends *pipes)
{
	int write_ends[COUNT];
	int i;

	for (i = 0; i < COUNT; i++) {
		pipes[i] = open_pipe();
		write_ends[i] = pipes[i].write_end;
	}
	pass_descriptors(fd, write_ends, COUNT);
	for (i = 0; i < COUNT; i++)
		close_end(pipes[i].write_end);
}

/* Of three, the first is received: there is room in the buffer, or a free number, for no more. */
static const struct variant shortages[] = {
	{"stream_room", SOCK_STREAM, NULL},	  {"dgram_room", SOCK_DGRAM, NULL},
	{"seqpacket_room", SOCK_SEQPACKET, NULL}, {"stream_numbers", SOCK_STREAM, ""},
	{"dgram_numbers", SOCK_DGRAM, ""},	  {"seqpacket_numbers", SOCK_SEQPACKET, ""}};

CASE_VARIANTS(shortages, unix_rights_linux_excess_closed)
{
	bool lacks_numbers = variant()->data != NULL;
	struct socket_ends ends = open_socketpair((int)variant()->value);
	struct pipe_ends pipes[COUNT];
	struct gate *is_received = new_gate();
	struct gate *may_end = new_gate();
	struct actor *receiver;
	int i;

	pass_write_ends(ends.one, pipes);
	receiver = ACTOR("receiver")
	{
		struct reception passed;

		if (lacks_numbers)
			leave_descriptors(1);
		passed = receive_descriptors(ends.other, ROOM_FOR(lacks_numbers ? COUNT : 1), 0);
		EXPECT_EQ(1, passed.count);
		EXPECT_EQ(MSG_CTRUNC, passed.flags & MSG_CTRUNC);
		write_bytes(passed.descriptors[0], "x", 1);
		open_gate(is_received);
		pass_gate(may_end);
	}
	pass_gate(is_received);
	expect_bytes(pipes[0].read_end, "x", 1);
	for (i = 1; i < COUNT; i++)
		expect_released(pipes[i].read_end);
	open_gate(may_end);
	expect_finished(receiver);
}

/* Receives one byte without room for control data. */
typedef ssize_t plain_receiving(int fd, char *byte);

static ssize_t by_recv(int fd, char *byte)
{
	return recv(fd, byte, 1, 0);
}

static ssize_t by_read(int fd, char *byte)
{
	return read(fd, byte, 1);
}

static ssize_t by_recvmsg(int fd, char *byte)
{
	struct iovec part = {byte, 1};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
	ssize_t count = recvmsg(fd, &message, 0);

	EXPECT_EQ(MSG_CTRUNC, message.msg_flags & MSG_CTRUNC);
	return count;
}

CASE_VARIANTS(all_ways, unix_rights_discarded_without_control_buffer)
{
	static plain_receiving *const functions[] = {by_recvmsg, by_recv, by_read};
	struct socket_ends ends = connected_two();
	struct pipe_ends pipes[COUNT];
	size_t f;
	int unused;
	int i;

	for (f = 0; f < sizeof(functions) / sizeof(functions[0]); f++) {
		char byte = '?';

		pass_write_ends(ends.one, pipes);
		unused = lowest_free();
		EXPECT_EQ(1, functions[f](ends.other, &byte));
		EXPECT_EQ('d', byte);
		EXPECT_EQ(unused, lowest_free());
		for (i = 0; i < COUNT; i++)
			expect_released(pipes[i].read_end);
	}
}

CASE_VARIANTS(all_ways, unix_rights_default_cloexec_clear)
{
	struct socket_ends ends = connected_two();
	int file = open_file_with("");

	SETUP(fcntl(file, F_SETFD, FD_CLOEXEC));
	pass_descriptor(ends.one, file);
	EXPECT_EQ(0, fcntl(expect_descriptor(ends.other), F_GETFD));
	EXPECT_EQ(FD_CLOEXEC, fcntl(file, F_GETFD));
}

/* Sends the bytes, or none, with the descriptor. */
static ssize_t send_with(int fd, const char *bytes, size_t size, int descriptor)
{
	struct iovec part = {(void *)bytes, size};
	union control control = {.header = {.cmsg_len = CMSG_LEN(sizeof(descriptor)),
					    .cmsg_level = SOL_SOCKET,
					    .cmsg_type = SCM_RIGHTS}};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = CMSG_SPACE(sizeof(descriptor))};

	*(int *)(void *)CMSG_DATA(&control.header) = descriptor;
	return sendmsg(fd, &message, 0);
}

CASE_VARIANTS(stream_ways, unix_rights_linux_one_data_byte_needed)
{
	struct socket_ends ends = connected_two();
	struct pipe_ends p = open_pipe();

	EXPECT_EQ(0, send_with(ends.one, "", 0, p.write_end));
	expect_nothing_to_receive(ends.other);
	EXPECT_EQ(1, send_with(ends.one, "d", 1, p.write_end));
	close_end(p.write_end);
	close_end(expect_descriptor(ends.other));
	expect_released(p.read_end);
}

/* One receive takes what was sent before, and the bytes of the descriptors; never more. */
CASE_VARIANTS(stream_ways, unix_rights_linux_barrier)
{
	struct socket_ends ends = connected_two();
	int file = open_file_with("");
	char bytes[] = "..........";
	union control control;
	struct iovec part = {bytes, sizeof(bytes)};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = ROOM_FOR(1)};

	send_bytes(ends.one, "ab", 2);
	EXPECT_EQ(2, send_with(ends.one, "cd", 2, file));
	send_bytes(ends.one, "ef", 2);
	EXPECT_EQ(4, recvmsg(ends.other, &message, 0));
	EXPECT_STRING("abcd......", bytes);
	EXPECT_EQ(ROOM_FOR(1), control.header.cmsg_len);
	own(*(int *)(void *)CMSG_DATA(&control.header));
	expect_received(ends.other, "ef", 2);
}

CASE_VARIANTS(all_ways, unix_rights_linux_scm_max_fd)
{
	enum { MOST = 253 };
	struct socket_ends ends = connected_two();
	int file = open_file_with("abcd");
	struct reception passed;
	int files[MOST + 1];
	size_t i;

	/* What other cases of the user have in flight counts, too. */
	limit_descriptors(RLIM_INFINITY);
	for (i = 0; i <= MOST; i++)
		files[i] = file;
	EXPECT_EQ(1, send_descriptors(ends.one, files, MOST));
	passed = expect_descriptors(ends.other, MOST);
	EXPECT_ERROR(EINVAL, send_descriptors(ends.one, files, MOST + 1));
	expect_nothing_to_receive(ends.other);
	expect_bytes(passed.descriptors[MOST - 1], "abcd", 4);
	expect_end_of_file(passed.descriptors[0]);
}
