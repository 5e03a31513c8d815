/* Signals by way of a descriptor: signalfd(). */
#include <fcntl.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "delivery.h"

/* A descriptor of these signals, which the caller blocks from now on. */
static int descriptor_of(sigset_t set, int flags)
{
	set_mask(set);
	return own((int)EXPECT_OK(signalfd(-1, &set, flags)));
}

/* Reads one signal, which is that one. */
static struct signalfd_siginfo expect_signal(int fd, int number)
{
	struct signalfd_siginfo info;

	EXPECT_EQ(sizeof(info), read(fd, &info, sizeof(info)));
	EXPECT_EQ(number, info.ssi_signo);
	return info;
}

CASE(signal_signalfd_reads_info)
{
	int fd = descriptor_of(set_of(SIGUSR1, SIGRTMIN), 0);
	struct signalfd_siginfo info;

	SETUP(sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = 77}));
	info = expect_signal(fd, SIGRTMIN);
	EXPECT_EQ(SI_QUEUE, info.ssi_code);
	EXPECT_EQ(77, info.ssi_int);
	SETUP(kill(getpid(), SIGUSR1));
	info = expect_signal(fd, SIGUSR1);
	EXPECT_EQ(SI_USER, info.ssi_code);
	EXPECT_EQ(getpid(), info.ssi_pid);
	EXPECT_EQ(getuid(), info.ssi_uid);
}

CASE(signal_signalfd_consumes)
{
	int fd = descriptor_of(set_of(SIGUSR1), 0);

	record_signal(SIGUSR1, 0);
	SETUP(kill(getpid(), SIGUSR1));
	expect_signal(fd, SIGUSR1);
	EXPECT(!is_pending(SIGUSR1));
	set_mask(no_signals());
	expect_nothing_delivered();
}

CASE(signal_signalfd_several_at_once)
{
	int fd = descriptor_of(set_of(SIGRTMIN, SIGRTMIN + 1), 0);
	struct signalfd_siginfo infos[4];

	SETUP(sigqueue(getpid(), SIGRTMIN + 1, (union sigval){.sival_int = 1}));
	SETUP(sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = 2}));
	SETUP(sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = 3}));
	EXPECT_EQ(3 * sizeof(infos[0]), read(fd, infos, sizeof(infos)));
	EXPECT_EQ(SIGRTMIN, infos[0].ssi_signo);
	EXPECT_EQ(2, infos[0].ssi_int);
	EXPECT_EQ(SIGRTMIN, infos[1].ssi_signo);
	EXPECT_EQ(3, infos[1].ssi_int);
	EXPECT_EQ(SIGRTMIN + 1, infos[2].ssi_signo);
}

CASE(signal_signalfd_blocks_until_generated)
{
	struct actor *reader = ACTOR("reader")
	{
		expect_signal(descriptor_of(set_of(SIGUSR1), 0), SIGUSR1);
	}

	expect_blocked_in(reader, CALL_READ);
	send_signal(reader, SIGUSR1);
	expect_finished(reader);
}

CASE(signal_signalfd_nonblock_eagain)
{
	int fd = descriptor_of(set_of(SIGUSR1), SFD_NONBLOCK);
	struct signalfd_siginfo info;

	EXPECT_ERROR(EAGAIN, read(fd, &info, sizeof(info)));
	SETUP(kill(getpid(), SIGUSR1));
	expect_signal(fd, SIGUSR1);
	EXPECT_ERROR(EAGAIN, read(fd, &info, sizeof(info)));
}

CASE(signal_signalfd_ready_when_pending)
{
	struct pollfd entry = {.fd = descriptor_of(set_of(SIGUSR1), 0), .events = POLLIN | POLLOUT};

	EXPECT_EQ(0, poll(&entry, 1, 0));
	SETUP(kill(getpid(), SIGUSR1));
	EXPECT_EQ(1, poll(&entry, 1, 0));
	EXPECT_EQ(POLLIN, entry.revents);
	expect_signal(entry.fd, SIGUSR1);
	EXPECT_EQ(0, poll(&entry, 1, 0));
}

CASE(signal_signalfd_small_buffer_einval)
{
	int fd = descriptor_of(set_of(SIGUSR1), 0);
	struct signalfd_siginfo info;

	SETUP(kill(getpid(), SIGUSR1));
	EXPECT_ERROR(EINVAL, read(fd, &info, sizeof(info) - 1));
	EXPECT(is_pending(SIGUSR1));
	expect_signal(fd, SIGUSR1);
}

CASE(signal_signalfd_mask_replaced)
{
	sigset_t other = set_of(SIGUSR2);
	int fd;

	fd = descriptor_of(set_of(SIGUSR1), SFD_NONBLOCK);
	set_mask(set_of(SIGUSR1, SIGUSR2));
	SETUP(kill(getpid(), SIGUSR1));
	SETUP(kill(getpid(), SIGUSR2));
	EXPECT_EQ(fd, signalfd(fd, &other, 0));
	expect_signal(fd, SIGUSR2);
	EXPECT(is_pending(SIGUSR1));
}

static const struct variant flags[] = {{"none", 0, NULL},
				       {"cloexec", SFD_CLOEXEC, NULL},
				       {"nonblock", SFD_NONBLOCK, NULL},
				       {"both", SFD_CLOEXEC | SFD_NONBLOCK, NULL}};

CASE_VARIANTS(flags, signal_signalfd_flags)
{
	int fd = descriptor_of(set_of(SIGUSR1), (int)variant()->value);
	bool has_cloexec = EXPECT_OK(fcntl(fd, F_GETFD)) & FD_CLOEXEC;
	bool has_nonblock = EXPECT_OK(fcntl(fd, F_GETFL)) & O_NONBLOCK;

	EXPECT_EQ((variant()->value & SFD_CLOEXEC) != 0, has_cloexec);
	EXPECT_EQ((variant()->value & SFD_NONBLOCK) != 0, has_nonblock);
}

CASE(signal_signalfd_kill_stop_ignored)
{
	struct actor *victim = ACTOR("victim")
	{
		expect_signal(descriptor_of(set_of(SIGUSR1, SIGKILL, SIGSTOP), 0), SIGUSR1);
	}

	expect_blocked_in(victim, CALL_READ);
	send_signal(victim, SIGKILL);
	expect_killed(victim, SIGKILL);
}
