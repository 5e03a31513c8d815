#include "worker.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "isolation.h"
#include "launch.h"
#include "outputs.h"
#include "shared.h"
#include "trace.h"

/* The script judges what is there, so before anything is removed. */
static void check(const struct isolation *isolation, const char *script, struct observed *observed)
{
	struct output text;
	pid_t pid = launch_check(script, observed->status, isolation->log_fd);

	while (pid != -1 && waitpid(pid, &observed->check_status, 0) == -1 && errno == EINTR)
		;
	output_read(isolation->log_fd, &text);
	memcpy(observed->check_text, text.text, sizeof(observed->check_text));
}

static int run(struct isolation *isolation, const struct settings *settings,
	       struct exchange *exchange, int log_fd)
{
	struct observed *observed = &exchange->observed;
	double begin = trace_now();
	struct log_summary log;
	pid_t first;

	memset(observed, 0, sizeof(*observed));
	isolation_begin(isolation);
	first = launch_command(&exchange->job, &observed->start_error);
	if (first == -1) {
		if (observed->start_error == 0)
			observed->start_error = errno;
		while (wait(NULL) != -1)
			;
		return 0;
	}
	trace_run(first, &exchange->job, isolation, begin, observed);
	log = output_read_log(isolation->log_fd, exchange->job.plan,
			      exchange->job.wants_log ? log_fd : -1);
	observed->fired = log.fired;
	observed->lost_messages = log.lost_messages;
	observed->strays = log.strays;
	observed->log_size = log.size;
	output_read(isolation->output_fd, &observed->standard_output);
	observed->has_report = output_read(isolation->error_fd, &observed->standard_error);
	if (settings->check) {
		if (ftruncate(isolation->log_fd, 0) == 0)
			check(isolation, settings->check, observed);
	}
	return isolation_end(isolation, observed, log.used_ids);
}

static void __attribute__((noreturn))
work(const struct worker *worker, const struct settings *settings, bool is_shared,
     const char *private, uid_t uid, gid_t gid)
{
	static const struct rlimit no_core = {0, 0};
	struct exchange *exchange = worker->exchange;
	struct isolation *isolation = calloc(1, sizeof(*isolation));
	char byte = 0;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setrlimit(RLIMIT_CORE, &no_core);
	trace_prepare();
	if (!isolation)
		_exit(EXIT_FAILURE);
	if ((is_shared ? shared_enter(isolation, private, exchange->message,
				      sizeof(exchange->message))
		       : isolation_enter(isolation, private, uid, gid, exchange->message,
					 sizeof(exchange->message))) == -1 ||
	    launch_begin(isolation, exchange->message, sizeof(exchange->message)) == -1)
		_exit(EXIT_FAILURE);
	memcpy(exchange->shared, isolation->shared, sizeof(exchange->shared));
	while (write(worker->fd, &byte, 1) == 1 && read(worker->fd, &byte, 1) == 1) {
		if (run(isolation, settings, exchange, worker->log_fd) == -1) {
			snprintf(exchange->message, sizeof(exchange->message),
				 "cannot clean up after a run: %s", strerror(errno));
			break;
		}
	}
	_exit(EXIT_FAILURE);
}

int worker_start(struct worker *worker, const struct settings *settings, bool is_shared,
		 const char *private, char *message, size_t size)
{
	int flags = is_shared ? 0 : isolation_flags();
	uid_t uid = geteuid();
	gid_t gid = getegid();
	struct worker other;
	int fds[2];

	*worker = (struct worker){.fd = -1, .log_fd = memfd_create("log", MFD_CLOEXEC)};
	worker->exchange = mmap(NULL, sizeof(*worker->exchange), PROT_READ | PROT_WRITE,
				MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (worker->exchange == MAP_FAILED || worker->log_fd == -1 ||
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) == -1) {
		snprintf(message, size, "cannot start a worker: %s", strerror(errno));
		return -1;
	}
	worker->fd = fds[0];
	worker->pid = (pid_t)syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
	if (worker->pid == 0) {
		other = *worker;
		other.fd = fds[1];
		close(fds[0]);
		work(&other, settings, is_shared, private, uid, gid);
	}
	close(fds[1]);
	if (worker->pid == -1)
		snprintf(message, size, "cannot make %s: %s",
			 is_shared ? "a process" : "namespaces", strerror(errno));
	else if (worker_end(worker) == -1)
		snprintf(message, size, "%.280s",
			 worker->exchange->message[0] ? worker->exchange->message
						      : "a worker has died");
	else
		return 0;
	worker_stop(worker);
	return -1;
}

int worker_begin(struct worker *worker)
{
	return send(worker->fd, "", 1, MSG_NOSIGNAL) == 1 ? 0 : -1;
}

int worker_end(struct worker *worker)
{
	ssize_t got;
	char byte;

	do
		got = read(worker->fd, &byte, 1);
	while (got == -1 && errno == EINTR);
	return got == 1 ? 0 : -1;
}

void worker_stop(struct worker *worker)
{
	if (worker->pid > 0) {
		kill(worker->pid, SIGKILL);
		while (waitpid(worker->pid, NULL, 0) == -1 && errno == EINTR)
			;
	}
	if (worker->fd != -1)
		close(worker->fd);
	if (worker->log_fd != -1)
		close(worker->log_fd);
	if (worker->exchange && worker->exchange != MAP_FAILED)
		munmap(worker->exchange, sizeof(*worker->exchange));
	*worker = (struct worker){.fd = -1, .log_fd = -1};
}
