/* What mq_send() does where there is room: the message, its priority, its place. */
#include "mq.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

/* The first priority that is too high. */
static unsigned priority_limit(void)
{
	long limit = sysconf(_SC_MQ_PRIO_MAX);

	if (limit == -1)
		skip_unsupported("MQ_PRIO_MAX is indeterminate");
	return (unsigned)limit;
}

CASE(mq_send_returns_zero_and_queues)
{
	mqd_t queue = new_queue(0);
	int count;

	for (count = 1; count <= CAPACITY; count++) {
		EXPECT_EQ(0, mq_send(queue, "x", 1, 0));
		expect_messages(queue, count);
	}
}

static const struct variant sizes[] = {{"16_bytes", MESSAGE_SIZE, NULL},
				       {"8192_bytes", 8192, NULL}};

/* Every value of a byte at many places, in messages of many lengths. */
CASE_VARIANTS(sizes, mq_send_content_preserved)
{
	enum { ROUNDS = 16, STEP = 16 };
	size_t size = (size_t)variant()->value;
	mqd_t queue = new_sized_queue(1, (long)size, 0);
	unsigned char sent[8192];
	unsigned char received[8192];
	size_t round;
	size_t i;

	for (round = 0; round < ROUNDS; round++) {
		for (i = 0; i < size; i++)
			sent[i] = (unsigned char)(round * STEP + i);
		memset(received, '?', size);
		EXPECT_EQ(0, mq_send(queue, (char *)sent, size - round, 0));
		EXPECT_EQ(size - round, mq_receive(queue, (char *)received, size, NULL));
		EXPECT_BYTES(sent, received, size - round);
	}
}

CASE(mq_send_boundaries_preserved)
{
	mqd_t queue = new_sized_queue(10, MESSAGE_SIZE, 0);

	send_message(queue, "abcde", 0);
	send_message(queue, "", 0);
	send_message(queue, "fg", 0);
	expect_message(queue, "abcde", 0);
	expect_message(queue, "", 0);
	expect_message(queue, "fg", 0);
	expect_messages(queue, 0);
}

/* Each multiplier, having no factor in common with 10, mixes the ten digits in its own way. */
CASE(mq_send_higher_priority_first)
{
	enum { DIGITS = 10, BELOW_ALL_LIMITS = 3 };
	static const int multipliers[] = {1, 3, 7, 9};
	mqd_t queue = new_sized_queue(DIGITS, MESSAGE_SIZE, 0);
	char text[] = "0";
	size_t m;
	int i;

	for (m = 0; m < sizeof(multipliers) / sizeof(multipliers[0]); m++) {
		for (i = 0; i < DIGITS; i++) {
			int digit = i * multipliers[m] % DIGITS;

			*text = (char)('0' + digit);
			send_message(queue, text, (unsigned)digit * BELOW_ALL_LIMITS);
		}
		for (i = DIGITS - 1; i >= 0; i--) {
			*text = (char)('0' + i);
			expect_message(queue, text, (unsigned)i * BELOW_ALL_LIMITS);
		}
	}
}

CASE(mq_send_fifo_within_priority)
{
	enum { MESSAGES = 9, PRIORITIES = 3 };
	mqd_t queue = new_sized_queue(MESSAGES, MESSAGE_SIZE, 0);
	char text[] = "0";
	int priority;
	int i;

	for (i = 0; i < MESSAGES; i++) {
		*text = (char)('0' + i);
		send_message(queue, text, (unsigned)i % PRIORITIES);
	}
	for (priority = PRIORITIES - 1; priority >= 0; priority--)
		for (i = priority; i < MESSAGES; i += PRIORITIES) {
			*text = (char)('0' + i);
			expect_message(queue, text, (unsigned)priority);
		}
}

CASE(mq_send_priority_zero_lowest)
{
	mqd_t queue = new_queue(0);

	EXPECT_EQ(0, mq_send(queue, "zero", 4, 0));
	send_message(queue, "one", 1);
	EXPECT_EQ(0, mq_send(queue, "zero again", 10, 0));
	expect_message(queue, "one", 1);
	expect_message(queue, "zero", 0);
	expect_message(queue, "zero again", 0);
}

