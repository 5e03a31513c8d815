#include "posix_shm.h"

#include <sched.h>
#include <unistd.h>

/* Where the C libraries of Linux keep the names. */
#define NAMES "/dev/shm"

struct object posix_shm_create(off_t size)
{
	struct object o = {unique_name(), -1};

	errno = 0;
	o.fd = own((int)check_success(THERE, "shm_open(O_CREAT | O_EXCL | O_RDWR)",
				      shm_open(o.name, O_CREAT | O_EXCL | O_RDWR, 0600)));
	if (size > 0)
		check_success(THERE, "ftruncate()", ftruncate(o.fd, size));
	return o;
}

int posix_shm_open(const char *name, int flags)
{
	errno = 0;
	return own((int)check_success(THERE, "shm_open() of an object that is there",
				      shm_open(name, flags, 0)));
}

void posix_shm_unmap(void *bytes, size_t size)
{
	errno = 0;
	check_success(THERE, "munmap()", munmap(bytes, size));
}

void posix_shm_remove(const char *name)
{
	errno = 0;
	check_success(THERE, "shm_unlink()", shm_unlink(name));
}

void posix_shm_expect_missing(const char *name)
{
	errno = 0;
	check_error(THERE, "shm_open() of a name that is not there", shm_open(name, O_RDONLY, 0),
		    -1, ENOENT, 0);
}

struct stat object_status(int fd)
{
	struct stat status;

	errno = 0;
	check_success(THERE, "fstat()", fstat(fd, &status));
	return status;
}

void posix_shm_expect_size(off_t size, int fd)
{
	check_equal(THERE, "st_size", size, object_status(fd).st_size);
}

/* Only these bits of st_mode mean something for a shared memory object. */
void posix_shm_expect_mode(mode_t mode, int fd)
{
	mode_t observed = object_status(fd).st_mode & 0666;

	if (observed != mode)
		check_failed(THERE, "st_mode & 0666: expected %04o, observed %04o", (unsigned)mode,
			     (unsigned)observed);
}

void posix_shm_expect_all(int value, const unsigned char *bytes, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		if (bytes[i] != value)
			check_failed(THERE, "byte %zu: expected 0x%02x, observed 0x%02x", i,
				     (unsigned)value, bytes[i]);
}

struct awaited {
	atomic_int *flag;
	int value;
};

/* A while of polling, in which others get the processor. */
static bool has_value(void *argument)
{
	enum { LOOKS = 1000 };
	const struct awaited *awaited = argument;
	int look;

	for (look = 0; look < LOOKS && atomic_load(awaited->flag) != awaited->value; look++)
		sched_yield();
	return look < LOOKS;
}

void posix_shm_await(atomic_int *flag, int value)
{
	struct awaited awaited = {flag, value};

	if (!wait_until(has_value, &awaited, STEP_LIMIT))
		check_failed(THERE, "the flag: expected %d, observed %d", value, atomic_load(flag));
}

void enter_private_names(const char *options)
{
	enter_private(PRIVATE_MOUNTS);
	mount_private(NAMES, options);
}

void deny_names(void)
{
	SETUP(chmod(NAMES, 0555));
	drop_capabilities();
}
