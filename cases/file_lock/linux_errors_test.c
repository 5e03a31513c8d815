/* The error that only Linux documents of record locks. */
#include "file_lock.h"

#include <sys/mman.h>

/* The address of memory that may be used for nothing. */
static void *forbidden_memory(void)
{
	void *memory =
		mmap(NULL, sizeof(struct flock), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	SETUP_THAT(memory != MAP_FAILED, "no memory: %s", error_name(errno));
	return memory;
}

CASE(getlk_efault)
{
	const char *path = scratch_path();
	int fd = open_locked_file(path);
	struct actor *asker = ACTOR("asker")
	{
		struct flock lock = region(F_WRLCK, 0, 2);

		EXPECT_OK(fcntl(fd, F_GETLK, &lock));
		EXPECT_ERROR(EFAULT, fcntl(fd, F_GETLK, forbidden_memory()));
		EXPECT_ERROR(EFAULT, fcntl(fd, F_SETLK, forbidden_memory()));
		EXPECT_ERROR(EFAULT, fcntl(fd, F_SETLKW, forbidden_memory()));
	}

	expect_finished(asker);
	expect_locks(path, "........");
}
