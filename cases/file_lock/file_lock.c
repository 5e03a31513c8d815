#include "file_lock.h"

#include <string.h>

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

#ifdef F_OFD_SETLK
int ofd_getlk(void)
{
	return F_OFD_GETLK;
}

int ofd_setlk(void)
{
	return F_OFD_SETLK;
}

int ofd_setlkw(void)
{
	return F_OFD_SETLKW;
}
#else
static int skip_ofd(void)
{
	skip_unsupported("the headers do not define F_OFD_SETLK");
}

int ofd_getlk(void)
{
	return skip_ofd();
}

int ofd_setlk(void)
{
	return skip_ofd();
}

int ofd_setlkw(void)
{
	return skip_ofd();
}
#endif

int ofd_lock_region(int fd, short type, off_t start, off_t length)
{
	struct flock lock = region(type, start, length);

	return fcntl(fd, ofd_setlk(), &lock);
}

int ofd_await_region(int fd, short type, off_t start, off_t length)
{
	struct flock lock = region(type, start, length);

	return fcntl(fd, ofd_setlkw(), &lock);
}

void file_lock_expect_conflict(int result)
{
	check_error(THERE, "fcntl(), of what another has locked", result, -1, EAGAIN, EACCES);
}

static short type_of(char letter)
{
	return letter == 'w' ? F_WRLCK : letter == 'r' ? F_RDLCK : F_UNLCK;
}

void file_lock_set(int fd, const char *text)
{
	off_t start = 0;

	while (text[start] != '\0') {
		off_t end = start;

		while (text[end] == text[start])
			end++;
		if (text[start] != '.')
			check_success(THERE, "fcntl(F_SETLK)",
				      lock_region(fd, type_of(text[start]), start, end - start));
		start = end;
	}
}

/* What stands in the way of a write lock of the byte. */
static char lock_of_byte(int fd, off_t byte)
{
	struct flock lock = region(F_WRLCK, byte, 1);

	check_success(THERE, "fcntl(F_GETLK)", fcntl(fd, F_GETLK, &lock));
	return lock.l_type == F_UNLCK ? '.' : lock.l_type == F_RDLCK ? 'r' : 'w';
}

const char *file_lock_find(const char *path, size_t size)
{
	char *found = share(size + 1);
	struct actor *observer = ACTOR("observer")
	{
		int fd = open_again(path, O_RDWR);
		size_t i;

		for (i = 0; i < size; i++)
			found[i] = lock_of_byte(fd, (off_t)i);
	}

	actor_expect_finished(observer);
	return found;
}

void file_lock_expect(const char *path, const char *text)
{
	check_string(THERE, "the locks of the file", text, file_lock_find(path, strlen(text)));
}

struct held {
	const char *path;
	struct flock lock;
	int command;
	struct gate *has_lock; /* NULL: does not hold what it has got */
};

static void hold(void *argument)
{
	struct held *held = argument;
	int fd = open_again(held->path, O_RDWR);

	check_success(THERE, "fcntl()", fcntl(fd, held->command, &held->lock));
	if (!held->has_lock)
		return;
	open_gate(held->has_lock);
	for (;;)
		pause();
}

struct actor *file_lock_start_holder(const char *path, short type, off_t start, off_t length)
{
	struct held held = {path, region(type, start, length), F_SETLK, new_gate()};
	struct actor *holder = start_process("holder", hold, &held);

	gate_pass(held.has_lock);
	return holder;
}

struct actor *file_lock_start_waiter(const char *path, short type, off_t start, off_t length)
{
	struct held held = {path, region(type, start, length), F_SETLKW, NULL};

	return start_process("waiter", hold, &held);
}

struct actor *file_lock_start_heir(const char *path, short type, off_t start, off_t length,
				   struct gate *has_lock)
{
	struct held held = {path, region(type, start, length), F_SETLKW, has_lock};

	return start_process("heir", hold, &held);
}
