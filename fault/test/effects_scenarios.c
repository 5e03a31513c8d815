/* What a failure does besides, and what the preload library leaves alone. */
#include <fcntl.h>
#include <limits.h>
#include <mqueue.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scenario.h"

#define RUN_FAIL(point, error) "--fail posix/" point "=" error

SCENARIO(close_is_executed_before_it_fails, RUN_FAIL("io/oc/close", "EINTR@1"))
{
	int fd = dup(1);

	CHECK_FAILS(close(fd), EINTR);
	CHECK_FAILS(fcntl(fd, F_GETFD), EBADF);
}

SCENARIO(mq_close_is_executed_before_it_fails, RUN_FAIL("ipc/mq/close", "EBADF@1"))
{
	int fd = dup(1);

	CHECK_FAILS(mq_close(fd), EBADF);
	CHECK_FAILS(fcntl(fd, F_GETFD), EBADF);
}

SCENARIO(pclose_is_executed_before_it_fails, RUN_FAIL("stdio/oc/pclose", "ECHILD"))
{
	FILE *stream = popen("exit 3", "r");

	CHECK(stream);
	CHECK_FAILS(pclose(stream), ECHILD);
	CHECK_FAILS(wait(NULL), ECHILD);
}

SCENARIO(munmap_returns_minus_one_and_unmaps_nothing, RUN_FAIL("mm/munmap", "EINVAL@1"))
{
	size_t size = (size_t)sysconf(_SC_PAGESIZE);
	char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK_FAILS(munmap(memory, size), EINVAL);
	*memory = 1;
	CHECK(munmap(memory, size) == 0);
}

SCENARIO(mmap_returns_map_failed, RUN_FAIL("mm/mmap", "ENOMEM@1"))
{
	CHECK(mmap(NULL, 1, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED);
	CHECK(errno == ENOMEM);
}

SCENARIO(pthread_functions_return_the_number, RUN_FAIL("thread/mutex/lock", "EAGAIN@1"))
{
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

	errno = EDOM;
	CHECK(pthread_mutex_lock(&mutex) == EAGAIN && errno == EDOM);
	CHECK(pthread_mutex_trylock(&mutex) == 0);
}

SCENARIO(owner_died_leaves_the_mutex_to_the_caller, RUN_FAIL("thread/mutex/lock", "EOWNERDEAD@1"))
{
	pthread_mutexattr_t attributes;
	pthread_mutex_t mutex;

	CHECK(pthread_mutexattr_init(&attributes) == 0);
	CHECK(pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST) == 0);
	CHECK(pthread_mutex_init(&mutex, &attributes) == 0);
	CHECK(pthread_mutex_lock(&mutex) == EOWNERDEAD);
	CHECK(pthread_mutex_trylock(&mutex) == EBUSY);
	CHECK(pthread_mutex_consistent(&mutex) == 0);
	CHECK(pthread_mutex_unlock(&mutex) == 0);
	CHECK(pthread_mutex_consistent(&mutex) == EINVAL);
}

static struct sockaddr_un listen_somewhere(int *fd)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};

	*fd = socket(AF_UNIX, SOCK_STREAM, 0);
	CHECK(*fd >= 0);
	CHECK(bind(*fd, (struct sockaddr *)&address, sizeof(address)) == 0);
	CHECK(listen(*fd, 1) == 0);
	return address;
}

SCENARIO(an_interrupted_connection_is_made, RUN_FAIL("io/net/connect", "EINTR@1"))
{
	int listening, fd = socket(AF_UNIX, SOCK_STREAM, 0);
	struct sockaddr_un address = listen_somewhere(&listening);

	CHECK_FAILS(connect(fd, (struct sockaddr *)&address, sizeof(address)), EINTR);
	CHECK(accept(listening, NULL, NULL) >= 0);
}

