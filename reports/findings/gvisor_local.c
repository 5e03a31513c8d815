/* Sockets of the local family under gVisor: addresses and connections. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "finding.h"

static const struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};

static int bind_to(int fd, const struct sockaddr_un *to)
{
	return bind(fd, (const struct sockaddr *)to, sizeof(*to));
}

static int connect_to(int fd, const struct sockaddr_un *to)
{
	return connect(fd, (const struct sockaddr *)to, sizeof(*to));
}

/* A socket that listens at the address; -1 with errno. */
static int listening(int backlog)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	return bind_to(fd, &address) == 0 && listen(fd, backlog) == 0 ? fd : -1;
}

FINDING("gVisor loses the connection when accept() fails with EMFILE")
{
	struct rlimit limit, none;
	int listener = listening(1);

	getrlimit(RLIMIT_NOFILE, &limit);
	none = limit;
	none.rlim_cur = 0;
	if (connect_to(socket(AF_UNIX, SOCK_STREAM, 0), &address) == -1)
		return CANNOT_TRY;
	setrlimit(RLIMIT_NOFILE, &none);
	if (accept(listener, NULL, NULL) != -1 || errno != EMFILE)
		return CANNOT_TRY;
	setrlimit(RLIMIT_NOFILE, &limit);
	fcntl(listener, F_SETFL, O_NONBLOCK);
	return accept(listener, NULL, NULL) == -1 && errno == EAGAIN ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor does not block connect() to a full local queue: it fails with EAGAIN")
{
	if (listening(0) == -1)
		return CANNOT_TRY;
	alarm_often(0);
	for (int i = 0; i < 100; i++) {
		if (connect_to(socket(AF_UNIX, SOCK_STREAM, 0), &address) == -1)
			return errno == EAGAIN ? SHOWN : NOT_SHOWN;
	}
	return CANNOT_TRY;
}

/* EPROTOTYPE is what the standard says. */
FINDING("gVisor reports ECONNREFUSED for a connect() to a local socket of another type")
{
	if (listening(1) == -1)
		return CANNOT_TRY;
	return connect_to(socket(AF_UNIX, SOCK_DGRAM, 0), &address) == -1 && errno == ECONNREFUSED
		       ? SHOWN
		       : NOT_SHOWN;
}

/* EPROTOTYPE is what the standard says. */
FINDING("gVisor reports EINVAL for a datagram to a path that is of no datagram socket, or of none "
	"any more")
{
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);

	if (listening(1) == -1)
		return CANNOT_TRY;
	return sendto(fd, "a", 1, 0, (const struct sockaddr *)&address, sizeof(address)) == -1 &&
			       errno == EINVAL
		       ? SHOWN
		       : NOT_SHOWN;
}

FINDING("gVisor reports EINVAL for connect() of a local datagram socket to AF_UNSPEC")
{
	struct sockaddr nobody = {.sa_family = AF_UNSPEC};
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, fds) == -1)
		return CANNOT_TRY;
	return connect(fds[0], &nobody, sizeof(nobody)) == -1 && errno == EINVAL ? SHOWN
										 : NOT_SHOWN;
}

/* EPERM is what Linux reports: only the peer may send to a connected socket. */
FINDING("gVisor gives a connected local datagram socket what others send, too")
{
	const struct sockaddr_un peer = {.sun_family = AF_UNIX, .sun_path = "peer"};
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	int other = socket(AF_UNIX, SOCK_DGRAM, 0);

	if (bind_to(fd, &address) == -1 || bind_to(socket(AF_UNIX, SOCK_DGRAM, 0), &peer) == -1 ||
	    connect_to(fd, &peer) == -1)
		return CANNOT_TRY;
	sendto(other, "a", 1, 0, (const struct sockaddr *)&address, sizeof(address));
	return recv(fd, (char[1]){0}, 1, MSG_DONTWAIT) == 1 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor does not give a local socket an address of its own (autobind): it reports EINVAL")
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	return bind(fd, (const struct sockaddr *)&address, sizeof(sa_family_t)) == -1 &&
			       errno == EINVAL
		       ? SHOWN
		       : NOT_SHOWN;
}

/* EOPNOTSUPP is what the standard says. */
FINDING("gVisor reports ESOCKTNOSUPPORT for a pair of internet sockets")
{
	return socketpair(AF_INET, SOCK_STREAM, 0, (int[2]){0}) == -1 && errno == ESOCKTNOSUPPORT
		       ? SHOWN
		       : NOT_SHOWN;
}

FINDING("gVisor reports EINVAL, not ESOCKTNOSUPPORT, for a type that the local family does not "
	"have")
{
	return socket(AF_UNIX, SOCK_RDM, 0) == -1 && errno == EINVAL ? SHOWN : NOT_SHOWN;
}

