#include "rights.h"

#include <fcntl.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

ssize_t send_descriptors(int fd, const int *descriptors, size_t count)
{
	size_t size = count * sizeof(descriptors[0]);
	struct iovec part = {(void *)"d", 1};
	union control control = {.header = {.cmsg_len = CMSG_LEN(size),
					    .cmsg_level = SOL_SOCKET,
					    .cmsg_type = SCM_RIGHTS}};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = CMSG_SPACE(size)};

	SETUP_THAT(count <= MAX_PASSED, "more than %d descriptors at once", MAX_PASSED);
	memcpy(CMSG_DATA(&control.header), descriptors, size);
	return sendmsg(fd, &message, 0);
}

void rights_pass(int fd, const int *descriptors, size_t count)
{
	errno = 0;
	check_equal(THERE, "sendmsg()", 1, send_descriptors(fd, descriptors, count));
}

void rights_pass_one(int fd, int descriptor)
{
	rights_pass(fd, &descriptor, 1);
}

/* Adds the descriptors of a control message to the others. */
static void take_descriptors(struct reception *reception, const struct cmsghdr *header)
{
	const unsigned char *data = CMSG_DATA(header);
	const unsigned char *end = (const unsigned char *)header + header->cmsg_len;
	int descriptor;

	for (; data + sizeof(descriptor) <= end; data += sizeof(descriptor)) {
		if (reception->count == MAX_PASSED)
			check_failed(THERE, "recvmsg(): more than %d descriptors", MAX_PASSED);
		memcpy(&descriptor, data, sizeof(descriptor));
		reception->descriptors[reception->count++] = own(descriptor);
	}
}

struct reception rights_receive(int fd, size_t size, int flags)
{
	union control control;
	char byte = '?';
	struct iovec part = {&byte, 1};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = size > 0 ? &control : NULL,
				 .msg_controllen = size};
	struct reception reception = {0};
	struct cmsghdr *header;

	SETUP_THAT(size <= sizeof(control), "room for more than %d descriptors", MAX_PASSED);
	memset(&control, 0, sizeof(control));
	errno = 0;
	check_equal(THERE, "recvmsg()", 1, recvmsg(fd, &message, flags));
	for (header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header))
		if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
			take_descriptors(&reception, header);
	check_equal(THERE, "the byte that recvmsg() stored", 'd', byte);
	reception.flags = message.msg_flags;
	return reception;
}

struct reception rights_expect(int fd, size_t count)
{
	struct reception reception = rights_receive(fd, ROOM_FOR(MAX_PASSED), 0);

	check_equal(THERE, "the count of descriptors received", (intmax_t)count,
		    (intmax_t)reception.count);
	check_equal(THERE, "MSG_CTRUNC of msg_flags", 0, reception.flags & MSG_CTRUNC);
	return reception;
}

int rights_expect_one(int fd)
{
	return rights_expect(fd, 1).descriptors[0];
}

void let_collect(void)
{
	struct socket_ends others = unix_socket_pair(SOCK_STREAM);

	descriptor_close(others.one);
	descriptor_close(others.other);
}

static bool is_at_end(void *read_end)
{
	char byte;

	let_collect();
	return read(*(int *)read_end, &byte, 1) == 0;
}

void rights_expect_released(int read_end)
{
	descriptor_set_nonblocking(read_end, true);
	if (!wait_until(is_at_end, &read_end, STEP_LIMIT))
		check_failed(THERE, "the write end of the pipe is still open somewhere");
}

int open_file_with(const char *contents)
{
	int fd = own((int)SETUP(open(scratch_path(), O_RDWR | O_CREAT, 0600)));

	descriptor_write(fd, contents, strlen(contents));
	SETUP(lseek(fd, 0, SEEK_SET));
	return fd;
}

void limit_descriptors(rlim_t limit)
{
	struct rlimit limits;

	SETUP(getrlimit(RLIMIT_NOFILE, &limits));
	limits.rlim_cur = limit < limits.rlim_max ? limit : limits.rlim_max;
	SETUP(setrlimit(RLIMIT_NOFILE, &limits));
}
