/* Deviants of what Linux documents of bind(): abstract names, modes and lengths. */
#include "deviant.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

enum { OFFSET = offsetof(struct sockaddr_un, sun_path) };

static bool is_local(const struct sockaddr *address, socklen_t length)
{
	return address && length >= sizeof(sa_family_t) && address->sa_family == AF_UNIX;
}

static bool is_abstract(const struct sockaddr *address, socklen_t length)
{
	return is_local(address, length) && length > OFFSET &&
	       ((const struct sockaddr_un *)address)->sun_path[0] == '\0';
}

DEVIANT(unix_bind_linux_mode_umask, "the umask is ignored", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	int result = real_bind(fd, address, length);

	if (result == 0 && is_local(address, length) &&
	    length == strnlen(address->sa_data, 100) + 3)
		real_chmod(address->sa_data, 0777);
	return result;
}

DEVIANT(unix_bind_linux_abstract, "null bytes up to the end belong to the name", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};

	if (!is_abstract(address, length))
		return real_bind(fd, address, length);
	memcpy(&name, address, length);
	return real_bind(fd, (struct sockaddr *)&name, sizeof(name));
}

DEVIANT(unix_bind_linux_abstract_auto_removed, "a closed socket keeps its name", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	if (is_abstract(address, length))
		real_fcntl(fd, F_DUPFD_CLOEXEC, 100);
	return real_bind(fd, address, length);
}

DEVIANT(unix_bind_linux_abstract_nulls_significant, "a name ends at the next null byte", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	const struct sockaddr_un *name = (const struct sockaddr_un *)address;

	if (is_abstract(address, length))
		length = (socklen_t)(OFFSET + 1 + strnlen(name->sun_path + 1, length - OFFSET - 1));
	return real_bind(fd, address, length);
}

/* Nobody has write permission for abstract names. */
static bool *is_denied;
COMMON(is_denied)

DEVIANT(unix_bind_linux_abstract_no_permissions, "the umask denies connections", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	mode_t mask = umask(0);

	umask(mask);
	if (is_abstract(address, length))
		*is_denied = mask & S_IWOTH;
	return real_bind(fd, address, length);
}

DEVIANT(unix_bind_linux_abstract_no_permissions, "the umask denies connections", int, connect,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	if (is_abstract(address, length) && *is_denied)
		return fail(EACCES);
	return real_connect(fd, address, length);
}

DEVIANT(unix_bind_linux_autobind, "the name has another number of digits", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	static unsigned count;
	struct sockaddr_un name = {.sun_family = AF_UNIX};

	if (!is_local(address, length) || length != sizeof(sa_family_t))
		return real_bind(fd, address, length);
	length = OFFSET + 1;
	length += (socklen_t)snprintf(name.sun_path + 1, sizeof(name.sun_path) - 1, "%06x%04x",
				      (unsigned)getpid(), count++);
	return real_bind(fd, (struct sockaddr *)&name, length);
}

DEVIANT(unix_bind_linux_path_107, "a path has to end with a null byte", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	const struct sockaddr_un *name = (const struct sockaddr_un *)address;

	if (is_local(address, length) && length == sizeof(*name) &&
	    !memchr(name->sun_path, '\0', sizeof(name->sun_path)))
		return fail(EINVAL);
	return real_bind(fd, address, length);
}

DEVIANT(unix_bind_linux_addrlen_too_big_einval, "what is too long is cut off", int, bind,
	(int fd, const struct sockaddr *address, socklen_t length))
{
	if (is_local(address, length) && length > sizeof(struct sockaddr_un))
		length = sizeof(struct sockaddr_un);
	return real_bind(fd, address, length);
}
