/*
 * Functions that a handler may call: again and again it interrupts a program
 * that is in the same function, and nothing is lost or torn.
 */
#include "interrupting.h"

#include <signal.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

/* What both callers transfer. */
struct record {
	unsigned caller;
	unsigned turn;
};

static int ends[2];

static void open_pipe_ends(void)
{
	SETUP(pipe(ends));
	own(ends[0]);
	own(ends[1]);
}

static void open_socket_ends(void)
{
	SETUP(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends));
	own(ends[0]);
	own(ends[1]);
}

static void write_record(enum caller caller, unsigned turn)
{
	struct record r = {caller, turn};

	EXPECT_EQ(sizeof(r), write(ends[1], &r, sizeof(r)));
}

static void send_record(enum caller caller, unsigned turn)
{
	struct record r = {caller, turn};

	EXPECT_EQ(sizeof(r), send(ends[1], &r, sizeof(r), 0));
}

/* The other end of writers: each caller's records are there, in the order of its calls. */
static void expect_records(void)
{
	unsigned next[CALLERS] = {0};
	struct record records[500];
	ssize_t size;

	close_end(ends[1]);
	while ((size = EXPECT_OK(read(ends[0], records, sizeof(records)))) > 0) {
		size_t count = (size_t)size / sizeof(*records);
		size_t i;

		EXPECT_EQ(size, count * sizeof(*records));
		for (i = 0; i < count; i++) {
			EXPECT(records[i].caller < CALLERS);
			EXPECT_EQ(next[records[i].caller]++, records[i].turn);
		}
	}
	EXPECT_EQ(turns(PROGRAM), next[PROGRAM]);
	EXPECT_EQ(turns(HANDLER), next[HANDLER]);
}

/* What readers got, and whether it is enough. */
static struct {
	atomic_bool is_enough;
	atomic_uint count;
	atomic_ullong sum;
} * got;

static void share_account(void)
{
	got = share(sizeof(*got));
}

static void open_filled_pipe(void)
{
	open_pipe_ends();
	share_account();
}

static void open_filled_socket(void)
{
	open_socket_ends();
	share_account();
}

/* size: what was read; 0 at the end. The record's members have the same value. */
static void take_record(ssize_t size, struct record r)
{
	if (size == 0 && got->is_enough)
		return;
	EXPECT_EQ(sizeof(r), size);
	EXPECT_EQ(r.caller, r.turn);
	got->count++;
	got->sum += r.turn;
}

static void read_record(enum caller caller, unsigned turn)
{
	struct record r = {caller, turn};
	ssize_t size = read(ends[0], &r, sizeof(r));

	take_record(size, r);
}

static void receive_record(enum caller caller, unsigned turn)
{
	struct record r = {caller, turn};
	ssize_t size = recv(ends[0], &r, sizeof(r), 0);

	take_record(size, r);
}

/* The rest of the records, after the interruptions. */
static void take_rest(call_function *call)
{
	unsigned before;

	got->is_enough = true;
	close_end(ends[1]);
	do {
		before = got->count;
		call(PROGRAM, 0);
	} while (got->count > before);
}

/* The other end of readers: each record was read once. */
static void feed_records(struct actor *worker)
{
	unsigned count;
	unsigned long long sum = 0;

	close_end(ends[0]);
	for (count = 0; !got->is_enough; count++) {
		struct record r = {count, count};

		write_bytes(ends[1], &r, sizeof(r));
		sum += count;
	}
	close_end(ends[1]);
	expect_finished(worker);
	EXPECT_EQ(count, got->count);
	EXPECT(sum == got->sum);
}

/* A close() is of that end, and of no other: the reader sees the end of the file. */
static void close_ends(enum caller caller, unsigned turn)
{
	int fds[2];
	char byte;

	(void)caller;
	(void)turn;
	EXPECT_OK(pipe(fds));
	EXPECT_OK(write(fds[1], "x", 1));
	EXPECT_EQ(0, close(fds[1]));
	EXPECT_EQ(1, read(fds[0], &byte, 1));
	EXPECT_EQ(0, read(fds[0], &byte, 1));
	EXPECT_EQ(0, close(fds[0]));
}

