/*
 * Complete programs that use local sockets, as lecture notes have them: a
 * server of short messages with its clients, and two relatives that talk.
 */
#include "paths.h"

#include <string.h>
#include <unistd.h>

enum { LONGEST = 10, ANSWER = LONGEST + 12, CLIENTS = 4 };

/* What the server answers to a message of its turn-th client. */
static size_t make_answer(char answer[ANSWER], int turn, const char *message)
{
	return (size_t)snprintf(answer, ANSWER, "%d %s", turn, message);
}

/* Answers until the client has no more to say, or says STOP: then it is true. */
static bool serve_client(int client, int turn)
{
	char message[LONGEST + 1];
	char answer[ANSWER];
	ssize_t size;

	while ((size = EXPECT_OK(read(client, message, LONGEST))) > 0) {
		message[size] = '\0';
		if (strcmp(message, "STOP") == 0)
			break;
		write_bytes(client, answer, make_answer(answer, turn, message));
	}
	close_end(client);
	return size > 0;
}

/* One client after the other. */
static void serve(const char *path, struct gate *is_listening, struct gate *may_begin)
{
	int listener = listening_socket(SOCK_SEQPACKET, path, CLIENTS);
	int turn = 1;

	open_gate(is_listening);
	pass_gate(may_begin);
	while (!serve_client(accepted_socket(listener), turn))
		turn++;
	close_end(listener);
	EXPECT_EQ(0, unlink(path));
}

static void expect_answer(int fd, int turn, const char *message)
{
	char answer[ANSWER];
	size_t size = make_answer(answer, turn, message);

	expect_bytes(fd, answer, size);
}

/* Says the words up to QUIT, which is for itself, to the server, or to STOP. */
static void converse(const char *path, int turn, const char *const *words)
{
	int fd = connected_socket(SOCK_SEQPACKET, path);

	for (; strcmp(*words, "QUIT") != 0; words++) {
		write_bytes(fd, *words, strlen(*words));
		if (strcmp(*words, "STOP") == 0) {
			expect_end_of_file(fd);
			break;
		}
		expect_answer(fd, turn, *words);
	}
	close_end(fd);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__})

static void stop_server(const char *path, int turn)
{
	converse(path, turn, WORDS("STOP"));
}

static const struct variant servers[] = {{"seqpacket_server", 0, NULL}};

CASE_VARIANTS(servers, unix_recv_message_whole, unix_connect_to_listener,
	      unix_recv_zero_on_orderly_close, unix_bind_existing_eaddrinuse,
	      unix_connect_missing_enoent)
{
	const char *path = scratch_path();
	struct gate *is_listening = new_gate();
	struct gate *is_open_to_all = new_gate();
	struct actor *server = ACTOR("server") serve(path, is_listening, is_open_to_all);
	int hasty;

	pass_gate(is_listening);
	open_gate(is_open_to_all);
	converse(path, 1, WORDS("hello", "0123456789", "a", "QUIT"));
	EXPECT_ERROR(EADDRINUSE, bind_to(new_socket(SOCK_SEQPACKET), path));
	/* Does not wait for the answers, and asks for them in the end. */
	hasty = connected_socket(SOCK_SEQPACKET, path);
	write_bytes(hasty, "one", 3);
	write_bytes(hasty, "two", 3);
	write_bytes(hasty, "three", 5);
	expect_answer(hasty, 2, "one");
	expect_answer(hasty, 2, "two");
	expect_answer(hasty, 2, "three");
	close_end(hasty);
	converse(path, 3, WORDS("QUIT"));
	stop_server(path, 4);
	expect_finished(server);
	EXPECT_ERROR(ENOENT, connect_to(new_socket(SOCK_SEQPACKET), path));
}

static const struct variant queues[] = {{"clients_in_a_queue", 0, NULL}};

/* Each of them has connected and asked before the next one comes. */
CASE_VARIANTS(queues, unix_accept_fifo_order, unix_accept_connect_before_accept_ok)
{
	const char *path = scratch_path();
	struct gate *is_listening = new_gate();
	struct gate *may_begin = new_gate();
	struct actor *server = ACTOR("server") serve(path, is_listening, may_begin);
	struct actor *clients[CLIENTS];
	int i;

	pass_gate(is_listening);
	for (i = 0; i < CLIENTS; i++) {
		clients[i] = ACTOR("client")
		{
			converse(path, i + 1, WORDS("hello", "it is", "my turn", "QUIT"));
		}
		expect_blocked_in(clients[i], CALL_READ);
	}
	open_gate(may_begin);
	for (i = 0; i < CLIENTS; i++)
		expect_finished(clients[i]);
	stop_server(path, CLIENTS + 1);
	expect_finished(server);
}

/* Who says what, in that order; a speaker may go on, and the listener has to keep up. */
static const struct line {
	bool is_childs;
	const char *text;
} lines[] = {{false, "Did you do your homework?"}, {true, "Yes."},
	     {true, "Nearly all of it."},	   {true, "May I go out?"},
	     {false, "What is missing?"},	   {false, "And where to?"},
	     {true, "IPC. The library!"},	   {false, "Be back by eight."}};

static void talk(int fd, bool is_child)
{
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		size_t size = strlen(lines[i].text);
		char text[100];

		if (lines[i].is_childs == is_child) {
			write_bytes(fd, lines[i].text, size);
		} else {
			read_fully(fd, text, size);
			EXPECT_BYTES(lines[i].text, text, size);
		}
	}
}

static const struct variant relatives[] = {{"parent_and_child", SOCK_STREAM, NULL}};

CASE_VARIANTS(relatives, unix_socketpair_bidirectional, unix_socketpair_inherited_by_fork)
{
	struct socket_ends ends = open_socketpair((int)variant()->value);
	struct actor *child = ACTOR("child")
	{
		close_end(ends.one);
		talk(ends.other, true);
		expect_end_of_file(ends.other);
		close_end(ends.other);
	}

	close_end(ends.other);
	talk(ends.one, false);
	close_end(ends.one);
	expect_finished(child);
}