/* ENOTDIR is what the standard says. */
FINDING("gVisor reports EISDIR for the path of a socket that ends in a slash behind a file")
{
	const struct sockaddr_un behind = {.sun_family = AF_UNIX, .sun_path = "file/"};

	if (open("file", O_RDWR | O_CREAT, 0600) == -1)
		return CANNOT_TRY;
	return bind_to(socket(AF_UNIX, SOCK_STREAM, 0), &behind) == -1 && errno == EISDIR
		       ? SHOWN
		       : NOT_SHOWN;
}

FINDING("gVisor does not set SO_ACCEPTCONN on local sockets")
{
	socklen_t size = sizeof(int);
	int value;

	if (getsockopt(listening(1), SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == -1)
		return CANNOT_TRY;
	return value == 0 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor lets a connected local socket listen")
{
	const struct sockaddr_un own = {.sun_family = AF_UNIX, .sun_path = "own"};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (listening(1) == -1 || bind_to(fd, &own) == -1 || connect_to(fd, &address) == -1)
		return CANNOT_TRY;
	return listen(fd, 1) == 0 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor ignores an address of accept() where nothing can be stored")
{
	void *nowhere = mmap(NULL, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	socklen_t size = sizeof(address);
	int listener = listening(1);

	if (connect_to(socket(AF_UNIX, SOCK_STREAM, 0), &address) == -1)
		return CANNOT_TRY;
	return accept(listener, nowhere, &size) != -1 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor shows end-of-file, not ECONNRESET, to a connection that was never accepted")
{
	int listener = listening(1);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (connect_to(fd, &address) == -1 || close(listener) == -1)
		return CANNOT_TRY;
	return recv(fd, (char[1]){0}, 1, 0) == 0 ? SHOWN : NOT_SHOWN;
}

/* EOPNOTSUPP is what Linux reports. */
FINDING("gVisor reports ENOTCONN, not EOPNOTSUPP, for the peer of a socket of packets")
{
	struct sockaddr_storage peer;
	socklen_t size = sizeof(peer);
	int fd;

	/* In a network of its own everybody may have such a socket. */
	if (unshare(CLONE_NEWNET | CLONE_NEWUSER) == -1 && unshare(CLONE_NEWNET) == -1)
		return CANNOT_TRY;
	fd = socket(AF_PACKET, SOCK_DGRAM, 0);
	if (fd == -1)
		return CANNOT_TRY;
	return getpeername(fd, (struct sockaddr *)&peer, &size) == -1 && errno == ENOTCONN
		       ? SHOWN
		       : NOT_SHOWN;
}

FINDING("gVisor's F_GETOWN_EX stores nothing if there is no owner, and F_GETOWN of glibc tells "
	"what it finds")
{
	struct f_owner_ex owner = {F_OWNER_PID, 77};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (fcntl(fd, F_GETOWN_EX, &owner) == -1)
		return CANNOT_TRY;
	return owner.pid == 77 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor's SO_PEERCRED tells of the process that asks, not of the peer")
{
	struct ucred peer;
	socklen_t size = sizeof(peer);
	int fds[2];
	int child;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == -1)
		return CANNOT_TRY;
	child = fork();
	if (child == 0) {
		if (getsockopt(fds[0], SOL_SOCKET, SO_PEERCRED, &peer, &size) == -1)
			_exit(CANNOT_TRY);
		_exit(peer.pid == getpid() ? SHOWN : NOT_SHOWN);
	}
	return outcome_of(child);
}

FINDING("gVisor grants SO_SNDBUFFORCE to everybody")
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	int size = 100000;

	if (!drop_root())
		return CANNOT_TRY;
	return setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof(size)) == 0 ? SHOWN
										    : NOT_SHOWN;
}

FINDING("gVisor accepts unknown options of sockets")
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	int value = 1;

	return setsockopt(fd, SOL_SOCKET, 9999, &value, sizeof(value)) == 0 ? SHOWN : NOT_SHOWN;
}

FINDING("gVisor reports EINVAL for an option of a socket that does not fit into the buffer")
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	socklen_t size = 2;

	return getsockopt(fd, SOL_SOCKET, SO_TYPE, (char[2]){0}, &size) == -1 && errno == EINVAL
		       ? SHOWN
		       : NOT_SHOWN;
}

/* EOPNOTSUPP is what Linux reports. */
FINDING("gVisor reports ENOPROTOOPT, not EOPNOTSUPP, for an option of a level that the local "
	"family does not have")
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	socklen_t size = sizeof(int);

	return getsockopt(fd, IPPROTO_TCP, SO_SNDBUF, &(int){0}, &size) == -1 &&
			       errno == ENOPROTOOPT
		       ? SHOWN
		       : NOT_SHOWN;
}
