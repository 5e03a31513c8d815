/* The control data that carries descriptors: its headers, sizes, flags, and what does not fit. */
#include "rights.h"

#include <fcntl.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>
#include <sys/uio.h>

/* The MSG_CTRUNC of a message of three descriptors, received with room for size bytes. */
static int truncation_of(struct socket_ends ends, int file, size_t size)
{
	const int files[] = {file, file, file};

	pass_descriptors(ends.one, files, 3);
	return receive_descriptors(ends.other, size, 0).flags & MSG_CTRUNC;
}

CASE_VARIANTS(all_ways, unix_rights_msg_ctrunc_flag)
{
	struct socket_ends ends = connected_two();
	int file = open_file_with("");

	EXPECT_EQ(MSG_CTRUNC, truncation_of(ends, file, ROOM_FOR(2)));
	EXPECT_EQ(MSG_CTRUNC, truncation_of(ends, file, ROOM_FOR(1)));
	EXPECT_EQ(MSG_CTRUNC, truncation_of(ends, file, 1));
	EXPECT_EQ(MSG_CTRUNC, truncation_of(ends, file, 0));
	EXPECT_EQ(0, truncation_of(ends, file, ROOM_FOR(3)));
	EXPECT_EQ(0, truncation_of(ends, file, ROOM_FOR(4)));
	send_bytes(ends.one, "d", 1);
	EXPECT_EQ(0, receive_descriptors(ends.other, 0, 0).flags & MSG_CTRUNC);
}

enum { MESSAGES = 3 };

/* Of each message of control data, the data: so many bytes of its own number. */
static const size_t data_sizes[MESSAGES] = {1, sizeof(int), 3 * sizeof(long) + 1};

/* Fills the whole of the control data with such messages; the last ends with it. */
static void make_messages(struct msghdr *message, union control *control)
{
	unsigned char *next = control->bytes;
	int i;

	memset(control, 0, sizeof(*control));
	for (i = 0; i < MESSAGES; i++) {
		struct cmsghdr *header = (struct cmsghdr *)next;

		header->cmsg_len = CMSG_LEN(data_sizes[i]);
		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = i;
		memset(CMSG_DATA(header), i, data_sizes[i]);
		next += CMSG_SPACE(data_sizes[i]);
	}
	message->msg_control = control;
	message->msg_controllen = (size_t)(next - control->bytes);
}

/* First over control data that the case made; then over what recvmsg() put in its place. */
CASE_VARIANTS(all_ways, unix_rights_cmsg_macros)
{
	struct socket_ends ends = connected_two();
	int file = open_file_with("");
	union control control;
	char byte;
	struct iovec part = {&byte, 1};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
	struct cmsghdr *header;
	int passed;
	int i;

	make_messages(&message, &control);
	header = CMSG_FIRSTHDR(&message);
	for (i = 0; i < MESSAGES; i++) {
		unsigned char last = data_sizes[i] - 1;

		EXPECT(header != NULL);
		EXPECT_EQ(i, header->cmsg_type);
		EXPECT_EQ(i, CMSG_DATA(header)[0]);
		EXPECT_EQ(i, CMSG_DATA(header)[last]);
		header = CMSG_NXTHDR(&message, header);
	}
	EXPECT(header == NULL);

	pass_descriptor(ends.one, file);
	EXPECT_EQ(1, recvmsg(ends.other, &message, 0));
	header = CMSG_FIRSTHDR(&message);
	EXPECT(header != NULL);
	EXPECT_EQ(SOL_SOCKET, header->cmsg_level);
	EXPECT_EQ(SCM_RIGHTS, header->cmsg_type);
	memcpy(&passed, CMSG_DATA(header), sizeof(passed));
	EXPECT(is_open(own(passed)));
	EXPECT(CMSG_NXTHDR(&message, header) == NULL);
}

CASE_VARIANTS(all_ways, unix_rights_cmsg_firsthdr_null_without_control)
{
	struct socket_ends ends = connected_two();
	union control control;
	char byte;
	struct iovec part = {&byte, 1};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};

	make_messages(&message, &control);
	EXPECT(CMSG_FIRSTHDR(&message) != NULL);
	send_bytes(ends.one, "x", 1);
	EXPECT_EQ(1, recvmsg(ends.other, &message, 0));
	EXPECT_EQ(0, message.msg_controllen);
	EXPECT(CMSG_FIRSTHDR(&message) == NULL);
	make_messages(&message, &control);
	message.msg_controllen = 0;
	EXPECT(CMSG_FIRSTHDR(&message) == NULL);
}

CASE_VARIANTS(all_ways, unix_rights_cmsg_len_space)
{
#if defined(CMSG_LEN) && defined(CMSG_SPACE)
	struct socket_ends ends = connected_two();
	int file = open_file_with("");
	const int files[] = {file, file, file};
	union control control;
	char byte;
	struct iovec part = {&byte, 1};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = CMSG_SPACE(sizeof(files))};
	int received[3];
	size_t size;
	int i;

	for (size = 0; size < 100; size++) {
		EXPECT_EQ(CMSG_DATA(&control.header) - control.bytes + (ptrdiff_t)size,
			  CMSG_LEN(size));
		EXPECT(CMSG_SPACE(size) >= CMSG_LEN(size));
		EXPECT_EQ(0, CMSG_SPACE(size) % alignof(struct cmsghdr));
	}
	pass_descriptors(ends.one, files, 3);
	EXPECT_EQ(1, recvmsg(ends.other, &message, 0));
	EXPECT_EQ(0, message.msg_flags & MSG_CTRUNC);
	EXPECT_EQ(CMSG_LEN(sizeof(files)), control.header.cmsg_len);
	memcpy(received, CMSG_DATA(&control.header), sizeof(received));
	for (i = 0; i < 3; i++)
		EXPECT(is_open(own(received[i])));
#else
	skip_unsupported("no CMSG_LEN and CMSG_SPACE");
#endif
}

CASE_VARIANTS(all_ways, unix_rights_cmsg_cloexec)
{
#ifdef MSG_CMSG_CLOEXEC
	struct socket_ends ends = connected_two();
	int file = open_file_with("");
	const int files[] = {file, file};
	struct reception passed;

	pass_descriptors(ends.one, files, 2);
	passed = receive_descriptors(ends.other, ROOM_FOR(2), MSG_CMSG_CLOEXEC);
	EXPECT_EQ(2, passed.count);
	EXPECT_EQ(FD_CLOEXEC, fcntl(passed.descriptors[0], F_GETFD));
	EXPECT_EQ(FD_CLOEXEC, fcntl(passed.descriptors[1], F_GETFD));
	EXPECT_EQ(0, fcntl(file, F_GETFD));
#else
	skip_unsupported("no MSG_CMSG_CLOEXEC");
#endif
}

CASE(unix_rights_cmsg_clofork)
{
#ifdef MSG_CMSG_CLOFORK
	struct socket_ends ends = open_socketpair(SOCK_STREAM);
	int file = open_file_with("");
	struct reception passed;
	struct actor *child;

	pass_descriptor(ends.one, file);
	passed = receive_descriptors(ends.other, ROOM_FOR(1), MSG_CMSG_CLOFORK);
	EXPECT_EQ(1, passed.count);
	EXPECT_EQ(FD_CLOFORK, fcntl(passed.descriptors[0], F_GETFD));
	child = ACTOR("child") EXPECT(!is_open(passed.descriptors[0]));
	expect_finished(child);
#else
	skip_unsupported("no MSG_CMSG_CLOFORK");
#endif
}
