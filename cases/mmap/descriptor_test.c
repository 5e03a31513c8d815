/* What can be mapped: how its descriptor is open, and what type of file it is. */
#include "mmap.h"

#include <sys/socket.h>
#include <unistd.h>

CASE(mmap_fd_read_permission_always_needed)
{
	static const int protections[] = {PROT_READ, PROT_WRITE, PROT_READ | PROT_WRITE, PROT_NONE};
	const char *path = scratch_path();
	int write_only;
	size_t i;

	new_pattern_file_at(path, page_size());
	write_only = own((int)SETUP(open(path, O_WRONLY)));
	for (i = 0; i < sizeof(protections) / sizeof(protections[0]); i++) {
		EXPECT_ERROR(EACCES, mmap(NULL, 1, protections[i], MAP_SHARED, write_only, 0));
		EXPECT_ERROR(EACCES, mmap(NULL, 1, protections[i], MAP_PRIVATE, write_only, 0));
	}
}

CASE(mmap_fd_write_needed_for_shared_write)
{
	const char *path = scratch_path();
	int read_only;

	new_pattern_file_at(path, page_size());
	read_only = own((int)SETUP(open(path, O_RDONLY)));
	EXPECT_ERROR(EACCES, mmap(NULL, 1, PROT_WRITE, MAP_SHARED, read_only, 0));
	EXPECT_ERROR(EACCES, mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, read_only, 0));
	expect_readable(map_file(read_only, 1, PROT_READ, MAP_SHARED));
	map_file(read_only, 1, PROT_NONE, MAP_SHARED);
	map_file(read_only, 1, PROT_READ | PROT_WRITE, MAP_PRIVATE);
}

CASE(mmap_object_regular_file_supported)
{
	size_t size = page_size();
	int fd = new_pattern_file(size);

	expect_pattern(map_file(fd, size, PROT_READ, MAP_SHARED), 0, size);
	expect_pattern(map_file(fd, size, PROT_READ, MAP_PRIVATE), 0, size);
}

static void observe_mapping(const char *type, int fd)
{
	void *address = mmap(NULL, 1, PROT_READ, MAP_SHARED, fd, 0);

	observe(type, "%s", address == MAP_FAILED ? error_name(errno) : "can be mapped");
	if (address != MAP_FAILED)
		SETUP(munmap(address, 1));
}

CASE(mmap_object_other_types_unspecified)
{
	int pipe_ends[2];

	SETUP(pipe(pipe_ends));
	own(pipe_ends[1]);
	observe_mapping("a pipe", own(pipe_ends[0]));
	observe_mapping("a socket", own((int)SETUP(socket(AF_UNIX, SOCK_STREAM, 0))));
	observe_mapping("a directory", own((int)SETUP(open(".", O_RDONLY))));
	observe_mapping("/dev/null", own((int)SETUP(open("/dev/null", O_RDONLY))));
}
