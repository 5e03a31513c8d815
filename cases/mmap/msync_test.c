/* What msync() does to a file, to its mapping, and with what it cannot do. */
#include "mmap.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHANGED = 'x', UNKNOWN_FLAG = 0x40000000 };

/* Kilobytes of the mapping at the address that wait to be written; -1: it is not told. */
static long dirty_kilobytes(const void *address)
{
	FILE *maps = fopen("/proc/self/smaps", "re");
	unsigned long begin;
	unsigned long end;
	bool is_ours = false;
	long found = -1;
	long count;
	char line[400];

	while (maps && fgets(line, sizeof(line), maps)) {
		if (sscanf(line, "%lx-%lx ", &begin, &end) == 2)
			is_ours = begin <= (unsigned long)address && (unsigned long)address < end;
		else if (is_ours && (sscanf(line, "Shared_Dirty: %ld", &count) == 1 ||
				     sscanf(line, "Private_Dirty: %ld", &count) == 1))
			found = (found < 0 ? 0 : found) + count;
	}
	if (maps)
		fclose(maps);
	return found;
}

CASE(msync_sync_writes_before_return)
{
	size_t size = 2 * page_size();
	int fd = new_pattern_file(size);
	unsigned char *p = map_file(fd, size, PROT_READ | PROT_WRITE, MAP_SHARED);

	need_storage(fd);
	if (dirty_kilobytes(p) == -1)
		skip_unsupported("nothing here tells what has not been written yet");
	memset(p, CHANGED, size);
	EXPECT_EQ(0, msync(p, size, MS_SYNC));
	EXPECT_EQ(0, dirty_kilobytes(p));
}

CASE(msync_async_returns_at_once)
{
	size_t size = page_size();
	int fd = new_pattern_file(size);
	unsigned char *p = map_file(fd, size, PROT_READ | PROT_WRITE, MAP_SHARED);
	struct actor *writer = ACTOR("writer")
	{
		p[0] = CHANGED;
		EXPECT_EQ(0, msync(p, size, MS_ASYNC));
	}

	expect_finished(writer);
	EXPECT_EQ(0, msync(p, size, MS_SYNC));
	EXPECT_EQ(CHANGED, file_byte(fd, 0));
}

CASE(msync_read_sees_after_sync)
{
	size_t size = 2 * page_size();
	const char *path = scratch_path();
	int fd = new_pattern_file_at(path, size);
	int read_only = own((int)SETUP(open(path, O_RDONLY)));
	unsigned char *p = map_file(fd, size, PROT_READ | PROT_WRITE, MAP_SHARED);
	struct actor *reader;

	p[0] = CHANGED;
	p[size - 1] = CHANGED;
	EXPECT_EQ(0, msync(p, size, MS_SYNC));
	EXPECT_EQ(CHANGED, file_byte(fd, 0));
	EXPECT_EQ(CHANGED, file_byte(read_only, size - 1));
	reader = ACTOR("reader")
	{
		int own_fd = own((int)SETUP(open(path, O_RDONLY)));

		EXPECT_EQ(CHANGED, file_byte(own_fd, 0));
		EXPECT_EQ(CHANGED, file_byte(own_fd, size - 1));
	}
	expect_finished(reader);
}

CASE(msync_times_marked)
{
	int fd = new_pattern_file(page_size());
	unsigned char *p = map_file(fd, page_size(), PROT_READ | PROT_WRITE, MAP_SHARED);
	struct timespec before;
	struct stat status;

	need_storage(fd);
	SETUP(fstat(fd, &status));
	before = await_file_clock_past(status.st_ctim);
	*p = CHANGED;
	EXPECT_EQ(0, msync(p, page_size(), MS_SYNC));
	SETUP(fstat(fd, &status));
	EXPECT_THAT(!is_earlier(status.st_mtim, before),
		    "msync(): expected st_mtim to be marked, observed it to be older");
	EXPECT_THAT(!is_earlier(status.st_ctim, before),
		    "msync(): expected st_ctim to be marked, observed it to be older");
}

CASE(msync_invalidate_refreshes)
{
	static const char text[] = "written by write()";
	size_t size = page_size();
	int fd = new_pattern_file(size);
	unsigned char *p = map_file(fd, size, PROT_READ | PROT_WRITE, MAP_SHARED);

	expect_pattern(p, 0, size);
	SETUP_THAT(pwrite(fd, text, sizeof(text), 0) == sizeof(text), "cannot write the file");
	SETUP(fsync(fd));
	EXPECT_EQ(0, msync(p, size, MS_SYNC | MS_INVALIDATE));
	EXPECT_STRING(text, (char *)p);
	expect_pattern(p + sizeof(text), sizeof(text), size - sizeof(text));
}

