/*
 * A process that lives on notices only. It renews its registration at each of
 * them, and then takes what there is: in this order no message can be missed,
 * whenever it comes.
 */
#include "notice.h"

#include <sched.h>
#include <stdatomic.h>

enum { SENDERS = 2, ROUNDS = 200, ALL = SENDERS * ROUNDS, ROOM = 10 };

struct message {
	int sender;
	int number;
};

/* All messages in the order of their receipts, and how many of each sender. */
struct history {
	atomic_int count;
	atomic_int of_sender[SENDERS];
	struct message messages[ALL];
};

/* What the registered process has at hand when it is notified. */
static mqd_t input;
static struct history *history;
static struct sigevent request;

static void renew_registration(void)
{
	EXPECT_OK(mq_notify(input, &request));
}

/* The place in the history is taken first: two threads may be here at once. */
static void take_all(void)
{
	struct message received[MESSAGE_SIZE / sizeof(struct message)];
	int place;

	errno = 0;
	while (mq_receive(input, (char *)received, MESSAGE_SIZE, NULL) != -1) {
		EXPECT(0 <= received->sender && received->sender < SENDERS);
		EXPECT(0 <= received->number && received->number < ROUNDS);
		place = history->count++;
		EXPECT(place < ALL);
		history->messages[place] = *received;
		history->of_sender[received->sender]++;
	}
	EXPECT_THAT(errno == EAGAIN, "mq_receive(): expected EAGAIN, observed %s",
		    error_name(errno));
}

static bool has_all(void *unused)
{
	int sender;

	(void)unused;
	for (sender = 0; sender < SENDERS; sender++)
		if (history->of_sender[sender] < ROUNDS)
			return false;
	return true;
}

static void handle_signal(int number)
{
	(void)number;
	renew_registration();
	take_all();
}

static void run_thread(union sigval unused)
{
	(void)unused;
	renew_registration();
	take_all();
}

/* The handler interrupts nothing but sigsuspend(): it may call what it likes. */
static void live_on_signals(struct gate *is_ready)
{
	struct sigaction action = {.sa_handler = handle_signal};
	sigset_t open;

	request = signal_event(NOTICE, 0);
	SETUP(sigprocmask(SIG_SETMASK, NULL, &open));
	block_signal(NOTICE);
	SETUP(sigaction(NOTICE, &action, NULL));
	renew_registration();
	open_gate(is_ready);
	while (!has_all(NULL))
		sigsuspend(&open);
}

static void live_on_threads(struct gate *is_ready)
{
	request = (struct sigevent){.sigev_notify = SIGEV_THREAD,
				    .sigev_notify_function = run_thread};
	renew_registration();
	open_gate(is_ready);
	EXPECT_THAT(wait_until(has_all, NULL, STEP_LIMIT), "messages: expected %d, observed %d",
		    ALL, history->count);
}

static bool has_mine(void *last)
{
	const struct message *message = last;

	return history->of_sender[message->sender] > message->number;
}

/* Busily at first: the next message is to come right after the receipt of this one. */
static void await_receipt(struct message *message)
{
	enum { YIELDS = 1000 };
	int i;

	for (i = 0; i < YIELDS && !has_mine(message); i++)
		sched_yield();
	EXPECT_THAT(wait_until(has_mine, message, STEP_LIMIT),
		    "message %d: expected to be received, observed none of it", message->number);
}

/* Now and then the sender goes on, most likely, when the queue is just seen to be empty. */
static void send_all(mqd_t queue, int sender)
{
	struct message message = {.sender = sender};

	for (message.number = 0; message.number < ROUNDS; message.number++) {
		EXPECT_OK(mq_send(queue, (char *)&message, sizeof(message), 0));
		if (message.number % (sender + 2) == 0)
			await_receipt(&message);
	}
}

/* Every message was received once; in the order of sending, if one at a time is received. */
static void check_history(bool is_ordered)
{
	bool is_received[SENDERS][ROUNDS] = {{false}};
	int next[SENDERS] = {0};
	int i;

	EXPECT_EQ(ALL, history->count);
	for (i = 0; i < ALL; i++) {
		const struct message *message = &history->messages[i];
		bool *receipt = &is_received[message->sender][message->number];

		EXPECT_THAT(!*receipt, "message %d of sender %d: received twice", message->number,
			    message->sender);
		*receipt = true;
		if (is_ordered)
			EXPECT_EQ(next[message->sender]++, message->number);
	}
}

/* value is "one notice at a time". */
static const struct variant ways[] = {{"in_the_handler", true, NULL},
				      {"in_the_thread", false, NULL}};

CASE_VARIANTS(ways, mq_notify_one_shot, mq_notify_signal_on_empty_to_nonempty)
{
	const char *name = unique_name();
	mqd_t queue = create_queue(name, O_CREAT | O_EXCL | O_WRONLY, S_IRUSR | S_IWUSR,
				   SIZES(ROOM, MESSAGE_SIZE));
	bool is_ordered = variant()->value;
	struct gate *is_ready = new_gate();
	struct actor *senders[SENDERS];
	struct actor *registered;
	int i;

	history = share(sizeof(*history));
	input = open_queue(name, O_RDONLY | O_NONBLOCK);
	remove_queue(name);
	registered = ACTOR("registered process")
	{
		if (is_ordered)
			live_on_signals(is_ready);
		else
			live_on_threads(is_ready);
	}
	pass_gate(is_ready);
	for (i = 0; i < SENDERS; i++) {
		senders[i] = ACTOR("sender") send_all(queue, i);
	}
	for (i = 0; i < SENDERS; i++)
		expect_finished(senders[i]);
	expect_finished(registered);
	check_history(is_ordered);
	expect_messages(queue, 0);
}
