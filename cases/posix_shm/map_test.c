/* Objects mapped by several processes, and what becomes of the mappings. */
#include "posix_shm.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

CASE(shm_map_visible_between_processes)
{
	struct object o = new_object(2);
	unsigned char *bytes = map_object(o.fd, 2);
	struct gate *is_mapped = new_gate();
	struct gate *is_stored = new_gate();
	struct actor *other = ACTOR("other process")
	{
		unsigned char *mine = map_object(open_object(o.name, O_RDWR), 2);

		open_gate(is_mapped);
		pass_gate(is_stored);
		EXPECT_EQ('a', mine[0]);
		mine[1] = 'b';
	}

	pass_gate(is_mapped);
	bytes[0] = 'a';
	open_gate(is_stored);
	expect_finished(other);
	EXPECT_BYTES("ab", bytes, 2);
	remove_object(o.name);
}

CASE(shm_map_different_addresses_ok)
{
	size_t size = 2 * page_size();
	struct object o = new_object((off_t)size);
	unsigned char *bytes = map_object(o.fd, size);
	struct actor *other;

	pattern_make(bytes, 0, size / 2);
	other = ACTOR("other process")
	{
		/* The address that it inherited is taken. */
		unsigned char *elsewhere = map_object(open_object(o.name, O_RDWR), size);

		EXPECT(elsewhere != bytes);
		unmap(bytes, size);
		expect_pattern(elsewhere, 0, size / 2);
		pattern_make(elsewhere + size / 2, size / 2, size / 2);
	}
	expect_finished(other);
	expect_pattern(bytes, 0, size);
	remove_object(o.name);
}

CASE(shm_map_twice_in_process)
{
	struct object o = new_object(3);
	unsigned char *first = map_object(o.fd, 3);
	unsigned char *second = map_object(o.fd, 3);
	unsigned char *third = map_object(open_object(o.name, O_RDWR), 3);

	EXPECT(first != second && second != third && first != third);
	first[0] = 'a';
	second[1] = 'b';
	third[2] = 'c';
	EXPECT_BYTES("abc", first, 3);
	EXPECT_BYTES("abc", second, 3);
	EXPECT_BYTES("abc", third, 3);
	remove_object(o.name);
}

CASE(shm_map_access_beyond_size_sigbus)
{
	size_t page = page_size();
	struct object o = new_object(0);
	unsigned char *bytes = map_object(o.fd, 3 * page);

	expect_read_faults(bytes, SIGBUS, BUS_ADRERR);
	EXPECT_OK(ftruncate(o.fd, (off_t)page));
	expect_writable(bytes + page - 1);
	expect_read_faults(bytes + page, SIGBUS, BUS_ADRERR);
	expect_write_faults(bytes + 3 * page - 1, SIGBUS, BUS_ADRERR);
	expect_size((off_t)page, o.fd);
	remove_object(o.name);
}

CASE(shm_map_close_fd_keeps_mapping)
{
	struct object o = new_object(2);
	unsigned char *bytes = map_object(o.fd, 2);

	bytes[0] = 'a';
	close_end(o.fd);
	expect_writable(bytes);
	bytes[1] = 'b';
	EXPECT_BYTES("ab", bytes, 2);
	EXPECT_BYTES("ab", map_object(open_object(o.name, O_RDWR), 2), 2);
	remove_object(o.name);
}

CASE(shm_map_survives_creator_exit)
{
	const char *name = unique_name();
	struct actor *creator = ACTOR("creator")
	{
		int fd = own((int)EXPECT_OK(shm_open(name, O_CREAT | O_RDWR, 0600)));

		EXPECT_OK(ftruncate(fd, 3));
		memcpy(map_object(fd, 3), "abc", 3);
	}
	int fd;

	expect_finished(creator);
	fd = open_object(name, O_RDONLY);
	expect_size(3, fd);
	EXPECT_BYTES("abc", map_file(fd, 3, PROT_READ, MAP_SHARED), 3);
	remove_object(name);
	expect_missing(name);
}

CASE(shm_map_fork_inherits)
{
	struct object o = new_object(2);
	unsigned char *bytes = map_object(o.fd, 2);
	struct gate *is_stored = new_gate();
	struct actor *child;

	close_end(o.fd);
	child = ACTOR("child")
	{
		pass_gate(is_stored);
		expect_readable(bytes);
		EXPECT_EQ('a', bytes[0]);
		bytes[1] = 'b';
	}
	bytes[0] = 'a';
	open_gate(is_stored);
	expect_finished(child);
	EXPECT_BYTES("ab", bytes, 2);
	remove_object(o.name);
}

/* Whether the system tells that the calling process has the object mapped. */
static bool is_listed(const char *name)
{
	FILE *file = fopen("/proc/self/maps", "re");
	bool is_found = false;
	char line[1000];

	while (file && !is_found && fgets(line, sizeof(line), file))
		is_found = strstr(line, name);
	if (file)
		fclose(file);
	return is_found;
}

CASE(shm_map_exec_unmaps)
{
	enum { NO_LINE_FOUND = 1 };
	struct object o = new_object(3);
	unsigned char *bytes = map_object(o.fd, 3);
	struct actor *program = ACTOR("program")
	{
		char *const command[] = {"grep", "-q", (char *)o.name, "/proc/self/maps", NULL};

		if (!is_listed(o.name))
			skip_unsupported("no list of the mappings in /proc/self/maps");
		memcpy(bytes, "abc", 3);
		execvp(command[0], command);
		_exit(127);
	}

	expect_exit(program, NO_LINE_FOUND);
	EXPECT_BYTES("abc", map_object(open_object(o.name, O_RDWR), 3), 3);
	remove_object(o.name);
}