CASE(msync_private_not_written)
{
	size_t size = page_size();
	int fd = new_pattern_file(size);
	unsigned char *p = map_file(fd, size, PROT_READ | PROT_WRITE, MAP_PRIVATE);
	struct actor *other;

	memset(p, CHANGED, size);
	EXPECT_EQ(0, msync(p, size, MS_SYNC));
	expect_pattern_file(fd, size);
	other = ACTOR("other")
	{
		expect_pattern(map_file(fd, size, PROT_READ, MAP_SHARED), 0, size);
	}
	expect_finished(other);
	EXPECT_EQ(CHANGED, p[0]);
}

CASE(msync_sync_and_async_einval, msync_einval_flags)
{
	unsigned char *p = map_file(new_pattern_file(1), 1, PROT_READ, MAP_SHARED);

	EXPECT_ERROR(EINVAL, msync(p, page_size(), MS_SYNC | MS_ASYNC));
	EXPECT_ERROR(EINVAL, msync(p, page_size(), MS_SYNC | MS_ASYNC | MS_INVALIDATE));
	EXPECT_ERROR(EINVAL, msync(p, page_size(), MS_SYNC | UNKNOWN_FLAG));
	EXPECT_EQ(0, msync(p, page_size(), MS_SYNC));
	EXPECT_EQ(0, msync(p, page_size(), MS_ASYNC));
}

CASE(msync_invalidate_locked_ebusy, msync_ebusy)
{
	unsigned char *p = map_file(new_pattern_file(1), 1, PROT_READ, MAP_SHARED);

	skip_if_sanitized("it locks nothing");
	EXPECT_EQ(0, msync(p, page_size(), MS_SYNC | MS_INVALIDATE));
	if (mlock(p, page_size()) == -1)
		skip_unpermitted("cannot lock a page: %s", error_name(errno));
	EXPECT_ERROR(EBUSY, msync(p, page_size(), MS_SYNC | MS_INVALIDATE));
	EXPECT_ERROR(EBUSY, msync(p, page_size(), MS_ASYNC | MS_INVALIDATE));
	EXPECT_EQ(0, msync(p, page_size(), MS_SYNC));
	SETUP(munlock(p, page_size()));
	EXPECT_EQ(0, msync(p, page_size(), MS_SYNC | MS_INVALIDATE));
}

CASE(msync_unmapped_enomem, msync_enomem)
{
	size_t page = page_size();
	unsigned char *p = map_file(new_pattern_file(3 * page), 3 * page, PROT_READ, MAP_SHARED);

	SETUP(munmap(p + page, page));
	EXPECT_ERROR(ENOMEM, msync(p, 2 * page, MS_SYNC));
	EXPECT_ERROR(ENOMEM, msync(p, 3 * page, MS_ASYNC));
	EXPECT_ERROR(ENOMEM, msync(p + page, 1, MS_SYNC));
	EXPECT_EQ(0, msync(p, page, MS_SYNC));
	EXPECT_EQ(0, msync(p + 2 * page, page, MS_SYNC));
}

static void observe_msync(const char *situation, void *address, int flags)
{
	int result = msync(address, page_size(), flags);

	observe(situation, "%s", result == 0 ? "success" : error_name(errno));
}

CASE(msync_neither_sync_nor_async)
{
	unsigned char *p = map_file(new_pattern_file(1), 1, PROT_READ, MAP_SHARED);

	observe_msync("no flags", p, 0);
	observe_msync("MS_INVALIDATE alone", p, MS_INVALIDATE);
}

CASE(msync_misaligned_may_einval, msync_einval_alignment)
{
	size_t size = 2 * page_size();
	unsigned char *p = map_file(new_pattern_file(size), size, PROT_READ, MAP_SHARED);

	observe_msync("an address within a page", p + 1, MS_SYNC);
}

CASE(msync_shm_effect_unspecified)
{
	const char *name = unique_name();
	int fd = own((int)SETUP(shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600)));
	unsigned char *p;

	SETUP(shm_unlink(name));
	SETUP(ftruncate(fd, (off_t)page_size()));
	p = map_file(fd, page_size(), PROT_READ | PROT_WRITE, MAP_SHARED);
	*p = CHANGED;
	observe_msync("MS_SYNC of a shared memory object", p, MS_SYNC);
	observe_msync("MS_ASYNC of a shared memory object", p, MS_ASYNC);
}

CASE(msync_no_storage_no_effect)
{
	observe_msync("shared memory without a file", map_nothing(1, MAP_SHARED), MS_SYNC);
	observe_msync("private memory without a file", map_nothing(1, MAP_PRIVATE), MS_SYNC);
}
