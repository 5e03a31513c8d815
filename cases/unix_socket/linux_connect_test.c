/* What only Linux documents of connect(). */
#include "paths.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* The path of a new file of a type that is not a socket. */
static const char *make_other_file(mode_t type)
{
	const char *path = scratch_path();

	if (type == S_IFDIR)
		SETUP(mkdir(path, 0700));
	else if (type == S_IFIFO)
		SETUP(mkfifo(path, 0600));
	else
		close_end((int)SETUP(open(path, O_WRONLY | O_CREAT, 0600)));
	return path;
}

CASE_VARIANTS(socket_types, unix_connect_not_a_socket_file)
{
	static const mode_t types[] = {S_IFREG, S_IFDIR, S_IFIFO};
	int type = (int)variant()->value;
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		EXPECT_ERROR(ECONNREFUSED, connect_to(new_socket(type), make_other_file(types[i])));
	EXPECT_ERROR(ECONNREFUSED, connect_to(new_socket(type), "/dev/null"));
}

CASE_VARIANTS(connection_types, connect_eagain)
{
	enum { ENOUGH = 100 };
	const char *path = scratch_path();
	int type = (int)variant()->value;
	int listener = listening_socket(type, path, 2);
	int client = new_socket(type | SOCK_NONBLOCK);
	int waiting = 0;

	while (connect_to(client, path) == 0 && ++waiting < ENOUGH)
		client = new_socket(type | SOCK_NONBLOCK);
	EXPECT_ERROR(EAGAIN, connect_to(client, path));
	accepted_socket(listener);
	EXPECT_EQ(0, connect_to(client, path));
	for (; waiting > 1; waiting--)
		accepted_socket(listener);
	expect_conversation(client, accepted_socket(listener));
}

CASE(connect_eperm)
{
	const char *path = scratch_path();
	const char *peer_path = scratch_path();
	const char *third_path = scratch_path();
	int one = bound_socket(SOCK_DGRAM, path);
	int peer = bound_socket(SOCK_DGRAM, peer_path);
	int third = bound_socket(SOCK_DGRAM, third_path);

	SETUP(connect_to(one, peer_path));
	EXPECT_ERROR(EPERM, connect_to(third, path));
	EXPECT_ERROR(EPERM, connect_to(new_socket(SOCK_DGRAM), path));
	EXPECT_EQ(0, connect_to(peer, path));
	expect_conversation(one, peer);
	/* What was refused has set no peer. */
	EXPECT_ERROR(ENOTCONN, send(third, "x", 1, 0));
}
