/* MAP_SHARED: what is stored is in the file, and everybody's. */
#include "mmap.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A mapping of the whole file at the path, by a descriptor of the caller's own. */
static unsigned char *map_path(const char *path, size_t size)
{
	int fd = own((int)SETUP(open(path, O_RDWR)));
	unsigned char *mapping = map_file(fd, size, PROT_READ | PROT_WRITE, MAP_SHARED);

	close_end(fd);
	return mapping;
}

CASE(mmap_shared_write_reaches_file)
{
	size_t size = 2 * page_size() + 100;
	int fd = new_pattern_file(size);
	int empty = new_pattern_file(0);
	unsigned char *from = map_file(fd, size, PROT_READ, MAP_SHARED);
	unsigned char *to;

	SETUP(ftruncate(empty, (off_t)size));
	to = map_file(empty, size, PROT_READ | PROT_WRITE, MAP_SHARED);
	memcpy(to, from, size);
	EXPECT_OK(msync(to, size, MS_SYNC));
	expect_pattern_file(empty, size);
}

enum { WORKERS = 4, TICKETS = 4000 };

/* What the workers have in common: a file that each of them opens and maps by itself. */
struct board {
	atomic_int next;
	unsigned char taken_by[TICKETS];
};

/* Takes tickets until there are none. Returns how many it got. */
static int take_tickets(struct board *board, unsigned char worker)
{
	int count = 0;
	int ticket;

	while ((ticket = board->next++) < TICKETS) {
		EXPECT_EQ(0, board->taken_by[ticket]);
		board->taken_by[ticket] = worker;
		count++;
	}
	return count;
}

CASE(mmap_shared_visible_to_other_processes)
{
	const char *path = scratch_path();
	int *counts = share(sizeof(int[WORKERS + 1]));
	int seen[WORKERS + 1] = {0};
	struct actor *actors[WORKERS + 1];
	struct board *board;
	int i;

	SETUP(ftruncate(new_pattern_file_at(path, 0), sizeof(*board)));
	for (i = 1; i <= WORKERS; i++) {
		actors[i] = ACTOR("worker")
		{
			board = (struct board *)map_path(path, sizeof(*board));
			counts[i] = take_tickets(board, (unsigned char)i);
		}
	}
	for (i = 1; i <= WORKERS; i++)
		expect_finished(actors[i]);
	board = (struct board *)map_path(path, sizeof(*board));
	EXPECT_EQ(TICKETS + WORKERS, board->next);
	for (i = 0; i < TICKETS; i++)
		seen[board->taken_by[i]]++;
	for (i = 0; i <= WORKERS; i++)
		EXPECT_EQ(counts[i], seen[i]);
}

CASE(mmap_shared_write_seen_from_write_call)
{
	int fd = new_pattern_file(page_size());
	unsigned char *mapping = map_file(fd, page_size(), PROT_READ | PROT_WRITE, MAP_SHARED);
	char byte;

	expect_readable(mapping);
	SETUP(pwrite(fd, "!", 1, 0));
	observe("write() without msync()", "%s the mapping",
		*mapping == '!' ? "seen in" : "not seen in");
	*mapping = '?';
	SETUP(pread(fd, &byte, 1, 0));
	observe("a store without msync()", "%s by read()", byte == '?' ? "seen" : "not seen");
}

static struct stat status_of(int fd)
{
	struct stat status;

	EXPECT_OK(fstat(fd, &status));
	return status;
}

/* A first store to a page, and one to a page that an msync() has written. */
static const struct variant stores[] = {{"first_store", 1, NULL}, {"later_store", 2, NULL}};

CASE_VARIANTS(stores, mmap_shared_times_marked)
{
	size_t page = page_size();
	int fd = new_pattern_file(page);
	unsigned char *mapping = map_file(fd, page, PROT_READ | PROT_WRITE, MAP_SHARED);
	struct timespec before = {0};
	struct stat status;
	long i;

	if (variant()->value > 1)
		need_storage(fd);
	for (i = 0; i < variant()->value; i++) {
		status = status_of(fd);
		before = await_file_clock_past(status.st_mtim);
		before = await_file_clock_past(status.st_ctim);
		mapping[0] = '!'; /* not ++: a load in between might be what maps the page */
		SETUP(msync(mapping, page, MS_SYNC));
	}
	status = status_of(fd);
	EXPECT_THAT(!is_earlier(status.st_mtim, before),
		    "a store, and msync(): expected st_mtim to be marked, observed it to be older");
	EXPECT_THAT(!is_earlier(status.st_ctim, before),
		    "a store, and msync(): expected st_ctim to be marked, observed it to be older");
}

CASE(mmap_shared_atime_marked)
{
	size_t page = page_size();
	int fd = new_pattern_file(page);
	struct timespec before;
	unsigned char *mapping;

	need_access_times(fd);
	before = await_file_clock_past(status_of(fd).st_atim);
	mapping = map_file(fd, page, PROT_READ, MAP_SHARED);
	expect_readable(mapping);
	EXPECT_OK(munmap(mapping, page));
	EXPECT_THAT(!is_earlier(status_of(fd).st_atim, before),
		    "mmap(), access, munmap(): expected st_atim to be marked, observed it older");
}

/* Memory without a file, and with one; the latter shows the pattern, which is not 0. */
static const struct variant objects[] = {{"anonymous", false, NULL}, {"file", true, NULL}};

CASE_VARIANTS(objects, mmap_shared_fork_shared)
{
	size_t page = page_size();
	struct gate *is_stored = new_gate();
	struct gate *is_answered = new_gate();
	unsigned char *mapping = variant()->value ? map_file(new_pattern_file(page), page,
							     PROT_READ | PROT_WRITE, MAP_SHARED)
						  : map_nothing(page, MAP_SHARED);
	struct actor *child = ACTOR("child")
	{
		struct actor *grandchild;

		pass_gate(is_stored);
		EXPECT_EQ('p', mapping[0]);
		mapping[1] = 'c';
		grandchild = ACTOR("grandchild")
		{
			EXPECT_EQ('c', mapping[1]);
			mapping[2] = 'g';
		}
		expect_finished(grandchild);
		EXPECT_EQ('g', mapping[2]);
		open_gate(is_answered);
	}

	mapping[0] = 'p';
	open_gate(is_stored);
	pass_gate(is_answered);
	EXPECT_BYTES("pcg", mapping, 3);
	expect_finished(child);
}

CASE(mmap_type_retained_across_fork)
{
	size_t page = page_size();
	int fd = new_pattern_file(2 * page);
	unsigned char *shared = map_file(fd, page, PROT_READ | PROT_WRITE, MAP_SHARED);
	unsigned char *private = map_file(fd, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE);
	struct actor *child = ACTOR("child")
	{
		struct actor *grandchild = ACTOR("grandchild")
		{
			memset(shared, 'g', page);
			memset(private + page, 'g', page);
		}

		expect_finished(grandchild);
		EXPECT_EQ('g', shared[0]);
		expect_pattern(private + page, page, page);
		memset(private + page, 'c', page);
	}
	char bytes[2];

	expect_finished(child);
	EXPECT_EQ('g', shared[0]);
	expect_pattern(private + page, page, page);
	SETUP(pread(fd, bytes, 1, 0));
	SETUP(pread(fd, bytes + 1, 1, (off_t)(2 * page - 1)));
	EXPECT_EQ('g', bytes[0]);
	EXPECT(bytes[1] != 'g' && bytes[1] != 'c');
}