static int lowest_before;

static void look_at_descriptors(void)
{
	lowest_before = lowest_free();
}

static void expect_none_left(call_function *unused)
{
	(void)unused;
	EXPECT_EQ(lowest_before, lowest_free());
}

static sem_t semaphore;

static void make_semaphore(void)
{
	SETUP(sem_init(&semaphore, 0, 0));
}

static void post(enum caller caller, unsigned turn)
{
	(void)caller;
	(void)turn;
	EXPECT_EQ(0, sem_post(&semaphore));
}

static void expect_all_posted(call_function *unused)
{
	int value;

	(void)unused;
	EXPECT_OK(sem_getvalue(&semaphore, &value));
	EXPECT_EQ(turns(PROGRAM) + turns(HANDLER), value);
}

static void catch_kill(void)
{
	catch_signal(SIGUSR1, 0);
}

/* It is caught before kill() returns. In the handler it may have to wait. */
static void kill_itself(enum caller caller, unsigned turn)
{
	unsigned before = times_caught(SIGUSR1);

	(void)turn;
	EXPECT_EQ(0, kill(getpid(), SIGUSR1));
	if (caller == PROGRAM)
		EXPECT(times_caught(SIGUSR1) > before);
}

static volatile unsigned received[CALLERS];

/* Each caller's values come in the order of its calls. */
static void receive_value(int number, siginfo_t *info, void *context)
{
	enum caller caller = info->si_value.sival_int % CALLERS;

	(void)number;
	(void)context;
	EXPECT_EQ(received[caller]++, info->si_value.sival_int / CALLERS);
}

static void catch_values(void)
{
	struct sigaction action = {.sa_sigaction = receive_value,
				   .sa_flags = SA_SIGINFO | SA_RESTART};

	SETUP(sigaction(SIGRTMIN, &action, NULL));
}

static void queue_to_itself(enum caller caller, unsigned turn)
{
	union sigval value = {.sival_int = (int)(turn * CALLERS + caller)};

	EXPECT_EQ(0, sigqueue(getpid(), SIGRTMIN, value));
}

static void expect_all_values(call_function *unused)
{
	(void)unused;
	EXPECT_EQ(turns(PROGRAM), received[PROGRAM]);
	EXPECT_EQ(turns(HANDLER), received[HANDLER]);
}

/* Both callers are in the worker, an actor; the case has the other end of what they use. */
static const struct job {
	void (*prepare)(void);
	call_function *call;
	void (*conclude)(call_function *call); /* in the worker */
	void (*read)(void);
	void (*feed)(struct actor *worker);
} jobs[] = {
	{open_filled_pipe, read_record, take_rest, NULL, feed_records},
	{open_pipe_ends, write_record, NULL, expect_records, NULL},
	{look_at_descriptors, close_ends, expect_none_left, NULL, NULL},
	{make_semaphore, post, expect_all_posted, NULL, NULL},
	{catch_kill, kill_itself, NULL, NULL, NULL},
	{catch_values, queue_to_itself, expect_all_values, NULL, NULL},
	{open_socket_ends, send_record, NULL, expect_records, NULL},
	{open_filled_socket, receive_record, take_rest, NULL, feed_records},
};

static const struct variant calls[] = {
	{"read", 0, NULL}, {"write", 1, NULL},	  {"close", 2, NULL}, {"sem_post", 3, NULL},
	{"kill", 4, NULL}, {"sigqueue", 5, NULL}, {"send", 6, NULL},  {"recv", 7, NULL}};

CASE_VARIANTS(calls, signal_async_safe_ipc)
{
	const struct job *job = &jobs[variant()->value];
	struct actor *worker;

	share_turns();
	job->prepare();
	worker = ACTOR("worker")
	{
		call_interrupted(job->call);
		if (job->conclude)
			job->conclude(job->call);
	}
	if (job->read)
		job->read();
	if (job->feed)
		job->feed(worker);
	expect_finished(worker);
	EXPECT_EQ(INTERRUPTIONS, turns(HANDLER));
}
