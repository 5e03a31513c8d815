/* Deviants of what closes a socket that is connected. */
#include "deviant.h"
#include "unix_type.h"

#include <fcntl.h>

static bool is_connection(int fd)
{
	int type = local_socket_type(fd);

	return type == SOCK_STREAM || type == SOCK_SEQPACKET;
}

DEVIANT(unix_close_peer_sees_eof, "something keeps a closed socket open", int, close, (int fd))
{
	if (is_connection(fd))
		real_fcntl(fd, F_DUPFD, 100);
	return real_close(fd);
}

DEVIANT(unix_close_other_dup_keeps_connection, "the first close ends the connection", int, close,
	(int fd))
{
	if (is_connection(fd))
		real_shutdown(fd, SHUT_RDWR);
	return real_close(fd);
}
