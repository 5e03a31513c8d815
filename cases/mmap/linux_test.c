/* What only Linux says of mmap(). */
#include "mmap.h"

#include <linux/mman.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

CASE(mmap_anon_linux_fd_ignored)
{
	int fd = new_pattern_file(page_size());
	int fds[] = {-1, fd, lowest_free(), STDIN_FILENO};
	unsigned char *memory;
	size_t i;

	for (i = 0; i < sizeof(fds) / sizeof(fds[0]); i++) {
		memory = map_file(fds[i], page_size(), PROT_READ | PROT_WRITE,
				  MAP_SHARED | MAP_ANONYMOUS);
		expect_zeros(memory, page_size());
		memset(memory, 'x', page_size());
	}
	expect_pattern_file(fd, page_size());
}

CASE(mmap_anon_linux_uninitialized_ignored)
{
#ifdef MAP_UNINITIALIZED
	enum { ROUNDS = 3 };
	size_t size = 16 * page_size();
	unsigned char *memory;
	int round;

	for (round = 0; round < ROUNDS; round++) {
		memory = map_nothing(size, MAP_PRIVATE | MAP_UNINITIALIZED);
		expect_zeros(memory, size);
		memset(memory, 'x', size);
		SETUP(munmap(memory, size));
	}
#else
	skip_unsupported("no MAP_UNINITIALIZED");
#endif
}

/* A file that is sealed against writing. */
static void expect_sealed(void)
{
	int fd = own((int)SETUP(memfd_create("ipcts", MFD_CLOEXEC | MFD_ALLOW_SEALING)));

	SETUP(ftruncate(fd, (off_t)page_size()));
	SETUP(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE));
	map_file(fd, page_size(), PROT_READ | PROT_WRITE, MAP_PRIVATE);
	EXPECT_ERROR(EPERM, mmap(NULL, page_size(), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
	EXPECT_ERROR(EPERM, mmap(NULL, page_size(), PROT_WRITE, MAP_SHARED, fd, 0));
}

/* A file of a file system that nothing is executed from. */
static void expect_noexec(void)
{
	const char *path = scratch_directory(0700);
	char file[100];
	int fd;

	enter_private(PRIVATE_MOUNTS);
	SETUP(mount("ipcts", path, "tmpfs", MS_NOEXEC, NULL));
	snprintf(file, sizeof(file), "%s/file", path);
	fd = new_pattern_file_at(file, page_size());
	map_file(fd, page_size(), PROT_READ, MAP_PRIVATE);
	EXPECT_ERROR(EPERM, mmap(NULL, page_size(), PROT_EXEC, MAP_PRIVATE, fd, 0));
	EXPECT_ERROR(EPERM, mmap(NULL, page_size(), PROT_READ | PROT_EXEC, MAP_SHARED, fd, 0));
}

enum { SEALED, NOEXEC };
static const struct variant forbidden[] = {{"sealed_file", SEALED, NULL},
					   {"noexec_mount", NOEXEC, NULL}};

CASE_VARIANTS(forbidden, mmap_eperm)
{
	if (variant()->value == SEALED)
		expect_sealed();
	else
		expect_noexec();
}

CASE(mmap_eexist)
{
#ifdef MAP_FIXED_NOREPLACE
	size_t page = page_size();
	int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
	unsigned char *area = map_nothing(3 * page, MAP_PRIVATE);

	memset(area, 'a', page);
	SETUP(munmap(area + page, 2 * page));
	EXPECT(mmap(area + 2 * page, page, PROT_READ, flags, -1, 0) == area + 2 * page);
	EXPECT_ERROR(EEXIST, mmap(area, page, PROT_READ, flags, -1, 0));
	EXPECT_ERROR(EEXIST, mmap(area, 2 * page, PROT_READ, flags, -1, 0));
	EXPECT_ERROR(EEXIST, mmap(area + page, 2 * page, PROT_READ, flags, -1, 0));
	expect_read_faults(area + page, SIGSEGV, SEGV_MAPERR);
	EXPECT_EQ('a', area[page - 1]);
#else
	skip_unsupported("no MAP_FIXED_NOREPLACE");
#endif
}
