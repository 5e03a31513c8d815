/* What recvfrom() tells of the sender, and what recvmsg() does with its header. */
#include "receiving.h"

#include <stddef.h>
#include <string.h>

enum { MAX_PARTS = 4 };

/*
 * The stored address is that of the path. Its length covers the path; whether
 * it does the null byte behind it, too, is left open.
 */
static void expect_address(const struct sockaddr_un *address, socklen_t length, const char *path)
{
	size_t size = strlen(path);
	size_t shortest = offsetof(struct sockaddr_un, sun_path) + size;

	EXPECT_EQ(AF_UNIX, address->sun_family);
	EXPECT_THAT(length >= shortest && length <= sizeof(*address),
		    "the sender's address: expected a length from %zu to %zu, observed %u",
		    shortest, sizeof(*address), (unsigned)length);
	EXPECT_BYTES(path, address->sun_path, size);
	EXPECT_EQ(size,
		  strnlen(address->sun_path, length - offsetof(struct sockaddr_un, sun_path)));
}

/* Two senders in turn: each message says whose it is. */
CASE(unix_recvfrom_stores_sender)
{
	const char *paths[] = {scratch_path(), scratch_path()};
	const char *path = scratch_path();
	int receiver = bound_socket(SOCK_DGRAM, path);
	struct unix_address destination = address_of_path(path);
	int i;

	for (i = 0; i < 2; i++)
		EXPECT_EQ(1, sendto(bound_socket(SOCK_DGRAM, paths[i]), "x", 1, 0,
				    AS_ADDRESS(&destination)));
	for (i = 0; i < 2; i++) {
		struct sockaddr_un sender;
		socklen_t length = sizeof(sender);
		char byte = '?';

		memset(&sender, '?', sizeof(sender));
		EXPECT_EQ(1, recvfrom(receiver, &byte, 1, 0, (struct sockaddr *)&sender, &length));
		EXPECT_EQ('x', byte);
		expect_address(&sender, length, paths[i]);
	}
}

CASE_VARIANTS(all_ways, unix_recvfrom_null_address_ok)
{
	struct socket_ends ends = connected_two();
	char bytes[] = "....";

	send_bytes(ends.other, "abc", 3);
	EXPECT_EQ(3, recvfrom(ends.one, bytes, sizeof(bytes), 0, NULL, NULL));
	EXPECT_STRING("abc.", bytes);
}

CASE_VARIANTS(all_ways, unix_recvmsg_scatters_iov)
{
	struct socket_ends ends = connected_two();
	char first[] = "....";
	char second[] = "....";
	char third[] = "....";
	struct iovec parts[MAX_PARTS] = {{first, 3}, {NULL, 0}, {second, 1}, {third, 4}};
	struct msghdr message = {.msg_iov = parts, .msg_iovlen = MAX_PARTS};

	send_bytes(ends.other, "abcdef", 6);
	EXPECT_EQ(6, recvmsg(ends.one, &message, 0));
	EXPECT_STRING("abc.", first);
	EXPECT_STRING("d...", second);
	EXPECT_STRING("ef..", third);
}

/* recvmsg() into size bytes, without flags; returns its msg_flags, which were the ones given. */
static int flags_of_message(int fd, size_t size, int former)
{
	char bytes[100];
	struct iovec part = {bytes, size};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_flags = former};

	EXPECT_OK(recvmsg(fd, &message, 0));
	return message.msg_flags;
}

CASE_VARIANTS(message_ways, unix_recvmsg_msg_trunc_flag)
{
	struct socket_ends ends = connected_two();
	static const size_t whole[] = {6, 7, 100};
	static const size_t cut[] = {5, 1, 0};
	size_t i;

	for (i = 0; i < sizeof(cut) / sizeof(cut[0]); i++) {
		send_bytes(ends.other, "abcdef", 6);
		EXPECT_EQ(MSG_TRUNC, flags_of_message(ends.one, cut[i], 0) & MSG_TRUNC);
		send_bytes(ends.other, "abcdef", 6);
		EXPECT_EQ(0, flags_of_message(ends.one, whole[i], 0) & MSG_TRUNC);
	}
}

CASE(unix_recvmsg_msg_eor_seqpacket)
{
	struct socket_ends ends = open_socketpair(SOCK_SEQPACKET);

	EXPECT_EQ(3, send(ends.other, "abc", 3, MSG_EOR));
	EXPECT_EQ(MSG_EOR, flags_of_message(ends.one, 3, 0) & MSG_EOR);
}

/* Of a record, MSG_EOR is rightly there. */
CASE_VARIANTS(all_ways, unix_recvmsg_msg_flags_output_only)
{
	static const int former[] = {MSG_PEEK, MSG_TRUNC | MSG_CTRUNC | MSG_OOB, ~0};
	struct socket_ends ends = connected_two();
	size_t i;

	for (i = 0; i < sizeof(former) / sizeof(former[0]); i++) {
		send_bytes(ends.other, "abc", 3);
		EXPECT_EQ(0, flags_of_message(ends.one, 3, former[i]) & ~MSG_EOR);
		expect_nothing_to_receive(ends.one);
	}
}

/* Each record is of one letter, and leaves room in the buffers, or not. */
CASE_VARIANTS(message_ways, unix_recvmsg_partial_record_not_joined)
{
	enum { RECORDS = 3, SIZE = 3, LARGEST = 2 * SIZE };
	struct socket_ends ends = connected_two();
	ssize_t count;
	size_t room;

	for (room = 1; room <= LARGEST; room++) {
		char bytes[LARGEST];
		struct iovec parts[] = {{bytes, 1}, {bytes + 1, room - 1}};
		struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
		int flags = room % 2 ? MSG_WAITALL : 0;
		ssize_t i;

		send_bytes(ends.other, "aaa", SIZE);
		send_bytes(ends.other, "bbb", SIZE);
		send_bytes(ends.other, "ccc", SIZE);
		set_nonblocking(ends.one, true);
		while ((count = recvmsg(ends.one, &message, flags)) > 0)
			for (i = 1; i < count; i++)
				EXPECT_EQ(bytes[0], bytes[i]);
		EXPECT_EQ('c', bytes[0]);
	}
}
