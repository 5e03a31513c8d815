/* The descriptor of an object: what a program asks of it besides mmap() and ftruncate(). */
#include "posix_shm.h"

#include <string.h>
#include <unistd.h>

/* The group is the process's or, where names are files, that of their directory. */
static bool is_plausible_group(gid_t group)
{
	struct stat directory;

	return group == getegid() ||
	       (stat("/dev/shm", &directory) == 0 && group == directory.st_gid);
}

CASE(shm_fstat_fields)
{
	struct object o = new_object(100);
	struct stat status;

	memset(&status, 0xff, sizeof(status));
	EXPECT_EQ(0, fstat(o.fd, &status));
	EXPECT_EQ(geteuid(), status.st_uid);
	EXPECT(is_plausible_group(status.st_gid));
	EXPECT_EQ(100, status.st_size);
	EXPECT_EQ(0600, status.st_mode & 0666);
	SETUP(fchmod(o.fd, 0246));
	expect_mode(0246, o.fd);
	remove_object(o.name);
}

CASE(shm_fstat_other_fields_may)
{
	struct object o = new_object(100);
	struct stat status = object_status(o.fd);

	observe("type in st_mode", "%s", S_ISREG(status.st_mode) ? "regular file" : "another");
	observe("st_nlink", "%ld", (long)status.st_nlink);
	observe("st_mtim", "%s", status.st_mtim.tv_sec ? "filled" : "0");
	observe("st_blksize", "%ld", (long)status.st_blksize);
	remove_object(o.name);
}

CASE(shm_rw_read_write_unspecified)
{
	struct object o = new_object(3);
	char bytes[] = "...";
	ssize_t count;

	count = write(o.fd, "ab", 2);
	observe("write() of 2 bytes", "%zd", count);
	observe("lseek() to 0", "%ld", (long)lseek(o.fd, 0, SEEK_SET));
	count = read(o.fd, bytes, 3);
	observe("read() of 3 bytes", "%zd", count);
	remove_object(o.name);
}

CASE(shm_fcntl_locks_unspecified)
{
	struct object o = new_object(1);
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	int flags = (int)EXPECT_OK(fcntl(o.fd, F_GETFL));

	observe("F_SETFL", "%d", fcntl(o.fd, F_SETFL, flags | O_APPEND));
	observe("F_SETLK", "%d", fcntl(o.fd, F_SETLK, &lock));
	remove_object(o.name);
}

CASE(shm_fcntl_getfd_like_file)
{
	struct object o = new_object(1);
	int read_only = open_object(o.name, O_RDONLY);
	int copy = own((int)EXPECT_OK(fcntl(o.fd, F_DUPFD, read_only + 10)));

	EXPECT_EQ(read_only + 10, copy);
	EXPECT_EQ(0, fcntl(copy, F_GETFD) & FD_CLOEXEC);
	EXPECT_EQ(0, fcntl(copy, F_SETFD, FD_CLOEXEC));
	EXPECT_EQ(FD_CLOEXEC, fcntl(copy, F_GETFD) & FD_CLOEXEC);
	EXPECT_EQ(0, fcntl(o.fd, F_SETFD, 0));
	EXPECT_EQ(0, fcntl(o.fd, F_GETFD) & FD_CLOEXEC);
	EXPECT_EQ(O_RDWR, fcntl(copy, F_GETFL) & O_ACCMODE);
	EXPECT_EQ(O_RDONLY, fcntl(read_only, F_GETFL) & O_ACCMODE);
	close_end(o.fd);
	*map_object(copy, 1) = 'x';
	EXPECT_EQ('x', *map_file(read_only, 1, PROT_READ, MAP_SHARED));
	remove_object(o.name);
}

CASE(shm_fork_fd_inherited)
{
	struct object o = new_object(2);
	unsigned char *bytes = map_object(o.fd, 3);
	struct actor *child = ACTOR("child")
	{
		EXPECT(fcntl(o.fd, F_GETFD) & FD_CLOEXEC);
		expect_size(2, o.fd);
		memcpy(map_object(o.fd, 2), "ab", 2);
		EXPECT_OK(ftruncate(o.fd, 3));
	}

	expect_finished(child);
	expect_size(3, o.fd);
	EXPECT_BYTES("ab", bytes, 3);
	remove_object(o.name);
}

CASE(shm_limit_sysconf_option)
{
	EXPECT(sysconf(_SC_SHARED_MEMORY_OBJECTS) > 0);
}
