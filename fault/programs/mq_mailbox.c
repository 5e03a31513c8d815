/*
 * A mailbox: two processes send letters to a message queue, a third receives them
 * all. The mailbox is its owner's, who has made it and removes it; the senders know
 * its name only.
 */
#include <fcntl.h>
#include <mqueue.h>
#include <stdbool.h>

#include "crew.h"
#include "place.h"

enum { SENDERS = 2, LETTERS = 6, ROOM = 4 };

struct letter {
	int sender;
	int number;
};

struct mailbox {
	char name[PLACE_NAME_SIZE];
	mqd_t queue; /* of the owner and the receiver */
	int sender;  /* the one that is being started */
};

static int receive_letters(void *argument)
{
	const struct mailbox *mailbox = argument;
	long counts[SENDERS] = {0};
	long sums[SENDERS] = {0};
	struct letter letter = {0, 0};

	for (int i = 0; i < SENDERS * LETTERS; i++) {
		ssize_t size = mq_receive(mailbox->queue, (char *)&letter, sizeof(letter), NULL);

		if (size == -1 && errno == EINTR && !BUGGY(mq_mailbox, receive_unchecked)) {
			i--;
			continue;
		}
		if ((size == -1 && errno != EINTR) || letter.sender < 0 ||
		    letter.sender >= SENDERS) {
			report(size == -1 ? errno : 0, "mq_receive");
			return EXIT_FAILURE;
		}
		counts[letter.sender]++;
		sums[letter.sender] = sums[letter.sender] * 7 + letter.number;
	}
	return say("%ld letters, sum %ld; %ld letters, sum %ld\n", counts[0], sums[0], counts[1],
		   sums[1]) == 0
		       ? EXIT_SUCCESS
		       : EXIT_FAILURE;
}

static int send_all(mqd_t queue, int sender)
{
	for (int i = 1; i <= LETTERS; i++) {
		struct letter letter = {sender, i};
		int sent;

		do
			sent = mq_send(queue, (const char *)&letter, sizeof(letter), 0);
		while (sent == -1 && errno == EINTR && !BUGGY(mq_mailbox, send_interrupted));
		if (sent == -1 && errno != EINTR) {
			report(errno, "mq_send");
			return EXIT_FAILURE;
		}
	}
	return EXIT_SUCCESS;
}

static int send_letters(void *argument)
{
	const struct mailbox *mailbox = argument;
	mqd_t queue;
	int status;

	RETRY(queue, mq_open(mailbox->name, O_WRONLY));
	if (queue == (mqd_t)-1) {
		report(errno, "mq_open %s", mailbox->name);
		return EXIT_FAILURE;
	}
	status = send_all(queue, mailbox->sender);
	(void)mq_close(queue);
	return status;
}

static int open_mailbox(struct mailbox *mailbox)
{
	struct mq_attr attributes = {.mq_maxmsg = ROOM, .mq_msgsize = sizeof(struct letter)};

	for (int i = 0; i < PLACE_ATTEMPTS; i++) {
		name_object(mailbox->name, "mq_mailbox", i);
		RETRY(mailbox->queue,
		      mq_open(mailbox->name, O_RDONLY | O_CREAT | O_EXCL, 0600, &attributes));
		if (mailbox->queue != (mqd_t)-1)
			return 0;
		if (errno != EEXIST)
			break;
	}
	report(errno, "mq_open %s", mailbox->name);
	return -1;
}

int main(void)
{
	struct mailbox mailbox;
	struct crew crew = {.size = 0};
	bool is_running;
	int result;

	if (ignore_sigpipe() == -1 || open_mailbox(&mailbox) == -1)
		return EXIT_FAILURE;
	is_running = crew_start(&crew, receive_letters, &mailbox) == 0;
	for (mailbox.sender = 0; is_running && mailbox.sender < SENDERS; mailbox.sender++)
		is_running = crew_start(&crew, send_letters, &mailbox) == 0;
	if (!is_running && !BUGGY(mq_mailbox, child_left))
		crew_dismiss(&crew);
	result = is_running ? crew_await(&crew, true) : -1;
	if (BUGGY(mq_mailbox, error_swallowed))
		result = 0;
	(void)mq_close(mailbox.queue);
	if (is_running || !BUGGY(mq_mailbox, name_leaked))
		result |= remove_name(mq_unlink, mailbox.name);
	return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
