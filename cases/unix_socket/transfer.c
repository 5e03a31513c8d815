#include "transfer.h"

void transfer_expect_stream(int fd, size_t position, size_t size)
{
	unsigned char block[4096];
	size_t end = position + size;
	size_t part;

	for (; position < end; position += part) {
		part = end - position < sizeof(block) ? end - position : sizeof(block);
		descriptor_read_fully(fd, block, part);
		pattern_expect(block, position, part);
	}
}
