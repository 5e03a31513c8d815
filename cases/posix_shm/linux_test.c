/* What the Linux manual adds: where objects are, and how long their names. */
#include "posix_shm.h"

#include <limits.h>
#include <sys/vfs.h>
#include <unistd.h>

CASE(shm_open_linux_dev_shm)
{
	enum { TMPFS = 0x01021994 }; /* as in <linux/magic.h> */
	struct object o = new_object(3);
	struct statfs file_system;
	struct stat status;
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "/dev/shm%s", o.name);
	EXPECT_OK(stat(path, &status));
	EXPECT(S_ISREG(status.st_mode));
	EXPECT_EQ(3, status.st_size);
	EXPECT_EQ(object_status(o.fd).st_ino, status.st_ino);
	EXPECT_EQ(object_status(o.fd).st_dev, status.st_dev);
	EXPECT_OK(fstatfs(o.fd, &file_system));
	EXPECT_EQ(TMPFS, file_system.f_type);
	remove_object(o.name);
	EXPECT_ERROR(ENOENT, stat(path, &status));
}

CASE(shm_open_linux_name_len)
{
	enum { SLASH = 1 };
	const char *name = unique_name_of(SLASH + NAME_MAX);
	const char *longer = unique_name_of(SLASH + NAME_MAX + 1);

	own((int)EXPECT_OK(shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600)));
	remove_object(name);
	EXPECT_ERROR_OF(ENAMETOOLONG, EINVAL, shm_open(longer, O_CREAT | O_EXCL | O_RDWR, 0600));
}
