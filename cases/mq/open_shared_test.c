/* One queue opened more than once: by many processes, at the same moment, by one process. */
#include "mq.h"

#include <limits.h>
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

enum { PROCESSES = 4 };

/* What somebody sends as his own message. */
#define TEXT_OF(number) ((char[]){(char)('0' + (number)), '\0'})

/* Whoever opens the name, whatever his working directory, is on the one queue. */
CASE(mq_open_same_name_same_queue)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	struct actor *partner = ACTOR("partner")
	{
		mqd_t same;

		SETUP(chdir(scratch_directory(0700)));
		same = open_queue(name, O_RDWR);
		expect_message(same, "question", 0);
		send_message(same, "answer", 0);
	}

	expect_blocked_in(partner, CALL_MQ_RECEIVE);
	send_message(queue, "question", 0);
	expect_finished(partner);
	expect_message(queue, "answer", 0);
	close_queue(queue);
	/* It is so in the next process, and while nobody has the queue open. */
	partner = ACTOR("later partner") send_message(open_queue(name, O_WRONLY), "later", 0);
	expect_finished(partner);
	expect_message(open_queue(name, O_RDONLY), "later", 0);
	remove_queue(name);
}

/*
 * Rounds that several processes begin at the same moment. What each of them
 * saw in each round is written down, and judged when all of them have ended.
 */
enum { ROUNDS = 100 };

struct history {
	atomic_int arrived[ROUNDS];
	int errors[ROUNDS][PROCESSES]; /* of mq_open(); 0: it succeeded */
	long owner[ROUNDS];	       /* what the queue says of who made it */
	long messages[ROUNDS];	       /* in the queue when all have sent theirs */
};

struct meeting {
	struct history *history;
	int round;
};

static bool have_all_arrived(void *argument)
{
	struct meeting *meeting = argument;

	return meeting->history->arrived[meeting->round] == PROCESSES;
}

/* Who sleeps until the last one comes is late: at first each only gives way to the others. */
static void meet(struct history *history, int round)
{
	enum { TURNS = 1000 };
	struct meeting meeting = {history, round};
	int turn;

	history->arrived[round]++;
	for (turn = 0; turn < TURNS && !have_all_arrived(&meeting); turn++)
		sched_yield();
	SETUP_THAT(wait_until(have_all_arrived, &meeting, STEP_LIMIT), "the others do not come");
}

/*
 * The name of a round is removed in the next one, when nobody uses it any more,
 * and used again in the one after that. Who makes a queue writes his number
 * into its size.
 */
static void compete(struct history *history, const char *const names[2], int self)
{
	bool is_mine = false;
	int round;

	for (round = 0; round < ROUNDS; round++) {
		const char *name = names[round % 2];
		struct mq_attr attributes;
		mqd_t queue;

		meet(history, round);
		queue = mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, SIZES(1, self + 1));
		history->errors[round][self] = queue == (mqd_t)-1 ? errno : 0;
		/* Two winners of the former round are found out later. */
		if (is_mine)
			mq_unlink(names[(round + 1) % 2]);
		is_mine = queue != (mqd_t)-1;
		if (!is_mine)
			continue;
		EXPECT_OK(mq_getattr(queue, &attributes));
		history->owner[round] = attributes.mq_msgsize - 1;
		close_queue(queue);
	}
}

static void expect_one_winner(const struct history *history, int round)
{
	int winners = 0;
	int winner = 0;
	int i;

	for (i = 0; i < PROCESSES; i++) {
		int error = history->errors[round][i];

		EXPECT_THAT(error == 0 || error == EEXIST,
			    "mq_open() in round %d: expected success or EEXIST, observed %s", round,
			    error_name(error));
		winners += error == 0;
		winner = error == 0 ? i : winner;
	}
	EXPECT_THAT(
		winners == 1,
		"mq_open(O_CREAT | O_EXCL) in round %d: expected 1 of %d to succeed, observed %d",
		round, PROCESSES, winners);
	EXPECT_THAT(history->owner[round] == winner,
		    "the queue of round %d: expected that of process %d, observed that of %ld",
		    round, winner, history->owner[round]);
}

