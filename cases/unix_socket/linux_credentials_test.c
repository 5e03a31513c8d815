/* Who is at the other end, and who sent a message, as only Linux tells. */
#include "transfer.h"

#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

/* Those of the calling process: its effective ids, or its real ones. */
static struct ucred effective_ids(void)
{
	return (struct ucred){getpid(), geteuid(), getegid()};
}

static struct ucred real_ids(void)
{
	return (struct ucred){getpid(), getuid(), getgid()};
}

#define expect_ids(expected, observed) AT(check_ids(expected, observed))

static void check_ids(struct ucred expected, struct ucred observed)
{
	check_equal(THERE, "the process id", expected.pid, observed.pid);
	check_equal(THERE, "the user id", expected.uid, observed.uid);
	check_equal(THERE, "the group id", expected.gid, observed.gid);
}

static struct ucred peer_of(int fd)
{
	struct ucred ids = {-1, (uid_t)-1, (gid_t)-1};
	socklen_t size = sizeof(ids);

	EXPECT_OK(getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &ids, &size));
	EXPECT_EQ(sizeof(ids), size);
	return ids;
}

/* Whoever has the sockets now, or is no longer who he was: it is who made them that counts. */
static void made_by_socketpair(int type)
{
	struct ucred *ids = share(sizeof(*ids));
	struct socket_ends ends = open_socketpair(type);
	struct actor *child;

	*ids = effective_ids();
	child = ACTOR("child")
	{
		become_unprivileged();
		expect_ids(*ids, peer_of(ends.one));
		expect_ids(*ids, peer_of(ends.other));
	}
	expect_finished(child);
}

/* Another than the one who made the socket listens, or connects, before he becomes someone else. */
static void made_by_connection(int type)
{
	const char *path = scratch_path();
	struct ucred *of_listener = share(sizeof(*of_listener));
	struct ucred *of_client = share(sizeof(*of_client));
	int listener = bound_socket(type, path);
	int client = new_socket(type);
	struct unix_address address = address_of_path(path);
	struct actor *other;
	int accepted;

	other = ACTOR("listener")
	{
		*of_listener = effective_ids();
		EXPECT_OK(listen(listener, 1));
	}
	expect_finished(other);
	other = ACTOR("client")
	{
		*of_client = effective_ids();
		EXPECT_OK(connect(client, AS_ADDRESS(&address)));
		become_unprivileged();
		expect_ids(*of_listener, peer_of(client));
	}
	expect_finished(other);
	accepted = accepted_socket(listener);
	expect_ids(*of_client, peer_of(accepted));
	expect_ids(*of_listener, peer_of(client));
}

/* The peer is another user. */
static void made_by_other_user(int type)
{
	const char *directory = scratch_directory(0777);
	char path[200];
	struct ucred *ids = share(sizeof(*ids));
	struct gate *is_listening = new_gate();
	struct actor *server = ACTOR("unprivileged server")
	{
		int listener;

		become_unprivileged();
		*ids = effective_ids();
		snprintf(path, sizeof(path), "%s/s", directory);
		listener = listening_socket(type, path, 1);
		open_gate(is_listening);
		accepted_socket(listener);
	}

	pass_gate(is_listening);
	snprintf(path, sizeof(path), "%s/s", directory);
	expect_ids(*ids, peer_of(connected_socket(type, path)));
	expect_finished(server);
}

typedef void making(int type);
static making *const by_pair = made_by_socketpair;
static making *const by_connect = made_by_connection;
static making *const by_other_user = made_by_other_user;

static const struct variant makings[] = {{"stream_socketpair", SOCK_STREAM, &by_pair},
					 {"dgram_socketpair", SOCK_DGRAM, &by_pair},
					 {"seqpacket_socketpair", SOCK_SEQPACKET, &by_pair},
					 {"stream_connect", SOCK_STREAM, &by_connect},
					 {"seqpacket_connect", SOCK_SEQPACKET, &by_connect},
					 {"stream_other_user", SOCK_STREAM, &by_other_user},
					 {"seqpacket_other_user", SOCK_SEQPACKET, &by_other_user}};

