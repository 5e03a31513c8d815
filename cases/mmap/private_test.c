/* MAP_PRIVATE: what is stored is one's own. */
#include "mmap.h"

#include <string.h>
#include <unistd.h>

CASE(mmap_private_change_not_in_file)
{
	size_t size = 2 * page_size();
	int fd = new_pattern_file(size);
	unsigned char *shared = map_file(fd, size, PROT_READ, MAP_SHARED);
	unsigned char *another = map_file(fd, size, PROT_READ, MAP_PRIVATE);
	unsigned char *private = map_file(fd, size, PROT_READ | PROT_WRITE, MAP_PRIVATE);
	struct gate *is_stored = new_gate();
	struct actor *other = ACTOR("other process")
	{
		unsigned char *own_view = map_file(fd, size, PROT_READ, MAP_SHARED);

		pass_gate(is_stored);
		expect_pattern(own_view, 0, size);
	}

	memset(private, 'x', size);
	open_gate(is_stored);
	EXPECT_EQ('x', private[size - 1]);
	expect_pattern(shared, 0, size);
	expect_pattern(another, 0, size);
	expect_pattern_file(fd, size);
	expect_finished(other);
	SETUP(munmap(private, size));
	expect_pattern_file(fd, size);
}

CASE(mmap_private_readonly_fd_writable)
{
	size_t size = page_size();
	const char *path = scratch_path();
	int fd = new_pattern_file_at(path, size);
	int read_only = own((int)SETUP(open(path, O_RDONLY)));
	unsigned char *mapping = map_file(read_only, size, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	expect_writable(mapping);
	memset(mapping, 'x', size);
	EXPECT_EQ('x', mapping[size - 1]);
	expect_pattern_file(fd, size);
}

CASE(mmap_private_later_file_changes_unspecified)
{
	size_t page = page_size();
	int fd = new_pattern_file(3 * page);
	unsigned char *mapping = map_file(fd, 3 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	expect_readable(mapping + page);
	mapping[2 * page] = 'x';
	SETUP(pwrite(fd, "!", 1, 0));
	SETUP(pwrite(fd, "!", 1, (off_t)page));
	SETUP(pwrite(fd, "!", 1, (off_t)(2 * page)));
	observe("a change to a page not accessed yet", "%s",
		mapping[0] == '!' ? "shows" : "does not show");
	observe("a change to a page read before", "%s",
		mapping[page] == '!' ? "shows" : "does not show");
	observe("a change to a page changed before", "%s",
		mapping[2 * page] == '!' ? "shows" : "does not show");
}

/* Memory without a file, and with one; the latter shows the pattern, which is not 0. */
static const struct variant objects[] = {{"anonymous", false, NULL}, {"file", true, NULL}};

static unsigned char *map_variant(size_t size)
{
	if (!variant()->value)
		return map_nothing(size, MAP_PRIVATE);
	return map_file(new_pattern_file(size), size, PROT_READ | PROT_WRITE, MAP_PRIVATE);
}

CASE_VARIANTS(objects, mmap_private_fork_copy)
{
	size_t page = page_size();
	unsigned char *mapping = map_variant(2 * page);
	struct gate *is_parents_stored = new_gate();
	struct gate *is_childs_stored = new_gate();
	struct actor *child;

	memset(mapping, 'b', 2 * page);
	child = ACTOR("child")
	{
		pass_gate(is_parents_stored);
		EXPECT_EQ('b', mapping[0]);
		mapping[page] = 'c';
		open_gate(is_childs_stored);
	}
	mapping[0] = 'p';
	open_gate(is_parents_stored);
	pass_gate(is_childs_stored);
	EXPECT_EQ('p', mapping[0]);
	EXPECT_EQ('b', mapping[page]);
	expect_finished(child);
}

CASE_VARIANTS(objects, mmap_private_fork_sees_prior_changes)
{
	size_t size = 2 * page_size();
	unsigned char *mapping = map_variant(size);
	struct actor *child;

	memcpy(mapping, "before", 6);
	memcpy(mapping + size - 5, "fork()", 5);
	child = ACTOR("child")
	{
		EXPECT_BYTES("before", mapping, 6);
		EXPECT_BYTES("fork()", mapping + size - 5, 5);
	}
	expect_finished(child);
}
