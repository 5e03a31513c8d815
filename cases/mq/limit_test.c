/* What a program is told of message queues: limits, the option, <mqueue.h>. */
#include "mq.h"

#include <limits.h>
#include <unistd.h>

/* A limit that the system has, or has not: sysconf() says -1 then, and nothing is wrong. */
#define expect_limit_of(least, name, is_optional) AT(check_limit(least, name, is_optional))

static void check_limit(long least, int name, bool is_optional)
{
	long limit;

	errno = 0;
	limit = sysconf(name);
	if (is_optional && limit == -1 && errno == 0)
		return;
	check_success(THERE, "sysconf()", limit);
	if (limit < least)
		check_failed(THERE, "sysconf(): expected at least %ld, observed %ld", least, limit);
}

CASE(mq_limit_prio_max_min)
{
	enum { LEAST = 32 };

	EXPECT_EQ(LEAST, _POSIX_MQ_PRIO_MAX);
	expect_limit_of(LEAST, _SC_MQ_PRIO_MAX, false);
#ifdef MQ_PRIO_MAX
	EXPECT(MQ_PRIO_MAX >= LEAST);
	EXPECT_EQ(MQ_PRIO_MAX, sysconf(_SC_MQ_PRIO_MAX));
#endif
}

CASE(mq_limit_open_max_min)
{
	enum { LEAST = 8 };

	EXPECT_EQ(LEAST, _POSIX_MQ_OPEN_MAX);
	expect_limit_of(LEAST, _SC_MQ_OPEN_MAX, true);
#ifdef MQ_OPEN_MAX
	EXPECT(MQ_OPEN_MAX >= LEAST);
#endif
}

/* Without it, this case is skipped before it is here: functions that work belong to the option. */
CASE(mq_limit_sysconf_option)
{
	mqd_t queue = new_queue(0);

	send_message(queue, "text", 0);
	expect_message(queue, "text", 0);
	EXPECT(sysconf(_SC_MESSAGE_PASSING) > 0);
#ifdef _POSIX_MESSAGE_PASSING
	EXPECT(_POSIX_MESSAGE_PASSING >= 0);
#endif
}

#define IS_LONG(expression) _Generic((expression), long : true, default : false)

CASE(mq_header_attr_members)
{
	struct mq_attr attributes = {
		.mq_flags = LONG_MAX, .mq_maxmsg = LONG_MIN, .mq_msgsize = 1, .mq_curmsgs = 2};

	EXPECT(IS_LONG(attributes.mq_flags));
	EXPECT(IS_LONG(attributes.mq_maxmsg));
	EXPECT(IS_LONG(attributes.mq_msgsize));
	EXPECT(IS_LONG(attributes.mq_curmsgs));
	EXPECT_EQ(LONG_MAX, attributes.mq_flags);
	EXPECT_EQ(LONG_MIN, attributes.mq_maxmsg);
	EXPECT_EQ(1, attributes.mq_msgsize);
	EXPECT_EQ(2, attributes.mq_curmsgs);
}

/* An array can be neither assigned nor returned. */
static mqd_t pass_on(mqd_t queue)
{
	return queue;
}

CASE(mq_header_mqd_t_not_array)
{
	mqd_t none = pass_on((mqd_t)-1);
	mqd_t queue = new_queue(0);
	mqd_t copy;

	copy = pass_on(queue);
	EXPECT(none == (mqd_t)-1);
	EXPECT(copy == queue);
	EXPECT(copy != none);
}

CASE(mq_limit_linux_prio_max_32768)
{
	enum { PRIORITIES = 32768 };
	mqd_t queue = new_queue(0);

	EXPECT_EQ(PRIORITIES, sysconf(_SC_MQ_PRIO_MAX));
	send_message(queue, "text", PRIORITIES - 1);
	EXPECT_ERROR(EINVAL, mq_send(queue, "x", 1, PRIORITIES));
	expect_message(queue, "text", PRIORITIES - 1);
}
