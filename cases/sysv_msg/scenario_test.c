/*
 * One mailbox for a server and all of its clients: requests are messages of
 * type 1, and each answer has the process ID of its client as the type. They
 * find the queue by a key that they make of a file.
 */
#include "sysv_msg.h"

#include <fcntl.h>
#include <unistd.h>

enum { REQUEST = 1, CLIENTS = 3, REQUESTS = 8 };

enum operation { SQUARE, STOP };

struct request {
	long mtype; /* REQUEST */
	struct {
		pid_t client;
		enum operation operation;
		int number;
	} body;
};

struct answer {
	long mtype; /* the client */
	struct {
		int number;
		int square;
	} body;
};

static key_t key_of(const char *path)
{
	return (key_t)EXPECT_OK(ftok(path, 'M'));
}

/* For the server: the queue must not be somebody else's. */
static int make_queue(const char *path)
{
	int id = (int)EXPECT_OK(msgget(key_of(path), IPC_CREAT | IPC_EXCL | 0600));

	own_message_queue(id);
	return id;
}

/* For a client: the queue must be there. */
static int find_queue(const char *path)
{
	return (int)EXPECT_OK(msgget(key_of(path), 0600));
}

/*
 * Takes the next request. One that is too long or too short is thrown away:
 * without MSG_NOERROR, the first would be in the way of all others for ever.
 */
static struct request next_request(int id)
{
	struct {
		struct request request;
		char excess;
	} letter;
	ssize_t size;

	do {
		size = EXPECT_OK(
			msgrcv(id, &letter, sizeof(letter.request.body) + 1, REQUEST, MSG_NOERROR));
		EXPECT_EQ(REQUEST, letter.request.mtype);
	} while (size != sizeof(letter.request.body));
	return letter.request;
}

static void answer(int id, const struct request *request)
{
	int number = request->body.number;
	struct answer message = {request->body.client, {number, number * number}};

	EXPECT_EQ(0, msgsnd(id, &message, sizeof(message.body), 0));
}

/* What is still on the queue when the server stops is lost with it. */
static void serve(const char *path, struct gate *is_serving)
{
	int id = make_queue(path);
	struct request request;

	open_gate(is_serving);
	for (request = next_request(id); request.body.operation != STOP; request = next_request(id))
		answer(id, &request);
	remove_message_queue(id);
}

static void send_request(int id, enum operation operation, int number)
{
	struct request request = {REQUEST, {getpid(), operation, number}};

	EXPECT_EQ(0, msgsnd(id, &request, sizeof(request.body), 0));
}

static void expect_answer(int id, int number)
{
	struct answer message;

	EXPECT_EQ(sizeof(message.body), msgrcv(id, &message, sizeof(message.body), getpid(), 0));
	EXPECT_EQ(getpid(), message.mtype);
	EXPECT_EQ(number, message.body.number);
	EXPECT_EQ(number * number, message.body.square);
}

/* Asks for two things at a time: the answers come in the order of the requests. */
static void ask(const char *path, int first)
{
	int id = find_queue(path);
	int number;

	for (number = first; number < first + REQUESTS; number += 2) {
		send_request(id, SQUARE, number);
		send_request(id, SQUARE, number + 1);
		expect_answer(id, number);
		expect_answer(id, number + 1);
	}
}

static const struct variant programs[] = {{"server_and_clients", 0, NULL}};

CASE_VARIANTS(programs, sysv_msg_rcv_type_positive_first_of_type, sysv_msg_rcv_stores_type,
	      sysv_msg_rcv_returns_length, sysv_msg_get_creates, sysv_msg_snd_returns_zero,
	      sysv_msg_ctl_rmid_destroys)
{
	const char *path = scratch_path();
	struct gate *is_serving = new_gate();
	struct actor *clients[CLIENTS];
	struct actor *impolite;
	struct actor *server;
	int id;
	int i;

	close_end((int)SETUP(open(path, O_WRONLY | O_CREAT, 0600)));
	server = ACTOR("server") serve(path, is_serving);
	pass_gate(is_serving);
	for (i = 0; i < CLIENTS; i++) {
		clients[i] = ACTOR("client") ask(path, i * REQUESTS);
	}
	/* Does not speak the language, and does not wait for the answer. */
	impolite = ACTOR("impolite client")
	{
		put_message(find_queue(path), REQUEST, "hello");
		put_message(find_queue(path), REQUEST, "a text that is longer than a request");
		send_request(find_queue(path), SQUARE, 0);
	}
	for (i = 0; i < CLIENTS; i++)
		expect_finished(clients[i]);
	expect_finished(impolite);
	id = find_queue(path);
	send_request(id, STOP, 0);
	expect_finished(server);
	EXPECT_ERROR(ENOENT, msgget(key_of(path), 0600));
	EXPECT_ERROR_OF(EINVAL, EIDRM, msgrcv(id, &(struct answer){0}, 0, 0, IPC_NOWAIT));
}
