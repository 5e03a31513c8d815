/* The errors that Linux adds to sendmsg(), of control data. */
#include "rights.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/uio.h>

/*
 * All of a user's processes count: other cases' descriptors in flight may
 * bring the error about earlier, but not later.
 */
CASE_VARIANTS(socket_types, sendmsg_etoomanyrefs)
{
	enum { LIMIT = 9 };
	struct socket_ends ends = open_socketpair((int)variant()->value);
	int file = open_file_with("");
	struct actor *sender = ACTOR("unprivileged sender")
	{
		int count = 0;
		ssize_t result;

		become_unprivileged();
		limit_descriptors(LIMIT);
		do
			result = send_descriptors(ends.one, &file, 1);
		while (result == 1 && ++count < LIMIT + 2);
		EXPECT_THAT(result == -1 && errno == ETOOMANYREFS,
			    "expected ETOOMANYREFS with %d in flight at most, observed %s after %d",
			    LIMIT + 1, result == -1 ? error_name(errno) : "success", count);
		EXPECT_EQ(count, drain(ends.other));
		limit_descriptors(RLIM_INFINITY);
		pass_descriptor(ends.one, file);
		expect_descriptor(ends.other);
	}

	expect_finished(sender);
}

/* Sends a control message of that header and one descriptor, whatever they are. */
static ssize_t send_control(int fd, const struct cmsghdr *header, int descriptor)
{
	struct iovec part = {(void *)"d", 1};
	union control control;
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = CMSG_SPACE(sizeof(descriptor))};

	memset(&control, 0, sizeof(control));
	control.header = *header;
	memcpy(CMSG_DATA(&control.header), &descriptor, sizeof(descriptor));
	return sendmsg(fd, &message, 0);
}

#define HEADER(length, type) \
	(&(const struct cmsghdr){.cmsg_len = length, .cmsg_level = SOL_SOCKET, .cmsg_type = type})

static const struct variant bad_headers[] = {
	{"too_short", SOCK_STREAM, HEADER(sizeof(struct cmsghdr) - 1, SCM_RIGHTS)},
	{"too_long", SOCK_DGRAM, HEADER(CMSG_SPACE(sizeof(int)) + 1, SCM_RIGHTS)},
	{"unknown_type", SOCK_SEQPACKET, HEADER(CMSG_LEN(sizeof(int)), 9999)}};

CASE_VARIANTS(bad_headers, sendmsg_einval_control)
{
	struct socket_ends ends = open_socketpair((int)variant()->value);
	int file = open_file_with("");

	EXPECT_EQ(1, send_control(ends.one, HEADER(CMSG_LEN(sizeof(int)), SCM_RIGHTS), file));
	expect_descriptor(ends.other);
	EXPECT_ERROR(EINVAL, send_control(ends.one, variant()->data, file));
	expect_nothing_to_receive(ends.other);
}

/* The descriptor to be passed is none: nothing is sent, none of the others passed. */
CASE_VARIANTS(socket_types, sendmsg_ebadf)
{
	struct socket_ends ends = open_socketpair((int)variant()->value);
	struct pipe_ends p = open_pipe();
	int descriptors[] = {p.write_end, p.write_end};

	pass_descriptors(ends.one, descriptors, 2);
	expect_descriptors(ends.other, 2);
	descriptors[1] = lowest_free();
	EXPECT_ERROR(EBADF, send_descriptors(ends.one, descriptors, 2));
	descriptors[1] = -1;
	EXPECT_ERROR(EBADF, send_descriptors(ends.one, descriptors, 2));
	expect_nothing_to_receive(ends.other);
}
