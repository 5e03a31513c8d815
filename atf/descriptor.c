#include "descriptor.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "arena.h"

enum { MAX_OWNED = 65536, BLOCK = 4096 };

/* Per process: an actor inherits what its starter owned, as it does the descriptors. */
static bool is_owned[MAX_OWNED];
static int highest_owned = -1;

int own(int fd)
{
	SETUP_THAT(fd < MAX_OWNED, "own() takes descriptors below %d", MAX_OWNED);
	if (fd > STDERR_FILENO)
		is_owned[fd] = true;
	if (fd > highest_owned)
		highest_owned = fd;
	return fd;
}

void descriptors_disown(void)
{
	int fd;

	for (fd = 0; fd <= highest_owned; fd++)
		if (is_owned[fd])
			close(fd);
}

void descriptor_close(int fd)
{
	if (fd >= 0 && fd < MAX_OWNED)
		is_owned[fd] = false;
	errno = 0;
	check_success(THERE, "close()", close(fd));
}

void descriptor_write(int fd, const void *bytes, size_t size)
{
	errno = 0;
	check_equal(THERE, "write()", (intmax_t)size, write(fd, bytes, size));
}

void descriptor_expect(int fd, const void *bytes, size_t size)
{
	unsigned char buffer[BLOCK];

	SETUP_THAT(size <= sizeof(buffer), "expect_bytes() takes up to %d bytes", BLOCK);
	errno = 0;
	check_equal(THERE, "read()", (intmax_t)size, read(fd, buffer, size));
	check_bytes(THERE, "read()", bytes, buffer, size);
}

void descriptor_expect_end(int fd)
{
	char byte;

	errno = 0;
	check_equal(THERE, "read() at end-of-file", 0, read(fd, &byte, 1));
}

void descriptor_read_fully(int fd, void *buffer, size_t size)
{
	size_t done = 0;

	while (done < size) {
		intmax_t count;

		errno = 0;
		count = check_success(THERE, "read()",
				      read(fd, (char *)buffer + done, size - done));
		if (count == 0)
			check_failed(THERE,
				     "read(): expected %zu bytes, observed end-of-file after %zu",
				     size, done);
		done += (size_t)count;
	}
}

void descriptor_set_nonblocking(int fd, bool on)
{
	intmax_t flags;

	errno = 0;
	flags = check_success(THERE, "fcntl(F_GETFL)", fcntl(fd, F_GETFL));
	flags = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
	check_success(THERE, "fcntl(F_SETFL)", fcntl(fd, F_SETFL, (int)flags));
}

static bool is_nonblocking(int fd)
{
	return SETUP(fcntl(fd, F_GETFL)) & O_NONBLOCK;
}

size_t descriptor_fill(int fd)
{
	bool was_nonblocking = is_nonblocking(fd);
	unsigned char block[BLOCK];
	size_t filled = 0;
	size_t size = sizeof(block);

	descriptor_set_nonblocking(fd, true);
	while (size > 0) {
		ssize_t count;

		pattern_make(block, filled, size);
		count = write(fd, block, size);
		if (count > 0)
			filled += (size_t)count;
		else
			size /= 2;
	}
	descriptor_set_nonblocking(fd, was_nonblocking);
	return filled;
}

size_t descriptor_drain(int fd)
{
	bool was_nonblocking = is_nonblocking(fd);
	unsigned char block[BLOCK];
	size_t drained = 0;
	ssize_t count;

	descriptor_set_nonblocking(fd, true);
	while ((count = read(fd, block, sizeof(block))) > 0)
		drained += (size_t)count;
	descriptor_set_nonblocking(fd, was_nonblocking);
	return drained;
}

unsigned char pattern_byte(size_t position)
{
	return (unsigned char)(position % 251);
}

void pattern_make(unsigned char *buffer, size_t position, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		buffer[i] = pattern_byte(position + i);
}

void pattern_expect(const unsigned char *buffer, size_t position, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		if (buffer[i] != pattern_byte(position + i))
			check_failed(THERE,
				     "byte %zu of the stream: expected 0x%02x, observed 0x%02x",
				     position + i, pattern_byte(position + i), buffer[i]);
}

bool is_open(int fd)
{
	return fcntl(fd, F_GETFD) != -1;
}

int lowest_free(void)
{
	int fd = 0;

	while (is_open(fd))
		fd++;
	return fd;
}

void leave_descriptors(int count)
{
	struct rlimit limit;
	int fd = -1;

	SETUP(getrlimit(RLIMIT_NOFILE, &limit));
	for (; count > 0 || is_open(fd + 1); fd++)
		count -= !is_open(fd + 1);
	limit.rlim_cur = (rlim_t)fd + 1;
	SETUP(setrlimit(RLIMIT_NOFILE, &limit));
}
