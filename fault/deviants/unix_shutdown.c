/* Deviants of shutdown(), and of what comes after it. */
#include "deviant.h"
#include "unix_type.h"

#include <errno.h>

/* Descriptors of which a deviant has noted that they were shut down for sending. */
enum { LIMIT = 64 };
static bool is_shut[LIMIT];

static bool is_noted(int fd)
{
	return fd >= 0 && fd < LIMIT && is_shut[fd];
}

static void note(int fd, int how)
{
	if (how != SHUT_RD && fd >= 0 && fd < LIMIT)
		is_shut[fd] = true;
}

DEVIANT(unix_shutdown_wr_gives_peer_eof, "SHUT_WR ends the other direction, too", int, shutdown,
	(int fd, int how))
{
	return real_shutdown(fd, how == SHUT_WR ? SHUT_RDWR : how);
}

DEVIANT(unix_shutdown_wr_own_send_epipe, "what is sent after SHUT_WR is lost", int, shutdown,
	(int fd, int how))
{
	note(fd, how);
	return real_shutdown(fd, how);
}

DEVIANT(unix_shutdown_wr_own_send_epipe, "what is sent after SHUT_WR is lost", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	return is_noted(fd) ? (ssize_t)size : real_send(fd, buffer, size, flags);
}

DEVIANT(unix_shutdown_rd_own_recv_zero, "SHUT_RD does nothing", int, shutdown, (int fd, int how))
{
	return how == SHUT_RD ? 0 : real_shutdown(fd, how);
}

DEVIANT(unix_shutdown_rd_peer_send, "what is sent to one after SHUT_RD is lost", int, shutdown,
	(int fd, int how))
{
	note(fd, how);
	return real_shutdown(fd, how);
}

DEVIANT(unix_shutdown_rd_peer_send, "what is sent to one after SHUT_RD is lost", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	ssize_t count = real_send(fd, buffer, size, flags);

	return count == -1 && errno == EPIPE && !is_noted(fd) ? (ssize_t)size : count;
}

DEVIANT(unix_shutdown_rdwr_both, "SHUT_RDWR leaves one direction open", int, shutdown,
	(int fd, int how))
{
	return real_shutdown(fd, how == SHUT_RDWR ? SHUT_WR : how);
}

DEVIANT(unix_shutdown_acts_on_all_dups, "only this descriptor cannot send any more", int, shutdown,
	(int fd, int how))
{
	note(fd, how);
	return 0;
}

DEVIANT(unix_shutdown_acts_on_all_dups, "only this descriptor cannot send any more", ssize_t, send,
	(int fd, const void *buffer, size_t size, int flags))
{
	return is_noted(fd) ? fail(EPIPE) : real_send(fd, buffer, size, flags);
}

DEVIANT(unix_shutdown_fd_still_open, "SHUT_RDWR closes the descriptor", int, shutdown,
	(int fd, int how))
{
	int result = real_shutdown(fd, how);

	if (result == 0 && how == SHUT_RDWR && local_socket_type(fd))
		real_close(fd);
	return result;
}

DEVIANT(unix_shutdown_wakes_blocked_reader, "one that waits sleeps on", ssize_t, recv,
	(int fd, void *buffer, size_t size, int flags))
{
	bool has_to_wait = local_socket_type(fd) && !is_readable(fd) && !(flags & MSG_DONTWAIT);
	ssize_t count = real_recv(fd, buffer, size, flags);

	if (count == 0 && has_to_wait)
		block_forever();
	return count;
}

DEVIANT(unix_shutdown_bad_how_einval, "what is none of them is SHUT_RDWR", int, shutdown,
	(int fd, int how))
{
	bool is_valid = how == SHUT_RD || how == SHUT_WR || how == SHUT_RDWR;

	return real_shutdown(fd, is_valid ? how : SHUT_RDWR);
}
