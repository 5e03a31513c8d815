/* What shm_open() gives, makes and leaves as it is. */
#include "posix_shm.h"

#include <string.h>
#include <unistd.h>

static bool is_cloexec(int fd)
{
	return EXPECT_OK(fcntl(fd, F_GETFD)) & FD_CLOEXEC;
}

static int access_mode(int fd)
{
	return (int)EXPECT_OK(fcntl(fd, F_GETFL)) & O_ACCMODE;
}

CASE(shm_open_returns_lowest_fd)
{
	const char *name = unique_name();
	int lowest = own((int)SETUP(dup(STDIN_FILENO)));
	int above = own((int)SETUP(dup(STDIN_FILENO)));

	close_end(lowest);
	EXPECT_EQ(lowest, own(shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600)));
	close_end(above);
	EXPECT_EQ(above, own(shm_open(name, O_RDONLY, 0)));
	remove_object(name);
}

CASE(shm_open_cloexec_set)
{
	struct object o = new_object(0);

	EXPECT(is_cloexec(o.fd));
	EXPECT(is_cloexec(open_object(o.name, O_RDWR)));
	EXPECT(is_cloexec(open_object(o.name, O_RDONLY)));
	remove_object(o.name);
}

CASE(shm_open_new_description)
{
	struct object o = new_object(1);
	int same = open_object(o.name, O_RDONLY);
	struct actor *other = ACTOR("other process")
	{
		EXPECT_EQ(O_RDWR, access_mode(open_object(o.name, O_RDWR)));
		EXPECT_EQ(O_RDONLY, access_mode(open_object(o.name, O_RDONLY)));
		EXPECT_EQ(O_RDONLY, access_mode(same));
	}

	expect_finished(other);
	EXPECT_EQ(O_RDWR, access_mode(o.fd));
	EXPECT_EQ(O_RDONLY, access_mode(same));
	EXPECT_EQ(O_RDWR, access_mode(open_object(o.name, O_RDWR)));
	remove_object(o.name);
}

CASE(shm_open_same_name_same_object)
{
	enum { PROCESSES = 3 };
	struct object o = new_object(PROCESSES);
	ino_t number = object_status(o.fd).st_ino;
	unsigned char *bytes = map_object(o.fd, PROCESSES);
	struct actor *others[PROCESSES];
	int i;

	for (i = 0; i < PROCESSES; i++) {
		others[i] = ACTOR("other process")
		{
			int fd = open_object(o.name, O_RDWR);

			EXPECT_EQ(number, object_status(fd).st_ino);
			map_object(fd, PROCESSES)[i] = (unsigned char)('a' + i);
		}
	}
	for (i = 0; i < PROCESSES; i++)
		expect_finished(others[i]);
	EXPECT_BYTES("abc", bytes, PROCESSES);
	remove_object(o.name);
}

CASE(shm_open_enoent_without_creat, shm_open_enoent)
{
	const char *name = unique_name();
	int fd = lowest_free();

	EXPECT_ERROR(ENOENT, shm_open(name, O_RDWR, 0600));
	EXPECT_ERROR(ENOENT, shm_open(name, O_RDONLY, 0600));
	EXPECT_ERROR(ENOENT, shm_open(name, O_RDWR | O_TRUNC, 0600));
	EXPECT_EQ(fd, lowest_free());
	own((int)EXPECT_OK(shm_open(name, O_CREAT | O_RDWR, 0600)));
	remove_object(name);
}

CASE(shm_open_creat_size_zero)
{
	const char *name = unique_name();
	int fd = own((int)EXPECT_OK(shm_open(name, O_CREAT | O_RDWR, 0600)));

	expect_size(0, fd);
	remove_object(name);
}

CASE(shm_open_creat_existing_opens)
{
	struct object o = new_object(3);
	uid_t owner = object_status(o.fd).st_uid;
	int fd;

	memcpy(map_object(o.fd, 3), "abc", 3);
	umask(0);
	fd = own((int)EXPECT_OK(shm_open(o.name, O_CREAT | O_RDWR, 0666)));
	EXPECT_EQ(object_status(o.fd).st_ino, object_status(fd).st_ino);
	expect_mode(0600, fd);
	EXPECT_EQ(owner, object_status(fd).st_uid);
	expect_size(3, fd);
	EXPECT_BYTES("abc", map_object(fd, 3), 3);
	remove_object(o.name);
}

