/*
 * Complete programs that use message queues as mailboxes, as lecture notes have
 * them, with the errors handled that the notes leave out.
 */
#include "mq.h"

#include <stdlib.h>
#include <string.h>

/*
 * Clients post jobs, with a word that they stop at the end, to the mailbox of a
 * server, which answers to the mailbox that the letter names.
 */
enum { CLIENTS = 2, JOBS = 4, LETTERS = CLIENTS * (JOBS + 1), STOP = 0 };

struct letter {
	int client;
	int number; /* of the job; in an answer, its square; or STOP */
};

_Static_assert(LETTERS <= 10 && sizeof(struct letter) <= MESSAGE_SIZE,
	       "the letters are too many, or too long");

/* What all that share a mailbox know of it. */
struct mailbox {
	const char *name;
	long capacity;
};

struct post_office {
	struct mailbox server;
	struct mailbox clients[CLIENTS];
};

/* Whoever comes first makes the mailbox. */
static mqd_t open_mailbox(const struct mailbox *mailbox, int access)
{
	return create_queue(mailbox->name, O_CREAT | access, S_IRUSR | S_IWUSR,
			    SIZES(mailbox->capacity, MESSAGE_SIZE));
}

static void post(mqd_t mailbox, int client, int number, unsigned priority)
{
	struct letter letter = {client, number};

	EXPECT_EQ(0, mq_send(mailbox, (const char *)&letter, sizeof(letter), priority));
}

static struct letter take_letter(mqd_t mailbox, unsigned *priority)
{
	char message[MESSAGE_SIZE];
	struct letter letter;

	EXPECT_EQ(sizeof(letter), mq_receive(mailbox, message, sizeof(message), priority));
	memcpy(&letter, message, sizeof(letter));
	EXPECT(0 <= letter.client && letter.client < CLIENTS);
	EXPECT(0 <= letter.number && letter.number <= JOBS * JOBS);
	return letter;
}

/* Jobs 1, 2, 3, 4 have the priorities 2, 3, 1, 2; to stop has the lowest. */
static unsigned priority_of(int job)
{
	return (unsigned)job % 3 + 1;
}

/* What the answers tell of the order in which the jobs were done. */
static const int order[JOBS + 1] = {2, 1, 4, 3, STOP};

static void be_client(const struct post_office *office, int client)
{
	mqd_t server = open_mailbox(&office->server, O_WRONLY);
	mqd_t answers = open_mailbox(&office->clients[client], O_RDONLY);
	struct letter answer;
	int i;

	for (i = 1; i <= JOBS; i++)
		post(server, client, i, priority_of(i));
	post(server, client, STOP, 0);
	close_queue(server);
	for (i = 0; i <= JOBS; i++) {
		answer = take_letter(answers, NULL);
		EXPECT_EQ(client, answer.client);
		EXPECT_EQ(order[i] * order[i], answer.number);
	}
	close_queue(answers);
	remove_queue(office->clients[client].name);
}

static void be_server(const struct post_office *office)
{
	mqd_t letters = open_mailbox(&office->server, O_RDONLY);
	mqd_t clients[CLIENTS];
	int stopped = 0;
	unsigned before = ~0U;
	unsigned priority;
	int i;

	for (i = 0; i < CLIENTS; i++)
		clients[i] = open_mailbox(&office->clients[i], O_WRONLY);
	while (stopped < CLIENTS) {
		struct letter letter = take_letter(letters, &priority);

		EXPECT(priority <= before);
		before = priority;
		post(clients[letter.client], letter.client, letter.number * letter.number, 0);
		stopped += letter.number == STOP;
	}
	expect_messages(letters, 0);
	for (i = 0; i < CLIENTS; i++)
		close_queue(clients[i]);
	close_queue(letters);
	remove_queue(office->server.name);
}

static const struct variant mailbox_only[] = {{"mailbox", 0, NULL}};

