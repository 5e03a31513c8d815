/* What mprotect() allows and forbids, to whom, and when it fails. */
#include "mmap.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

enum { READ_WRITE = PROT_READ | PROT_WRITE };

static const struct variant types[] = {{"shared", MAP_SHARED, NULL},
				       {"private", MAP_PRIVATE, NULL}};

/* Maps so many pages of a pattern file, in the type of the variant. */
static unsigned char *map_pattern(size_t pages, int protection)
{
	size_t size = pages * page_size();

	return map_file(new_pattern_file(size), size, protection, (int)variant()->value);
}

CASE_VARIANTS(types, mprotect_remove_write_faults)
{
	unsigned char *p = map_pattern(1, READ_WRITE);

	expect_writable(p);
	EXPECT_EQ(0, mprotect(p, page_size(), PROT_READ));
	expect_write_faults(p, SIGSEGV, SEGV_ACCERR);
	expect_write_faults(p + page_size() - 1, SIGSEGV, SEGV_ACCERR);
	expect_pattern(p, 0, page_size());
}

CASE_VARIANTS(types, mprotect_add_write_allows)
{
	unsigned char *p = map_pattern(1, PROT_READ);

	expect_write_faults(p, SIGSEGV, SEGV_ACCERR);
	EXPECT_EQ(0, mprotect(p, page_size(), READ_WRITE));
	expect_writable(p);
	expect_writable(p + page_size() - 1);
	expect_pattern(p, 0, page_size());
}

CASE_VARIANTS(types, mprotect_none_then_restore)
{
	unsigned char *p = map_pattern(1, READ_WRITE);

	p[0] = 'x';
	EXPECT_EQ(0, mprotect(p, page_size(), PROT_NONE));
	expect_read_faults(p, SIGSEGV, SEGV_ACCERR);
	expect_write_faults(p, SIGSEGV, SEGV_ACCERR);
	EXPECT_EQ(0, mprotect(p, page_size(), READ_WRITE));
	EXPECT_EQ('x', p[0]);
	expect_pattern(p + 1, 1, page_size() - 1);
	expect_writable(p);
}

CASE_VARIANTS(types, mprotect_whole_pages)
{
	size_t page = page_size();
	unsigned char *p = map_pattern(4, READ_WRITE);

	EXPECT_EQ(0, mprotect(p + page, page + 1, PROT_READ));
	expect_writable(p + page - 1);
	expect_write_faults(p + page, SIGSEGV, SEGV_ACCERR);
	expect_write_faults(p + 2 * page, SIGSEGV, SEGV_ACCERR);
	expect_write_faults(p + 3 * page - 1, SIGSEGV, SEGV_ACCERR);
	expect_writable(p + 3 * page);
}

CASE(mprotect_per_process)
{
	unsigned char *p =
		map_file(new_pattern_file(page_size()), page_size(), READ_WRITE, MAP_SHARED);
	struct gate *is_forbidden = new_gate();
	struct actor *other = ACTOR("other")
	{
		pass_gate(is_forbidden);
		expect_readable(p);
		expect_writable(p);
		EXPECT_EQ('x', *p);
		EXPECT_EQ(0, mprotect(p, page_size(), PROT_READ));
	}

	*p = 'x';
	EXPECT_EQ(0, mprotect(p, page_size(), PROT_NONE));
	open_gate(is_forbidden);
	expect_finished(other);
	expect_read_faults(p, SIGSEGV, SEGV_ACCERR);
	EXPECT_EQ(0, mprotect(p, page_size(), READ_WRITE));
	expect_writable(p);
}

/* Maps a page of a file that is open for reading only. */
static unsigned char *map_read_only(int flags)
{
	const char *path = scratch_path();

	new_pattern_file_at(path, page_size());
	return map_file(own((int)SETUP(open(path, O_RDONLY))), page_size(), PROT_READ, flags);
}

CASE(mprotect_readonly_shared_eacces, mprotect_eacces)
{
	unsigned char *p = map_read_only(MAP_SHARED);

	EXPECT_ERROR(EACCES, mprotect(p, page_size(), READ_WRITE));
	EXPECT_ERROR(EACCES, mprotect(p, page_size(), PROT_WRITE));
	expect_write_faults(p, SIGSEGV, SEGV_ACCERR);
	expect_pattern(p, 0, page_size());
	EXPECT_EQ(0, mprotect(p, page_size(), PROT_NONE));
	EXPECT_EQ(0, mprotect(p, page_size(), PROT_READ));
}

CASE(mprotect_readonly_private_ok)
{
	unsigned char *p = map_read_only(MAP_PRIVATE);

	EXPECT_EQ(0, mprotect(p, page_size(), READ_WRITE));
	p[0] = 'x';
	EXPECT_EQ('x', p[0]);
	expect_pattern(p + 1, 1, page_size() - 1);
}

CASE(mprotect_unmapped_enomem, mprotect_enomem_range)
{
	size_t page = page_size();
	unsigned char *p = map_nothing(3 * page, MAP_PRIVATE);

	SETUP(munmap(p + page, page));
	EXPECT_ERROR(ENOMEM, mprotect(p + page, 1, PROT_READ));
	EXPECT_ERROR(ENOMEM, mprotect(p, 2 * page, PROT_READ));
	EXPECT_ERROR(ENOMEM, mprotect(p, 3 * page, PROT_READ));
	EXPECT_EQ(0, mprotect(p, page, READ_WRITE));
	EXPECT_EQ(0, mprotect(p + 2 * page, page, READ_WRITE));
}

/* RLIMIT_DATA is to allow the calling process no more private memory. */
static void leave_no_private_memory(void)
{
	struct rlimit limit;

	SETUP(getrlimit(RLIMIT_DATA, &limit));
	/* Linux takes 0 for "no limit". */
	limit.rlim_cur = 1;
	SETUP(setrlimit(RLIMIT_DATA, &limit));
	if (mmap(NULL, 1, READ_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
		skip_unsupported("RLIMIT_DATA does not limit private memory");
}

CASE(mprotect_enomem_locked, mprotect_eagain)
{
	struct actor *user = ACTOR("user")
	{
		unsigned char *p = map_read_only(MAP_PRIVATE);

		if (mlock(p, page_size()) == -1)
			skip_unpermitted("cannot lock a page: %s", error_name(errno));
		leave_no_private_memory();
		EXPECT_ERROR_OF(ENOMEM, EAGAIN, mprotect(p, page_size(), READ_WRITE));
		expect_write_faults(p, SIGSEGV, SEGV_ACCERR);
		EXPECT_EQ(0, mprotect(p, page_size(), PROT_READ));
	}

	expect_finished(user);
}

CASE(mprotect_partial_change_on_failure)
{
	size_t page = page_size();
	unsigned char *p = map_nothing(2 * page, MAP_PRIVATE);
	int error;

	SETUP(munmap(p + page, page));
	error = mprotect(p, 2 * page, PROT_READ) == -1 ? errno : 0;
	observe("a page and a hole", "%s, and the page can%s be written",
		error ? error_name(error) : "success", touch(p, TOUCH_WRITE) == 0 ? "" : "not");
}

CASE(mprotect_misaligned_may_einval, mprotect_einval_alignment)
{
	unsigned char *p = map_nothing(2 * page_size(), MAP_PRIVATE);
	int result = mprotect(p + 1, page_size(), PROT_READ);

	observe("an address within a page", "%s", result == 0 ? "is taken" : error_name(errno));
	observe("its page afterwards", "can%s be written", touch(p, TOUCH_WRITE) == 0 ? "" : "not");
}