SCENARIO(a_refused_connection_is_not_made, RUN_FAIL("io/net/connect", "ECONNREFUSED@1"))
{
	int listening, fd = socket(AF_UNIX, SOCK_STREAM, 0);
	struct sockaddr_un address = listen_somewhere(&listening);

	CHECK_FAILS(connect(fd, (struct sockaddr *)&address, sizeof(address)), ECONNREFUSED);
	CHECK(fcntl(listening, F_SETFL, O_NONBLOCK) == 0);
	CHECK_FAILS(accept(listening, NULL, NULL), EAGAIN);
}

static volatile sig_atomic_t caught;

static void count_signal(int number)
{
	(void)number;
	caught++;
}

SCENARIO(epipe_comes_with_sigpipe, RUN_FAIL("io/rw/write", "EPIPE"))
{
	signal(SIGPIPE, count_signal);
	CHECK_FAILS(write(1, "x", 1), EPIPE);
	CHECK(caught == 1);
}

SCENARIO_BY(sigpipe_kills_who_does_not_expect_it,
	    "! $RUN --fail posix/io/rw/write=EPIPE --log log --")
{
	write(1, "x", 1);
}

SCENARIO(epipe_without_sigpipe_if_told_so, RUN_FAIL("io/net/send*", "EPIPE"))
{
	struct msghdr message = {0};
	int fds[2];

	CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0);
	signal(SIGPIPE, count_signal);
	CHECK_FAILS(send(fds[0], "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_FAILS(sendmsg(fds[0], &message, MSG_NOSIGNAL), EPIPE);
	CHECK(caught == 0);
	CHECK_FAILS(send(fds[0], "x", 1, 0), EPIPE);
	CHECK_FAILS(sendto(fds[0], "x", 1, 0, NULL, 0), EPIPE);
	CHECK_FAILS(sendmsg(fds[0], &message, 0), EPIPE);
	CHECK(caught == 3);
}

SCENARIO(datagrams_have_no_sigpipe, RUN_FAIL("io/net/send", "EPIPE"))
{
	int fds[2];

	CHECK(socketpair(AF_UNIX, SOCK_DGRAM, 0, fds) == 0);
	signal(SIGPIPE, count_signal);
	CHECK_FAILS(send(fds[0], "x", 1, 0), EPIPE);
	CHECK(caught == 0);
}

SCENARIO(reads_are_short, RUN_FAIL("io/*", "short"))
{
	struct iovec parts[2];
	char a[2], b[6];
	int fds[2];

	CHECK(pipe(fds) == 0);
	CHECK(write(fds[1], "abcdefgh", 8) == 8);
	CHECK(read(fds[0], b, 6) == 3 && memcmp(b, "abc", 3) == 0);
	parts[0] = (struct iovec){a, 1};
	parts[1] = (struct iovec){b, 3};
	CHECK(readv(fds[0], parts, 2) == 2 && a[0] == 'd' && b[0] == 'e' && b[1] == 'b');
	CHECK(read(fds[0], b, 1) == 1);
}

SCENARIO(transfers_over_streams_are_short, RUN_FAIL("io/net/*", "short"))
{
	struct iovec parts[2] = {{"abc", 3}, {"def", 3}};
	struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
	char in[8] = "";
	int fds[2];

	CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0);
	CHECK(send(fds[0], "12345678", 8, 0) == 4);
	CHECK(sendto(fds[0], "12", 2, 0, NULL, 0) == 1);
	CHECK(sendmsg(fds[0], &message, 0) == 3);
	CHECK(recv(fds[1], in, 4, 0) == 2 && memcmp(in, "12", 2) == 0);
	CHECK(recvfrom(fds[1], in, 4, 0, NULL, NULL) == 2 && memcmp(in, "34", 2) == 0);
	parts[0] = (struct iovec){in, 8};
	message = (struct msghdr){.msg_iov = parts, .msg_iovlen = 1, .msg_flags = -1};
	CHECK(recvmsg(fds[1], &message, 0) == 4 && memcmp(in, "1abc", 4) == 0);
	CHECK(message.msg_flags == 0);
}

