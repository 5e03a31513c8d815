/* What the protection of a mapping allows, and what becomes of other accesses. */
#include "mmap.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

/* What is mapped: memory without a file, or with one, of either type. */
static const struct variant objects[] = {
	{"anonymous", MAP_PRIVATE | MAP_ANONYMOUS, NULL},
	{"private_file", MAP_PRIVATE, NULL},
	{"shared_file", MAP_SHARED, NULL},
};

/* A page of the variant, mapped for some access. */
static unsigned char *map_page(int protection)
{
	int flags = (int)variant()->value;
	int fd = flags & MAP_ANONYMOUS ? -1 : new_pattern_file(page_size());

	return map_file(fd, page_size(), protection, flags);
}

CASE_VARIANTS(objects, mmap_prot_none_faults)
{
	unsigned char *page = map_page(PROT_NONE);

	expect_read_faults(page, SIGSEGV, SEGV_ACCERR);
	expect_write_faults(page, SIGSEGV, SEGV_ACCERR);
	expect_read_faults(page + page_size() - 1, SIGSEGV, SEGV_ACCERR);
	expect_write_faults(page + page_size() - 1, SIGSEGV, SEGV_ACCERR);
}

CASE_VARIANTS(objects, mmap_prot_read_only_write_faults)
{
	unsigned char *page = map_page(PROT_READ);

	expect_readable(page);
	expect_write_faults(page, SIGSEGV, SEGV_ACCERR);
	expect_readable(page + page_size() - 1);
	expect_write_faults(page + page_size() - 1, SIGSEGV, SEGV_ACCERR);
}

CASE(mmap_prot_write_only_may_read)
{
	int fd = new_pattern_file(page_size());
	unsigned char *page = map_file(fd, page_size(), PROT_WRITE, MAP_SHARED);

	observe("reading with PROT_WRITE alone", "%s",
		touch(page, TOUCH_READ) ? "a fault" : "allowed");
	*page = 'x';
	observe("reading with PROT_WRITE alone, after a store", "%s",
		touch(page, TOUCH_READ) ? "a fault" : "allowed");
}

CASE_VARIANTS(objects, mmap_prot_required_values)
{
	unsigned char *page;

	map_page(PROT_NONE);
	expect_readable(map_page(PROT_READ));
	/* It may not be readable, but stores must succeed: they are not tried with touch(). */
	page = map_page(PROT_WRITE);
	*(volatile unsigned char *)page = 'x';
	page = map_page(PROT_READ | PROT_WRITE);
	expect_writable(page);
	memset(page, 'x', page_size());
	EXPECT_EQ('x', page[page_size() - 1]);
}

CASE(mmap_prot_exec_may)
{
	static const struct variant combinations[] = {
		{"PROT_EXEC", PROT_EXEC, NULL},
		{"PROT_READ|PROT_EXEC", PROT_READ | PROT_EXEC, NULL},
		{"PROT_WRITE|PROT_EXEC", PROT_WRITE | PROT_EXEC, NULL},
		{"PROT_READ|PROT_WRITE|PROT_EXEC", PROT_READ | PROT_WRITE | PROT_EXEC, NULL},
	};
	size_t i;

	for (i = 0; i < sizeof(combinations) / sizeof(combinations[0]); i++) {
		void *page = mmap(NULL, page_size(), (int)combinations[i].value,
				  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		observe(combinations[i].name, "%s",
			page == MAP_FAILED ? error_name(errno) : "supported");
	}
}

CASE(mmap_prot_fault_si_addr)
{
	size_t page = page_size();
	unsigned char *area = map_nothing(3 * page, MAP_PRIVATE);
	unsigned char *forbidden = map_file(-1, page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS);
	unsigned char *read_only = map_file(-1, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS);
	size_t position;

	SETUP(munmap(area + page, page));
	for (position = 0; position < page; position += 1 + position) {
		expect_read_faults(forbidden + position, SIGSEGV, SEGV_ACCERR);
		expect_write_faults(read_only + position, SIGSEGV, SEGV_ACCERR);
		expect_read_faults(area + page + position, SIGSEGV, SEGV_MAPERR);
		expect_write_faults(area + page + position, SIGSEGV, SEGV_MAPERR);
	}
}

CASE(mmap_prot_sigbus_code)
{
	size_t page = page_size();
	int fd = new_pattern_file(1);
	unsigned char *mapping = map_file(fd, 2 * page, PROT_READ | PROT_WRITE, MAP_SHARED);

	expect_read_faults(mapping + page, SIGBUS, BUS_ADRERR);
	expect_write_faults(mapping + page, SIGBUS, BUS_ADRERR);
	SETUP(ftruncate(fd, 0));
	expect_read_faults(mapping, SIGBUS, BUS_ADRERR);
}
