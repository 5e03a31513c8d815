/* Deviants of what Linux tells of the peer, and of the sender. */
#include "deviant.h"

#ifdef __linux__
#include <string.h>
#include <unistd.h>

static struct ucred my_ids(void)
{
	return (struct ucred){getpid(), geteuid(), getegid()};
}

DEVIANT(unix_creds_linux_so_peercred, "the peer is said to be the one who asks", int, getsockopt,
	(int fd, int level, int name, void *value, socklen_t *length))
{
	struct ucred ids = my_ids();
	int result = real_getsockopt(fd, level, name, value, length);

	if (result == 0 && level == SOL_SOCKET && name == SO_PEERCRED)
		memcpy(value, &ids, sizeof(ids));
	return result;
}

DEVIANT(unix_creds_linux_scm_credentials, "the sender is said to be the receiver", ssize_t, recvmsg,
	(int fd, struct msghdr *message, int flags))
{
	ssize_t count = real_recvmsg(fd, message, flags);
	struct ucred ids = my_ids();
	struct cmsghdr *header;

	for (header = count >= 0 ? CMSG_FIRSTHDR(message) : NULL; header;
	     header = CMSG_NXTHDR(message, header))
		if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_CREDENTIALS)
			memcpy(CMSG_DATA(header), &ids, sizeof(ids));
	return count;
}
#endif
