#include "failing.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/fuse.h>
#include <sys/mount.h>
#endif

#include "check.h"
#include "descriptor.h"
#include "verdict.h"

#ifdef __linux__

/* A request is refused by the kernel's device if the buffer could not hold any. */
enum { REQUEST_SIZE = 1 << 18 };

/* Agrees to what the kernel proposes first, and answers EIO to all that follows. */
static void play_device(int fd)
{
	static char request[REQUEST_SIZE];
	const struct fuse_in_header *in = (const struct fuse_in_header *)request;

	while (read(fd, request, sizeof(request)) > 0) {
		struct {
			struct fuse_out_header header;
			struct fuse_init_out init;
		} out = {.header = {sizeof(out.header), -EIO, in->unique},
			 .init = {.major = FUSE_KERNEL_VERSION,
				  .minor = FUSE_KERNEL_MINOR_VERSION,
				  .max_write = 4096}};

		/* It speaks the kernel's byte order, not that of an emulator's program. */
		if (in->opcode == (uint32_t)FUSE_INIT << 24)
			skip_unsupported("the kernel's FUSE has another byte order");
		if (in->opcode == FUSE_INIT)
			out.header = (struct fuse_out_header){sizeof(out), 0, in->unique};
		SETUP(write(fd, &out, out.header.len));
	}
}

struct actor *mount_failing(const char *path)
{
	int fd = own(open("/dev/fuse", O_RDWR | O_CLOEXEC));
	struct actor *device;
	char options[80];

	if (fd == -1)
		skip_unpermitted("no use of /dev/fuse: %s", strerror(errno));
	snprintf(options, sizeof(options), "fd=%d,rootmode=40000,user_id=%ld,group_id=%ld", fd,
		 (long)geteuid(), (long)getegid());
	if (mount("ipcts", path, "fuse", 0, options) == -1)
		skip_unpermitted("cannot mount FUSE: %s", strerror(errno));
	device = ACTOR("broken device")
	{
		play_device(fd);
	}
	close_end(fd);
	return device;
}

#else

struct actor *mount_failing(const char *path)
{
	(void)path;
	skip_unsupported("no FUSE on this system");
}

#endif