/* The server is late: when it comes, all letters are there. */
CASE_VARIANTS(mailbox_only, mq_open_same_name_same_queue, mq_send_higher_priority_first,
	      mq_send_fifo_within_priority, mq_receive_highest_priority_first,
	      mq_receive_removes_message, mq_unlink_name_gone)
{
	struct post_office office = {{unique_name(), LETTERS},
				     {{unique_name(), 1}, {unique_name(), CAPACITY}}};
	struct actor *clients[CLIENTS];
	struct actor *server;
	int i;

	for (i = 0; i < CLIENTS; i++) {
		clients[i] = ACTOR("client") be_client(&office, i);
	}
	for (i = 0; i < CLIENTS; i++)
		expect_blocked_in(clients[i], CALL_MQ_RECEIVE);
	server = ACTOR("server") be_server(&office);
	for (i = 0; i < CLIENTS; i++)
		expect_finished(clients[i]);
	expect_finished(server);
	expect_no_queue(office.server.name);
	for (i = 0; i < CLIENTS; i++)
		expect_no_queue(office.clients[i].name);
}

static const struct variant put_and_get[] = {{"put_and_get", 0, NULL}};

/* One program puts a text and is gone before the other one is there to get it. */
CASE_VARIANTS(put_and_get, mq_send_sent_before_exit_remains, mq_close_queue_persists,
	      mq_open_creat_existing_opens, mq_receive_null_prio_ok,
	      mq_getattr_maxmsg_msgsize_as_created)
{
	static const char text[] = "a test message";
	struct mailbox mailbox = {unique_name(), CAPACITY};
	struct actor *getter;
	struct actor *putter = ACTOR("putter")
	{
		mqd_t queue = open_mailbox(&mailbox, O_RDWR);

		EXPECT_EQ(0, mq_send(queue, text, sizeof(text), 0));
		close_queue(queue);
	}

	expect_finished(putter);
	getter = ACTOR("getter")
	{
		mqd_t queue = open_mailbox(&mailbox, O_RDWR);
		struct mq_attr attributes;
		char *buffer;

		EXPECT_OK(mq_getattr(queue, &attributes));
		EXPECT_EQ(MESSAGE_SIZE, attributes.mq_msgsize);
		buffer = malloc((size_t)attributes.mq_msgsize);
		SETUP_THAT(buffer, "no memory");
		EXPECT_EQ(sizeof(text),
			  mq_receive(queue, buffer, (size_t)attributes.mq_msgsize, NULL));
		EXPECT_STRING(text, buffer);
		free(buffer);
		close_queue(queue);
		remove_queue(mailbox.name);
	}
	expect_finished(getter);
	expect_no_queue(mailbox.name);
}

static const struct variant polling_only[] = {{"polling", 0, NULL}};

/* A receiver that has other things to do while there is nothing for it. */
enum { FAILURES = 3 };

struct receiver {
	mqd_t queue;
	int failures;
	struct gate *has_failed; /* so many times */
};

static bool has_received(void *argument)
{
	struct receiver *receiver = argument;
	char message[MESSAGE_SIZE];
	ssize_t size;

	errno = 0;
	size = mq_receive(receiver->queue, message, sizeof(message), NULL);
	if (size == -1) {
		EXPECT_THAT(errno == EAGAIN, "mq_receive(): expected EAGAIN, observed %s",
			    error_name(errno));
		if (++receiver->failures == FAILURES)
			open_gate(receiver->has_failed);
		return false;
	}
	EXPECT_EQ(1, size);
	EXPECT_EQ('x', *message);
	return true;
}

CASE_VARIANTS(polling_only, mq_receive_empty_nonblock_eagain, mq_receive_fail_removes_nothing,
	      mq_open_nonblock_flag_effective)
{
	struct receiver r = {new_queue(O_NONBLOCK), 0, new_gate()};
	struct actor *receiver = ACTOR("receiver")
	{
		EXPECT_THAT(wait_until(has_received, &r, STEP_LIMIT),
			    "a message: expected to be received, observed none");
	}

	pass_gate(r.has_failed);
	send_message(r.queue, "x", 0);
	expect_finished(receiver);
	expect_messages(r.queue, 0);
}
