/*
 * <sys/un.h> and <sys/socket.h>: what programs that are compiled with these
 * headers, and the system that they run on, have to agree on.
 */
#include "unix_socket.h"

#include <stdalign.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

/* Whether the expression has the type, or rather one compatible with it. */
#define IS_OF(type, expression) _Generic(&(expression), type * : true, default : false)

/* An address made of the members alone is that of a file. */
CASE(unix_header_sockaddr_un)
{
	const char *path = scratch_path();
	struct sockaddr_un name;

	EXPECT(IS_OF(sa_family_t, name.sun_family));
	EXPECT(IS_OF(char, name.sun_path[0]));
	EXPECT(sizeof(name.sun_path) > 1);
	EXPECT((sa_family_t)-1 > 0);
	memset(&name, 0, sizeof(name));
	name.sun_family = AF_UNIX;
	strcpy(name.sun_path, path);
	EXPECT_EQ(0, bind(new_socket(SOCK_STREAM), (struct sockaddr *)&name, sizeof(name)));
	EXPECT_EQ(0, access(path, F_OK));
}

CASE(unix_header_sockaddr_storage_fits)
{
	const char *path = scratch_path();
	int fd = bound_socket(SOCK_STREAM, path);
	struct sockaddr_storage storage;
	socklen_t length = sizeof(storage);

	EXPECT(sizeof(storage) >= sizeof(struct sockaddr_un));
	EXPECT(alignof(struct sockaddr_storage) >= alignof(struct sockaddr_un));
	EXPECT(IS_OF(sa_family_t, storage.ss_family));
	EXPECT_EQ(offsetof(struct sockaddr_un, sun_family),
		  offsetof(struct sockaddr_storage, ss_family));
	memset(&storage, 0, sizeof(storage));
	EXPECT_EQ(0, getsockname(fd, (struct sockaddr *)&storage, &length));
	EXPECT_EQ(AF_UNIX, storage.ss_family);
	EXPECT_STRING(path, ((struct sockaddr_un *)&storage)->sun_path);
}

CASE(unix_header_somaxconn)
{
#ifdef SOMAXCONN
	EXPECT(SOMAXCONN > 0);
#else
	check_failed(HERE, "<sys/socket.h> does not define SOMAXCONN");
#endif
}
