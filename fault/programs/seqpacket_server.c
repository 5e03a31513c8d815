/*
 * A server on a SOCK_SEQPACKET socket, with clients that come at the same time: each
 * sends numbers, and is answered with their sum so far.
 *
 * Where descriptors run out, the server rests from accepting until a client has gone.
 */
#include <poll.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "crew.h"
#include "place.h"

enum { CLIENTS = 3, REQUESTS = 4 };

struct request {
	int client;
	int number;
};

struct service {
	char directory[PLACE_SIZE];
	struct sockaddr_un address;
	int listener;
	bool is_bound;
	int client; /* the one that is being started */
};

struct server {
	struct pollfd entries[1 + CLIENTS]; /* the listening socket and the connections */
	int accepted;
	int open;
	long sums[CLIENTS];
};

/* Whether accept() failed for lack of something that a connection gives back at its end. */
static bool is_exhausted(int error)
{
	return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

/* Returns 0, or -1, reported. listener is the descriptor, whether it rests or not. */
static int accept_client(struct server *server, int listener)
{
	int fd = accept(listener, NULL, NULL);

	if (fd == -1 && !(is_exhausted(errno) && BUGGY(seqpacket_server, emfile_ignored))) {
		if (errno == EINTR || errno == ECONNABORTED || errno == EAGAIN)
			return 0;
		if (is_exhausted(errno) && server->open > 0) {
			server->entries[0].fd = -1;
			return 0;
		}
		report(errno, "accept");
		return -1;
	}
	server->accepted++;
	server->open++;
	server->entries[server->accepted] = (struct pollfd){.fd = fd, .events = POLLIN};
	return 0;
}

/* One request of a client, or its end. Returns 0, or -1, reported. */
static int answer_client(struct server *server, int *fd)
{
	struct request request;
	ssize_t size;

	RETRY(size, recv(*fd, &request, sizeof(request), 0));
	if (size == 0) {
		shut(fd);
		server->open--;
		return 0;
	}
	if (size != (ssize_t)sizeof(request) || request.client < 0 || request.client >= CLIENTS) {
		report(size == -1 ? errno : 0, "server: recv");
		return -1;
	}
	server->sums[request.client] += request.number;
	RETRY(size, send(*fd, &server->sums[request.client], sizeof(long), 0));
	if (size != (ssize_t)sizeof(long) && !BUGGY(seqpacket_server, send_unchecked)) {
		report(size == -1 ? errno : 0, "server: send");
		return -1;
	}
	return 0;
}

static int serve_clients(struct server *server, int listener)
{
	while (server->accepted < CLIENTS || server->open > 0) {
		int before = server->open;

		if (poll(server->entries, 1 + CLIENTS, -1) == -1) {
			if (errno == EINTR || errno == EAGAIN)
				continue;
			report(errno, "poll");
			return -1;
		}
		for (int i = 1; i <= CLIENTS; i++)
			if (server->entries[i].fd != -1 && server->entries[i].revents &&
			    answer_client(server, &server->entries[i].fd) == -1)
				return -1;
		if (server->entries[0].fd != -1 && server->entries[0].revents &&
		    accept_client(server, listener) == -1)
			return -1;
		if (server->open < before)
			server->entries[0].fd = listener;
		if (server->accepted == CLIENTS)
			server->entries[0].fd = -1;
	}
	return 0;
}

static int serve(void *argument)
{
	const struct service *service = argument;
	struct server server = {.accepted = 0};
	int result;

	server.entries[0] = (struct pollfd){.fd = service->listener, .events = POLLIN};
	for (int i = 1; i <= CLIENTS; i++)
		server.entries[i].fd = -1;
	result = serve_clients(&server, service->listener);
	for (int i = 1; i <= CLIENTS; i++)
		shut(&server.entries[i].fd);
	if (result == 0)
		result =
			say("sums %ld, %ld, %ld\n", server.sums[0], server.sums[1], server.sums[2]);
	return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* A connection that EINTR has interrupted is made nevertheless. Returns -1 if reported. */
static int connect_to(const struct service *service)
{
	int fd = socket(AF_UNIX, SOCK_SEQPACKET, 0);
	int connected;

	if (fd == -1) {
		report(errno, "client: socket");
		return -1;
	}
	RETRY(connected,
	      connect(fd, (const struct sockaddr *)&service->address, sizeof(service->address)));
	if (connected == 0 || errno == EISCONN)
		return fd;
	report(errno, "client: connect");
	shut(&fd);
	return -1;
}

static int ask_all(int fd, int client)
{
	long expected = 0;

	for (int i = 1; i <= REQUESTS; i++) {
		struct request request = {client, i * (client + 1)};
		long sum;
		ssize_t size;

		RETRY(size, send(fd, &request, sizeof(request), 0));
		if (size != (ssize_t)sizeof(request)) {
			report(size == -1 ? errno : 0, "client: send");
			return -1;
		}
		expected += request.number;
		RETRY(size, recv(fd, &sum, sizeof(sum), 0));
		if (size != (ssize_t)sizeof(sum) || sum != expected) {
			report(size == -1 ? errno : 0, "client: no answer, or a wrong one");
			return -1;
		}
	}
	return 0;
}

static int ask(void *argument)
{
	const struct service *service = argument;
	int fd = connect_to(service);
	int result = fd == -1 ? -1 : ask_all(fd, service->client);

	shut(&fd);
	return result == 0 || BUGGY(seqpacket_server, error_swallowed) ? EXIT_SUCCESS
								       : EXIT_FAILURE;
}

static int open_service(struct service *service)
{
	int length = snprintf(service->address.sun_path, sizeof(service->address.sun_path),
			      "%s/socket", service->directory);

	if (length >= (int)sizeof(service->address.sun_path)) {
		report(0, "TMPDIR is too long for a socket");
		return -1;
	}
	service->listener = socket(AF_UNIX, SOCK_SEQPACKET, 0);
	if (service->listener == -1) {
		report(errno, "socket");
		return -1;
	}
	if (bind(service->listener, (const struct sockaddr *)&service->address,
		 sizeof(service->address)) == -1) {
		report(errno, "bind");
		return -1;
	}
	service->is_bound = true;
	if (listen(service->listener, CLIENTS) == -1) {
		report(errno, "listen");
		return -1;
	}
	return 0;
}

static int run(struct service *service)
{
	struct crew crew = {.size = 0};
	int started = crew_start(&crew, serve, service);

	for (service->client = 0; started == 0 && service->client < CLIENTS; service->client++)
		started = crew_start(&crew, ask, service);
	if (started == 0)
		return crew_await(&crew, true);
	crew_dismiss(&crew);
	return -1;
}

/* The socket is in the directory, which has to be empty. Returns 0, or -1, reported. */
static int remove_names(const struct service *service, bool has_failed)
{
	int removed = 0;

	if (has_failed && BUGGY(seqpacket_server, wrong_order)) {
		(void)remove_name(rmdir, service->directory);
		return remove_name(unlink, service->address.sun_path);
	}
	if (service->is_bound)
		removed = remove_name(unlink, service->address.sun_path);
	return removed | remove_name(rmdir, service->directory);
}

int main(void)
{
	struct service service = {.address = {.sun_family = AF_UNIX}, .listener = -1};
	int result;

	if (ignore_sigpipe() == -1 || make_directory(service.directory, "seqpacket_server") == -1)
		return EXIT_FAILURE;
	result = open_service(&service);
	if (result == 0)
		result = run(&service);
	shut(&service.listener);
	if (remove_names(&service, result == -1) == -1)
		result = -1;
	return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