CASE(mq_send_prio_max_minus_one_ok)
{
	mqd_t queue = new_queue(0);
	unsigned highest = priority_limit() - 1;

	send_message(queue, "below", highest - 1);
	EXPECT_EQ(0, mq_send(queue, "highest", 7, highest));
	expect_message(queue, "highest", highest);
	expect_message(queue, "below", highest - 1);
}

CASE(mq_send_prio_max_einval, mq_send_einval)
{
	mqd_t queue = new_queue(0);
	unsigned limit = priority_limit();

	send_message(queue, "x", limit - 1);
	EXPECT_ERROR(EINVAL, mq_send(queue, "y", 1, limit));
	EXPECT_ERROR(EINVAL, mq_send(queue, "y", 1, limit + 1));
	EXPECT_ERROR(EINVAL, mq_send(queue, "y", 1, ~0U));
	expect_messages(queue, 1);
	expect_message(queue, "x", limit - 1);
}

CASE(mq_send_len_equal_msgsize_ok)
{
	mqd_t queue = new_queue(0);

	EXPECT_EQ(0, mq_send(queue, "0123456789abcdef", MESSAGE_SIZE, 0));
	expect_message(queue, "0123456789abcdef", 0);
}

CASE(mq_send_len_over_msgsize_emsgsize, mq_send_emsgsize)
{
	static const char text[] = "0123456789abcdef+";
	mqd_t queue = new_queue(0);

	send_message(queue, "x", 0);
	EXPECT_ERROR(EMSGSIZE, mq_send(queue, text, MESSAGE_SIZE + 1, 0));
	EXPECT_ERROR(EMSGSIZE, mq_send(queue, text, SSIZE_MAX, 0));
	expect_messages(queue, 1);
	expect_message(queue, "x", 0);
}

CASE(mq_send_zero_length_ok)
{
	mqd_t queue = new_queue(0);
	char message[MESSAGE_SIZE];
	unsigned priority;

	EXPECT_EQ(0, mq_send(queue, "", 0, 5));
	expect_messages(queue, 1);
	EXPECT_EQ(0, mq_receive(queue, message, sizeof(message), &priority));
	EXPECT_EQ(5, priority);
	expect_messages(queue, 0);
}

CASE(mq_send_capacity_exact_maxmsg)
{
	static const size_t lengths[] = {0, 1, MESSAGE_SIZE};
	enum { LARGEST = 10 };
	char message[MESSAGE_SIZE] = "";
	int capacity;
	size_t i;
	int count;

	for (capacity = 1; capacity <= LARGEST; capacity += CAPACITY) {
		mqd_t queue = new_sized_queue(capacity, MESSAGE_SIZE, O_NONBLOCK);

		for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
			for (count = 0; count < capacity; count++)
				EXPECT_EQ(0, mq_send(queue, message, lengths[i], 0));
			EXPECT_ERROR(EAGAIN, mq_send(queue, message, 0, 0));
			EXPECT_ERROR(EAGAIN, mq_send(queue, message, MESSAGE_SIZE, 1));
			for (count = 0; count < capacity; count++)
				EXPECT_EQ(lengths[i],
					  mq_receive(queue, message, sizeof(message), NULL));
			expect_messages(queue, 0);
		}
	}
}

CASE(mq_send_to_own_queue)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	mqd_t again = open_queue(name, O_RDONLY);

	remove_queue(name);
	send_message(queue, "to myself", 1);
	send_message(queue, "and again", 0);
	expect_message(queue, "to myself", 1);
	expect_message(again, "and again", 0);
}

CASE(mq_send_sent_before_exit_remains)
{
	const char *name = unique_name();
	mqd_t queue = new_named_queue(name, 0);
	struct actor *sender = ACTOR("sender")
	{
		close_queue(queue);
		queue = open_queue(name, O_WRONLY);
		send_message(queue, "my last", 1);
		send_message(queue, "words", 0);
	}

	expect_finished(sender);
	remove_queue(name);
	expect_messages(queue, 2);
	expect_message(queue, "my last", 1);
	expect_message(queue, "words", 0);
}