CASE_VARIANTS(makings, unix_creds_linux_so_peercred)
{
	making *scenario = *(making *const *)variant()->data;

	scenario((int)variant()->value);
}

/* Control data of one set of credentials. */
union credentials {
	struct cmsghdr header;
	unsigned char bytes[CMSG_SPACE(sizeof(struct ucred))];
};

/* Sends one byte with the credentials that the sender claims. */
static ssize_t send_as(int fd, struct ucred ids)
{
	struct iovec part = {(void *)"c", 1};
	union credentials control = {.header = {.cmsg_len = CMSG_LEN(sizeof(ids)),
						.cmsg_level = SOL_SOCKET,
						.cmsg_type = SCM_CREDENTIALS}};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = sizeof(control)};

	memcpy(CMSG_DATA(&control.header), &ids, sizeof(ids));
	return sendmsg(fd, &message, 0);
}

/* Receives the byte, with exactly one message of control data: the credentials. */
#define receive_ids(fd, byte) AT(receive_credentials(fd, byte))

static struct ucred receive_credentials(int fd, char expected)
{
	struct ucred ids;
	char byte = '?';
	struct iovec part = {&byte, 1};
	union credentials control;
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = sizeof(control)};

	memset(&control, 0, sizeof(control));
	check_equal(THERE, "recvmsg()", 1, recvmsg(fd, &message, 0));
	check_equal(THERE, "the byte received", expected, byte);
	check_true(THERE, CMSG_FIRSTHDR(&message) != NULL, "CMSG_FIRSTHDR(&message) != NULL");
	check_equal(THERE, "cmsg_level", SOL_SOCKET, control.header.cmsg_level);
	check_equal(THERE, "cmsg_type", SCM_CREDENTIALS, control.header.cmsg_type);
	check_equal(THERE, "cmsg_len", CMSG_LEN(sizeof(ids)), (intmax_t)control.header.cmsg_len);
	memcpy(&ids, CMSG_DATA(&control.header), sizeof(ids));
	return ids;
}

static void pass_credentials(int fd)
{
	int on = 1;

	SETUP(setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof(on)));
}

/* Nobody has to attach them; who does tells the truth, for all the other knows. */
CASE_VARIANTS(all_ways, unix_creds_linux_scm_credentials)
{
	struct socket_ends ends = connected_two();
	struct ucred *ids = share(sizeof(*ids));
	struct actor *sender;

	pass_credentials(ends.other);
	send_bytes(ends.one, "a", 1);
	expect_ids(real_ids(), receive_ids(ends.other, 'a'));
	sender = ACTOR("unprivileged sender")
	{
		become_unprivileged();
		*ids = real_ids();
		send_bytes(ends.one, "b", 1);
		EXPECT_EQ(1, send_as(ends.one, real_ids()));
	}
	expect_finished(sender);
	expect_ids(*ids, receive_ids(ends.other, 'b'));
	expect_ids(*ids, receive_ids(ends.other, 'c'));
}

/* Each is another's; who is not privileged may not claim it. */
CASE_VARIANTS(socket_types, sendmsg_eperm)
{
	struct socket_ends ends = open_socketpair((int)variant()->value);
	struct actor *sender = ACTOR("unprivileged sender")
	{
		struct ucred own_ids;
		struct ucred ids;

		become_unprivileged();
		own_ids = ids = real_ids();
		EXPECT_EQ(1, send_as(ends.one, ids));
		ids.uid = ids.uid + 1;
		EXPECT_ERROR(EPERM, send_as(ends.one, ids));
		ids = own_ids;
		ids.gid = ids.gid + 1;
		EXPECT_ERROR(EPERM, send_as(ends.one, ids));
		ids = own_ids;
		ids.pid = getppid();
		EXPECT_ERROR(EPERM, send_as(ends.one, ids));
	}

	pass_credentials(ends.other);
	expect_finished(sender);
	receive_ids(ends.other, 'c');
	expect_nothing_to_receive(ends.other);
}
