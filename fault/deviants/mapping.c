#include "mapping.h"

struct mapping last_mapping = {.fd = -1};

void *map_and_remember(void *address, size_t size, int protection, int flags, int fd, off_t offset)
{
	void *start = real_mmap(address, size, protection, flags, fd, offset);

	if (start != MAP_FAILED && fd != -1)
		last_mapping = (struct mapping){start, size, protection, flags, fd};
	return start;
}

bool is_in_last_mapping(const void *address)
{
	const unsigned char *byte = address;

	return last_mapping.fd != -1 && last_mapping.start <= byte &&
	       byte < last_mapping.start + last_mapping.size;
}

bool is_of_type(int type)
{
	return last_mapping.flags & type;
}

bool is_page_mapped(void *address)
{
	return real_msync(address, 1, MS_ASYNC) == 0;
}
