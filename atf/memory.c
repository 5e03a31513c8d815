#include "memory.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check.h"
#include "sanitizer.h"
#include "verdict.h"

static bool has_room(void)
{
	size_t size = (size_t)sysconf(_SC_PAGESIZE);
	void *page = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (page != MAP_FAILED)
		munmap(page, size);
	return page != MAP_FAILED;
}

void limit_memory(rlim_t size)
{
	struct rlimit limit;

	SETUP(getrlimit(RLIMIT_AS, &limit));
	limit.rlim_cur = size < limit.rlim_max ? size : limit.rlim_max;
	SETUP(setrlimit(RLIMIT_AS, &limit));
}

void deny_memory(void)
{
	skip_if_sanitized("it ends a program that is out of memory");
	limit_memory(0);
	if (has_room())
		skip_unsupported("the limit of memory (RLIMIT_AS) has no effect");
}

void use_up_memory(void)
{
	enum { LARGEST = 1 << 20, SMALL = 512, STEP = 8 };
	size_t size;

	deny_memory();
	for (size = LARGEST; size > 0; size -= size > SMALL ? size / 2 : STEP) {
		void *volatile memory;

		do
			memory = malloc(size);
		while (memory);
	}
}
