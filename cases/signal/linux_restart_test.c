/* The calls that Linux restarts never, or always; those of its own included. */
#include <signal.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "../file_lock/file_lock.h"
#include "../sysv_sem/sysv_sem.h"
#include "../unix_socket/unix_socket.h"
#include "blocking.h"

static struct place nowhere(void)
{
	return (struct place){.here = -1};
}

/* What waits for a signal only: nothing else lets it succeed. */
static void dont_release(struct place *place)
{
	(void)place;
}

static sigset_t only_sigusr2(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	return set;
}

static int wait_in_sigwaitinfo(struct place *place)
{
	sigset_t set = only_sigusr2();

	(void)place;
	return sigwaitinfo(&set, NULL) == -1 ? -1 : 0;
}

static int wait_in_sigtimedwait(struct place *place)
{
	sigset_t set = only_sigusr2();

	(void)place;
	return sigtimedwait(&set, NULL, &(struct timespec){.tv_sec = 600}) == -1 ? -1 : 0;
}

static int wait_in_sigsuspend(struct place *place)
{
	sigset_t mask;

	(void)place;
	sigemptyset(&mask);
	return sigsuspend(&mask);
}

static int wait_in_pause(struct place *place)
{
	(void)place;
	return pause();
}

static struct place on_epoll_of_empty_pair(void)
{
	struct socket_ends ends = open_socketpair(SOCK_STREAM);
	struct place place = {.here = own((int)SETUP(epoll_create1(EPOLL_CLOEXEC))),
			      .there = ends.other};

	SETUP(epoll_ctl(place.here, EPOLL_CTL_ADD, ends.one,
			&(struct epoll_event){.events = EPOLLIN}));
	return place;
}

static int wait_in_epoll_wait(struct place *place)
{
	struct epoll_event event;

	return epoll_wait(place->here, &event, 1, -1) == 1 ? 0 : -1;
}

static void send_byte(struct place *place)
{
	send_bytes(place->there, "x", 1);
}

static struct place at_set(void)
{
	return (struct place){.here = new_semaphore_set(1)};
}

static int wait_in_semtimedop(struct place *place)
{
	return semtimedop(place->here, &(struct sembuf){.sem_op = -1}, 1,
			  &(struct timespec){.tv_sec = 600});
}

static void increase(struct place *place)
{
	SETUP(operate(place->here, 0, 1, 0));
}

static void remove_set(struct place *place)
{
	remove_semaphore_set(place->here);
}

static struct place on_flocked_file(void)
{
	const char *path = scratch_path();
	struct place place = {.here = open_locked_file(path), .path = path};

	SETUP(flock(place.here, LOCK_EX));
	return place;
}

static int wait_in_flock(struct place *place)
{
	return flock(open_again(place->path, O_RDWR), LOCK_EX);
}

static void unlock(struct place *place)
{
	SETUP(flock(place->here, LOCK_UN));
}

static const struct blocking_call sigwaitinfo_of_set = {CALL_SIGWAIT, nowhere, wait_in_sigwaitinfo,
							dont_release, NULL};
static const struct blocking_call sigtimedwait_of_set = {CALL_SIGWAIT, nowhere,
							 wait_in_sigtimedwait, dont_release, NULL};
static const struct blocking_call sigsuspend_of_mask = {CALL_SIGSUSPEND, nowhere,
							wait_in_sigsuspend, dont_release, NULL};
static const struct blocking_call pause_of_process = {CALL_PAUSE, nowhere, wait_in_pause,
						      dont_release, NULL};
static const struct blocking_call epoll_wait_of_socket = {CALL_EPOLL_WAIT, on_epoll_of_empty_pair,
							  wait_in_epoll_wait, send_byte, NULL};
static const struct blocking_call semtimedop_of_set = {CALL_SEMOP, at_set, wait_in_semtimedop,
						       increase, remove_set};
static const struct blocking_call flock_of_file = {CALL_FLOCK, on_flocked_file, wait_in_flock,
						   unlock, NULL};

static const struct variant never_restarted[] = {SELECT_CALLS,
						 {"poll", 0, &poll_of_pipe},
						 {"ppoll", 0, &ppoll_of_pipe},
						 {"epoll_wait", 0, &epoll_wait_of_socket},
						 {"msgsnd", 0, &msgsnd_of_queue},
						 {"msgrcv", 0, &msgrcv_of_queue},
						 {"semop", 0, &semop_of_set},
						 {"semtimedop", 0, &semtimedop_of_set},
						 {"recv_timeout", 0, &recv_with_timeout},
						 {"send_timeout", 0, &send_with_timeout},
						 {"sigsuspend", 0, &sigsuspend_of_mask},
						 {"pause", 0, &pause_of_process},
						 {"sigwaitinfo", 0, &sigwaitinfo_of_set},
						 {"sigtimedwait", 0, &sigtimedwait_of_set}};

CASE_VARIANTS(never_restarted, signal_linux_never_restarted)
{
	expect_interrupted(variant()->data, SA_RESTART);
}

static const struct variant restarted[] = {{"flock", 0, &flock_of_file}};

CASE_VARIANTS(restarted, signal_linux_flock_restarted)
{
	expect_restarted(variant()->data);
}

static const struct variant interrupted_by_stop[] = {
	{"epoll_wait", 0, &epoll_wait_of_socket}, {"semop", 0, &semop_of_set},
	{"semtimedop", 0, &semtimedop_of_set},	  {"recv_timeout", 0, &recv_with_timeout},
	{"send_timeout", 0, &send_with_timeout},  {"sigwaitinfo", 0, &sigwaitinfo_of_set},
	{"sigtimedwait", 0, &sigtimedwait_of_set}};

CASE_VARIANTS(interrupted_by_stop, signal_linux_stop_interrupts)
{
	expect_interrupted_by_stop(variant()->data);
}