/* It is the function that reports them. */
SCENARIO(bad_addresses_are_left_to_the_function, RUN_FAIL("io/*", "short"))
{
	void *volatile nowhere = (void *)8;
	volatile int no_count = -1;
	struct msghdr message = {.msg_iov = nowhere, .msg_iovlen = 1};
	int fds[2];

	CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0);
	CHECK_FAILS(writev(fds[0], nowhere, 3), EFAULT);
	CHECK_FAILS(readv(fds[0], nowhere, 3), EFAULT);
	CHECK_FAILS(sendmsg(fds[0], nowhere, 0), EFAULT);
	CHECK_FAILS(recvmsg(fds[0], &message, 0), EFAULT);
	CHECK_FAILS(writev(fds[0], nowhere, no_count), EINVAL);
}

/* Otherwise they would be cut: no conforming system does that. */
SCENARIO(messages_are_whole, RUN_FAIL("io/*", "short"))
{
	static char buffer[PIPE_BUF + 2];
	int fds[2];

	CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds) == 0);
	CHECK(send(fds[0], buffer, 8, 0) == 8);
	CHECK(recv(fds[1], buffer, 8, 0) == 8);
	CHECK(socketpair(AF_UNIX, SOCK_DGRAM, 0, fds) == 0);
	CHECK(write(fds[0], buffer, 8) == 8);
	CHECK(read(fds[1], buffer, 8) == 8);
	CHECK(pipe(fds) == 0);
	CHECK(write(fds[1], buffer, PIPE_BUF) == PIPE_BUF);
	CHECK(write(fds[1], buffer, PIPE_BUF + 2) == PIPE_BUF / 2 + 1);
}

/* Stock libfiu chooses errors with random(). */
SCENARIO(random_numbers_are_the_programs, "--fail posix/io/fd/dup --random posix/io/oc/open@0.5")
{
	long first, second;
	int i;

	srandom(7);
	first = random();
	second = random();
	srandom(7);
	CHECK(random() == first);
	for (i = 0; i < 10; i++) {
		CHECK(dup(1) == -1);
		close(open("/", O_RDONLY));
	}
	CHECK(random() == second);
}

static sigjmp_buf back;

static void jump_back(int number)
{
	(void)number;
	siglongjmp(back, 1);
}

/* Stock libfiu counts how deep it is, and never comes out again. */
SCENARIO(siglongjmp_out_of_a_call_loses_nothing, "--fail posix/ipc/pipe/pipe=EMFILE "
						 "--fail posix/io/rw/read=EIO@1000")
{
	struct sigaction action = {.sa_handler = jump_back};
	int fds[2], i;
	char byte;

	CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0);
	sigaction(SIGALRM, &action, NULL);
	for (i = 0; i < 3; i++) {
		if (sigsetjmp(back, 1) == 0) {
			ualarm(1000, 0);
			read(fds[0], &byte, 1);
		}
	}
	CHECK_FAILS(pipe(fds), EMFILE);
}

SCENARIO(errno_is_left_alone, "--log log --random posix/io/fd/dup=EMFILE@0.0000001")
{
	errno = EDOM;
	CHECK(dup(1) >= 0);
	CHECK(getpid() > 0 && errno == EDOM);
}

SCENARIO(handlers_of_signals_run_in_calls, RUN_FAIL("io/fd/dup", "EMFILE"))
{
	sigset_t before, after;
	int number;

	pthread_sigmask(SIG_SETMASK, NULL, &before);
	CHECK(!sigismember(&before, SIGUSR1));
	CHECK_FAILS(dup(1), EMFILE);
	pthread_sigmask(SIG_SETMASK, NULL, &after);
	for (number = 1; number < SIGRTMAX; number++)
		CHECK(sigismember(&before, number) == sigismember(&after, number));
}
