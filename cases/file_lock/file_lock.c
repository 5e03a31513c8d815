#include "file_lock.h"

#include <string.h>

/* The longest text of expect_locks(). */
enum { MAX_LOCKS = 128 };

int open_locked_file(const char *path)
{
	int fd = own((int)SETUP(open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)));

	SETUP(ftruncate(fd, LOCKED_FILE_SIZE));
	return fd;
}

int open_again(const char *path, int flags)
{
	return own((int)SETUP(open(path, flags | O_CLOEXEC)));
}

struct flock region(short type, off_t start, off_t length)
{
	return (struct flock){
		.l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = length};
}

int lock_region(int fd, short type, off_t start, off_t length)
{
	struct flock lock = region(type, start, length);

	return fcntl(fd, F_SETLK, &lock);
}

int await_region(int fd, short type, off_t start, off_t length)
{
	struct flock lock = region(type, start, length);

	return fcntl(fd, F_SETLKW, &lock);
}

/* What stands in the way of a write lock of the byte, and of a read lock. */
static char lock_of_byte(int fd, off_t byte)
{
	struct flock lock = region(F_WRLCK, byte, 1);

	check_success(THERE, "fcntl(F_GETLK)", fcntl(fd, F_GETLK, &lock));
	return lock.l_type == F_UNLCK ? '.' : lock.l_type == F_RDLCK ? 'r' : 'w';
}

void file_lock_expect(const char *path, const char *text)
{
	size_t size = strlen(text);
	char *found = share(MAX_LOCKS + 1);
	struct actor *observer;

	SETUP_THAT(size <= MAX_LOCKS, "more than %d bytes of locks", MAX_LOCKS);
	observer = ACTOR("observer")
	{
		int fd = open_again(path, O_RDWR);
		size_t i;

		for (i = 0; i < size; i++)
			found[i] = lock_of_byte(fd, (off_t)i);
	}
	actor_expect_finished(observer);
	check_string(THERE, "the locks of the file", text, found);
}

struct held {
	const char *path;
	struct flock lock;
	struct gate *is_held;
};

static void hold(void *argument)
{
	struct held *held = argument;
	int fd = open_again(held->path, O_RDWR);

	check_success(THERE, "fcntl(F_SETLK)", fcntl(fd, F_SETLK, &held->lock));
	open_gate(held->is_held);
	for (;;)
		pause();
}

struct actor *file_lock_start_holder(const char *path, short type, off_t start, off_t length)
{
	struct held held = {path, region(type, start, length), new_gate()};
	struct actor *holder = start_process("holder", hold, &held);

	gate_pass(held.is_held);
	return holder;
}

static void await_lock(void *argument)
{
	struct held *held = argument;
	int fd = open_again(held->path, O_RDWR);

	check_success(THERE, "fcntl(F_SETLKW)", fcntl(fd, F_SETLKW, &held->lock));
}

struct actor *file_lock_start_waiter(const char *path, short type, off_t start, off_t length)
{
	struct held held = {path, region(type, start, length), NULL};

	return start_process("waiter", await_lock, &held);
}