CASE(shm_open_excl_existing_eexist, shm_open_eexist)
{
	struct object o = new_object(3);
	unsigned char *bytes = map_object(o.fd, 3);
	int fd = lowest_free();

	memcpy(bytes, "abc", 3);
	EXPECT_ERROR(EEXIST, shm_open(o.name, O_CREAT | O_EXCL | O_RDWR, 0600));
	EXPECT_ERROR(EEXIST, shm_open(o.name, O_CREAT | O_EXCL | O_RDWR | O_TRUNC, 0600));
	EXPECT_ERROR(EEXIST, shm_open(o.name, O_CREAT | O_EXCL | O_RDONLY, 0));
	EXPECT_EQ(fd, lowest_free());
	expect_size(3, o.fd);
	EXPECT_BYTES("abc", bytes, 3);
	remove_object(o.name);
}

CASE(shm_open_trunc_rdwr)
{
	struct object o = new_object(3);
	uid_t owner = object_status(o.fd).st_uid;
	int fd;

	memcpy(map_object(o.fd, 3), "abc", 3);
	fd = own((int)EXPECT_OK(shm_open(o.name, O_RDWR | O_TRUNC, 0666)));
	expect_size(0, fd);
	expect_mode(0600, fd);
	EXPECT_EQ(owner, object_status(fd).st_uid);
	SETUP(ftruncate(fd, 3));
	expect_all(0, map_object(fd, 3), 3);
	remove_object(o.name);
}

CASE(shm_open_rdonly_maps_read_only)
{
	struct object o = new_object(1);
	int fd = open_object(o.name, O_RDONLY);
	const unsigned char *bytes = map_file(fd, 1, PROT_READ, MAP_SHARED);

	*map_object(o.fd, 1) = 'x';
	EXPECT_EQ('x', *bytes);
	EXPECT_ERROR(EACCES, mmap(NULL, 1, PROT_WRITE, MAP_SHARED, fd, 0));
	EXPECT_ERROR(EACCES, mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
	remove_object(o.name);
}

CASE(shm_open_rdwr_maps_both)
{
	struct object o = new_object(2);
	int fd = open_object(o.name, O_RDWR);
	unsigned char *both = map_file(fd, 2, PROT_READ | PROT_WRITE, MAP_SHARED);
	unsigned char *written = map_file(fd, 2, PROT_WRITE, MAP_SHARED);
	const unsigned char *read_only = map_file(fd, 2, PROT_READ, MAP_SHARED);

	both[0] = 'a';
	written[1] = 'b';
	EXPECT_BYTES("ab", both, 2);
	EXPECT_BYTES("ab", read_only, 2);
	remove_object(o.name);
}

/* Tells what an open does that the standard does not define; by itself, lest it ends the case. */
static void observe_open(const char *key, const char *name, int flags)
{
	struct actor *opener = ACTOR("opener")
	{
		int fd = own(shm_open(name, flags, 0600));

		if (fd == -1)
			observe(key, "%s", error_name(errno));
		else
			observe(key, "opened, size %ld", (long)object_status(fd).st_size);
	}

	expect_finished(opener);
}

CASE(shm_open_excl_without_creat_undefined)
{
	struct object o = new_object(1);

	observe_open("O_RDWR | O_EXCL on an object", o.name, O_RDWR | O_EXCL);
	remove_object(o.name);
	observe_open("O_RDWR | O_EXCL on a missing name", o.name, O_RDWR | O_EXCL);
}

CASE(shm_open_trunc_rdonly_undefined)
{
	struct object o = new_object(1);

	observe_open("O_RDONLY | O_TRUNC on an object of 1 byte", o.name, O_RDONLY | O_TRUNC);
	remove_object(o.name);
}

CASE(shm_open_file_offset_unspecified)
{
	struct object o = new_object(10);
	off_t offset = lseek(o.fd, 0, SEEK_CUR);

	observe("file offset after shm_open()", "%ld %s", (long)offset,
		offset == -1 ? error_name(errno) : "");
	remove_object(o.name);
}

CASE(shm_open_clofork_flag)
{
#ifdef O_CLOFORK
	struct object o = new_object(0);
	int fd = own(shm_open(o.name, O_RDWR | O_CLOFORK, 0));

	observe("O_RDWR | O_CLOFORK", "%s", fd == -1 ? error_name(errno) : "opened");
	if (fd != -1)
		observe("FD_CLOFORK after O_CLOFORK", "%s",
			fcntl(fd, F_GETFD) & FD_CLOFORK ? "set" : "clear");
	remove_object(o.name);
#else
	skip_unsupported("no O_CLOFORK in <fcntl.h>");
#endif
}