CASE(mq_open_excl_atomic)
{
	struct history *history = share(sizeof(*history));
	const char *names[] = {unique_name(), unique_name()};
	struct actor *competitors[PROCESSES];
	int i;

	for (i = 0; i < PROCESSES; i++) {
		competitors[i] = ACTOR("competitor")
		{
			compete(history, names, i);
		}
	}
	for (i = 0; i < PROCESSES; i++)
		expect_finished(competitors[i]);
	remove_queue(names[(ROUNDS - 1) % 2]);
	for (i = 0; i < ROUNDS; i++)
		expect_one_winner(history, i);
}

/* Whoever makes it, all of them are on the same queue; names as in compete(). */
static void join(struct history *history, const char *const names[2], int self)
{
	struct mq_attr attributes;
	mqd_t queue = (mqd_t)-1;
	int round;

	for (round = 0; round < ROUNDS; round++) {
		meet(history, round);
		/* All messages of the former round have been sent. */
		if (round > 0 && self == 0) {
			EXPECT_OK(mq_getattr(queue, &attributes));
			history->messages[round - 1] = attributes.mq_curmsgs;
			mq_unlink(names[(round - 1) % 2]);
		}
		if (round > 0)
			close_queue(queue);
		queue = create_queue(names[round % 2], O_CREAT | O_RDWR, 0600, SIZES(PROCESSES, 1));
		send_message(queue, TEXT_OF(self), 0);
	}
}

CASE(mq_open_creat_existing_opens)
{
	struct history *history = share(sizeof(*history));
	const char *names[] = {unique_name(), unique_name()};
	const char *last = names[(ROUNDS - 1) % 2];
	struct actor *processes[PROCESSES];
	int i;

	for (i = 0; i < PROCESSES; i++) {
		processes[i] = ACTOR("process")
		{
			join(history, names, i);
		}
	}
	for (i = 0; i < PROCESSES; i++)
		expect_finished(processes[i]);
	expect_messages(open_queue(last, O_RDWR), PROCESSES);
	remove_queue(last);
	for (i = 0; i < ROUNDS - 1; i++)
		EXPECT_THAT(
			history->messages[i] == PROCESSES,
			"the queue of round %d: expected messages of %d processes, observed %ld", i,
			PROCESSES, history->messages[i]);
}

CASE(mq_open_multiple_opens_same_process)
{
	enum { OPENS = 3 };
	const char *name = unique_name();
	mqd_t queues[OPENS];
	int i;

	queues[0] = new_named_queue(name, 0);
	for (i = 1; i < OPENS; i++)
		queues[i] = open_queue(name, O_RDWR);
	for (i = 0; i < OPENS; i++) {
		send_message(queues[i], "text", 0);
		expect_message(queues[(i + 1) % OPENS], "text", 0);
	}
	close_queue(queues[0]);
	for (i = 1; i < OPENS; i++) {
		send_message(queues[i], "text", 0);
		expect_message(queues[i], "text", 0);
	}
	remove_queue(name);
}

CASE(mq_open_separate_description_each_open)
{
	const char *name = unique_name();
	mqd_t waiting = new_named_queue(name, 0);
	mqd_t hasty = open_queue(name, O_RDWR | O_NONBLOCK);
	struct mq_attr attributes = {0};
	char message[MESSAGE_SIZE];
	struct actor *receiver;

	EXPECT_ERROR(EAGAIN, mq_receive(hasty, message, MESSAGE_SIZE, NULL));
	receiver = ACTOR("receiver") expect_message(waiting, "text", 0);
	expect_blocked_in(receiver, CALL_MQ_RECEIVE);
	send_message(hasty, "text", 0);
	expect_finished(receiver);
	SETUP(mq_setattr(hasty, &attributes, NULL));
	attributes.mq_flags = O_NONBLOCK;
	SETUP(mq_setattr(waiting, &attributes, NULL));
	EXPECT_OK(mq_getattr(hasty, &attributes));
	EXPECT_EQ(0, attributes.mq_flags);
	remove_queue(name);
}

/* Each of them is a queue of its own. */
CASE(mq_open_open_max_queues)
{
	mqd_t queues[_POSIX_MQ_OPEN_MAX];
	int i;

	for (i = 0; i < _POSIX_MQ_OPEN_MAX; i++) {
		const char *name = unique_name();

		queues[i] = create_queue(name, O_CREAT | O_RDWR, 0600, SMALL);
		remove_queue(name);
		send_message(queues[i], TEXT_OF(i), 0);
	}
	for (i = 0; i < _POSIX_MQ_OPEN_MAX; i++) {
		expect_messages(queues[i], 1);
		expect_message(queues[i], TEXT_OF(i), 0);
	}
}
