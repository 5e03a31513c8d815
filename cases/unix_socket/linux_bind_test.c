/* What only Linux has of bind(): abstract names, modes of the file, limits of the length. */
#include "paths.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OFFSET = offsetof(struct sockaddr_un, sun_path), PATH_SIZE = 108 };

static const struct variant masks[] = {
	{"000", 0, NULL}, {"022", 022, NULL}, {"077", 077, NULL}, {"777", 0777, NULL}};

CASE_VARIANTS(masks, unix_bind_linux_mode_umask)
{
	mode_t mask = (mode_t)variant()->value;
	const char *path = scratch_path();
	int fd = new_socket(SOCK_STREAM);
	struct stat status;

	umask(mask);
	EXPECT_EQ(0, bind_to(fd, path));
	EXPECT_OK(lstat(path, &status));
	EXPECT_EQ(S_IFSOCK | (0777 & ~mask), status.st_mode);
}

/* The address with more bytes at the end of its name. */
static struct unix_address lengthened(struct unix_address address, const char *bytes, size_t count)
{
	memcpy((char *)&address.name + address.length, bytes, count);
	address.length += (socklen_t)count;
	return address;
}

static int bound_to_address(int type, const struct unix_address *address)
{
	int fd = new_socket(type);

	EXPECT_EQ(0, bind(fd, AS_ADDRESS(address)));
	return fd;
}

CASE_VARIANTS(socket_types, unix_bind_linux_abstract)
{
	int type = (int)variant()->value;
	struct unix_address address = unique_abstract_address();
	struct unix_address padded = address;
	struct unix_address name;
	int server = bound_to_address(type, &address);
	int client = new_socket(type);

	if (type != SOCK_DGRAM)
		SETUP(listen(server, 1));
	name = name_of(server);
	EXPECT_EQ(address.length, name.length);
	EXPECT_BYTES(&address.name, &name.name, address.length);
	expect_empty_directory(".");
	EXPECT_ERROR(EADDRINUSE, bind(new_socket(type), AS_ADDRESS(&address)));
	EXPECT_EQ(0, connect(client, AS_ADDRESS(&address)));
	name.length = sizeof(name.name);
	EXPECT_EQ(0, getpeername(client, (struct sockaddr *)&name.name, &name.length));
	EXPECT_EQ(address.length, name.length);
	EXPECT_BYTES(&address.name, &name.name, address.length);
	/* The null bytes up to the end of sun_path would be part of the name. */
	padded.length = sizeof(padded.name);
	EXPECT_ERROR(ECONNREFUSED, connect(new_socket(type), AS_ADDRESS(&padded)));
	EXPECT_EQ(0, bind(new_socket(type), AS_ADDRESS(&padded)));
}

CASE(unix_bind_linux_abstract_auto_removed)
{
	struct unix_address address = unique_abstract_address();
	int first = bound_to_address(SOCK_STREAM, &address);
	int duplicate = own((int)SETUP(dup(first)));
	int second = new_socket(SOCK_STREAM);

	close_end(first);
	EXPECT_ERROR(EADDRINUSE, bind(second, AS_ADDRESS(&address)));
	close_end(duplicate);
	EXPECT_EQ(0, bind(second, AS_ADDRESS(&address)));
}

CASE(unix_bind_linux_abstract_nulls_significant)
{
	static const struct {
		const char *bytes;
		size_t count;
	} ends[] = {{"", 0}, {"\0", 1}, {"\0\0", 2}, {"\0a", 2}, {"\0b", 2}, {"a", 1}};
	enum { COUNT = sizeof(ends) / sizeof(ends[0]) };
	struct unix_address shortest = unique_abstract_address();
	struct unix_address names[COUNT];
	int sender = new_socket(SOCK_DGRAM);
	int sockets[COUNT];
	size_t i;

	for (i = 0; i < COUNT; i++) {
		names[i] = lengthened(shortest, ends[i].bytes, ends[i].count);
		sockets[i] = bound_to_address(SOCK_DGRAM, &names[i]);
	}
	for (i = 0; i < COUNT; i++)
		EXPECT_EQ(sizeof(i), sendto(sender, &i, sizeof(i), 0, AS_ADDRESS(&names[i])));
	for (i = 0; i < COUNT; i++) {
		expect_received(sockets[i], &i, sizeof(i));
		expect_nothing_to_receive(sockets[i]);
	}
}

CASE(unix_bind_linux_abstract_no_permissions)
{
	struct unix_address address = unique_abstract_address();
	int server = new_socket(SOCK_STREAM);
	struct actor *client;

	umask(0777);
	SETUP(fchmod(server, 0));
	EXPECT_EQ(0, bind(server, AS_ADDRESS(&address)));
	SETUP(listen(server, 1));
	client = ACTOR("unprivileged client")
	{
		become_unprivileged();
		EXPECT_EQ(0, connect(new_socket(SOCK_STREAM), AS_ADDRESS(&address)));
	}
	expect_finished(client);
}

CASE_VARIANTS(socket_types, unix_bind_linux_autobind)
{
	static const struct sockaddr_un nameless = {.sun_family = AF_UNIX};
	int type = (int)variant()->value;
	int fds[2] = {new_socket(type), new_socket(type)};
	struct unix_address names[2];
	int i, k;

	for (i = 0; i < 2; i++) {
		EXPECT_EQ(0, bind(fds[i], (const struct sockaddr *)&nameless, sizeof(sa_family_t)));
		names[i] = name_of(fds[i]);
		EXPECT_EQ(OFFSET + 1 + 5, names[i].length);
		EXPECT_EQ('\0', names[i].name.sun_path[0]);
		for (k = 1; k <= 5; k++)
			EXPECT(isxdigit((unsigned char)names[i].name.sun_path[k]));
	}
	EXPECT(memcmp(&names[0].name, &names[1].name, names[0].length) != 0);
	EXPECT_ERROR(EADDRINUSE, bind(new_socket(type), AS_ADDRESS(&names[0])));
}

static const struct variant lengths[] = {{"107", PATH_SIZE - 1, NULL}, {"108", PATH_SIZE, NULL}};

CASE_VARIANTS(lengths, unix_bind_linux_path_107)
{
	size_t size = (size_t)variant()->value;
	int server = new_socket(SOCK_STREAM);
	const char *directory = scratch_directory(0700);
	struct unix_address address;
	char path[PATH_SIZE + 1];

	memset(path, 'n', size);
	path[size] = '\0';
	memcpy(path, inside(directory, ""), strlen(directory) + 1);
	address = address_of_path(path);
	EXPECT_EQ(sizeof(struct sockaddr_un), address.length);
	EXPECT_EQ(0, bind(server, AS_ADDRESS(&address)));
	EXPECT(is_socket_file(path));
	EXPECT_BYTES(path, name_of(server).name.sun_path, size);
	SETUP(listen(server, 1));
	EXPECT_EQ(0, connect(new_socket(SOCK_STREAM), AS_ADDRESS(&address)));
}

CASE(unix_bind_linux_addrlen_too_big_einval)
{
	struct {
		struct sockaddr_un name;
		char more;
	} address;
	const char *path = scratch_path();
	int fd = new_socket(SOCK_STREAM);

	address.name = address_of_path(path).name;
	EXPECT_ERROR(EINVAL, bind(fd, (struct sockaddr *)&address, sizeof(address.name) + 1));
	expect_absent(path);
	EXPECT_EQ(0, bind(fd, (struct sockaddr *)&address, sizeof(address.name)));
	EXPECT(is_socket_file(path));
}
