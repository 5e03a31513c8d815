#include <errno.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../plan/plan.h"
#include "calls.h"
#include "notify.h"
#include "notify_state.h"

/* What the tree has to know of a call, before it goes on. */
static void follow(struct notify *notify, struct thread *thread, int number)
{
	if (number == SCMP_SYS(execve) || number == SCMP_SYS(execveat))
		thread->process->has_called_exec = true;
	else if (number == SCMP_SYS(exit_group) || number == SCMP_SYS(exit))
		tree_end(notify->tree, thread, number == SCMP_SYS(exit_group));
	if (number == SCMP_SYS(exit_group))
		notify->is_reaping_due = true; /* those that ended before */
	if (number == SCMP_SYS(clone) || number == SCMP_SYS(clone3) || number == SCMP_SYS(fork) ||
	    number == SCMP_SYS(vfork))
		tree_settle(notify->tree, thread->process);
}

static bool is_loader(const struct notify *notify, const struct thread *thread,
		      uint64_t instruction)
{
	const struct image *image = &thread->process->image;

	return !notify->settings.counts_loader && instruction >= image->loader_begin &&
	       instruction < image->loader_end;
}

static bool counts(const struct notify *notify, const struct thread *thread,
		   const struct seccomp_notif *request)
{
	const struct notify_settings *settings = &notify->settings;
	uint64_t arguments[6];

	if (settings->is_armed && !*settings->is_armed)
		return false;
	if (is_loader(notify, thread, request->data.instruction_pointer))
		return false;
	if (!settings->conditions)
		return true;
	memcpy(arguments, request->data.args, sizeof(arguments));
	return conditions_met(settings->conditions, thread->id, request->data.nr, arguments);
}

/* These cannot be failed, whatever libfiu says (notify.h). */
static bool can_fail(int number)
{
	return number != SCMP_SYS(close) && number != SCMP_SYS(exit) &&
	       number != SCMP_SYS(exit_group) && number != SCMP_SYS(rt_sigreturn);
}

/* What an "enable" of libfiu without an error means: the first that is documented. */
static int usual_error(int number, const uint64_t *arguments)
{
	const struct system_call *call = system_call_numbered(number);
	const int *errors = call ? system_call_errors(call, arguments) : NULL;

	return errors && *errors ? *errors : EPERM;
}

/* Decides about a watched call. Returns FAULT_NONE, or the error. */
static int decide(struct notify *notify, struct thread *thread, const struct seccomp_notif *request,
		  size_t index)
{
	uint64_t arguments[6];
	struct notify_call made = {.number = request->data.nr,
				   .arguments = arguments,
				   .thread = thread->id,
				   .images = thread->process->images,
				   .fault = FAULT_NONE};

	memcpy(arguments, request->data.args, sizeof(arguments));
	memcpy(made.call.process, thread->process->address, sizeof(made.call.process));
	memcpy(made.call.point, notify->points[index], sizeof(made.call.point));
	made.call.thread = thread->number;
	made.call.k = ++thread->counts[index];
	if (can_fail(made.number))
		made.fault = plan_ask(&made.call, usual_error(made.number, arguments));
	if (made.fault < 0)
		made.fault = FAULT_NONE;
	if (notify->settings.tell)
		notify->settings.tell(&made, notify->settings.argument);
	return made.fault;
}

/* Whether a failure with EPIPE comes with SIGPIPE. */
static bool has_signal(int fault, const struct seccomp_notif *request)
{
	int number = request->data.nr;

	if (fault != EPIPE)
		return false;
	if (number == SCMP_SYS(sendto) || number == SCMP_SYS(sendmmsg))
		return !(request->data.args[3] & MSG_NOSIGNAL);
	if (number == SCMP_SYS(sendmsg))
		return !(request->data.args[2] & MSG_NOSIGNAL);
	return true;
}

static int answer(struct notify *notify, const struct seccomp_notif *request, int fault)
{
	struct seccomp_notif_resp *response = notify->response;
	pid_t thread = (pid_t)request->pid, process, parent;

	memset(response, 0, notify->response_size);
	response->id = request->id;
	response->error = -fault;
	if (fault == FAULT_NONE)
		response->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	if (has_signal(fault, request) && proc_owner(thread, &process, &parent) == 0)
		syscall(SYS_tgkill, process, thread, SIGPIPE);
	return ioctl(notify->listener, SECCOMP_IOCTL_NOTIF_SEND, response) == 0 ? 0 : -errno;
}

/* notify_exec() is about to make the call that is not notified of. */
static bool is_announcement(const struct notify *notify, const struct seccomp_notif *request)
{
	return request->data.nr == SCMP_SYS(execveat) && request->data.args[5] == notify->pass;
}

int notify_answer(struct notify *notify)
{
	struct seccomp_notif *request = notify->request;
	int number, index, fault = FAULT_NONE;
	struct thread *thread;

	memset(request, 0, notify->request_size);
	if (ioctl(notify->listener, SECCOMP_IOCTL_NOTIF_RECV, request) != 0)
		return -errno;
	number = request->data.nr;
	thread = tree_thread(notify->tree, (pid_t)request->pid);
	if (thread && is_announcement(notify, request)) {
		thread->process->has_called_exec = true;
		thread->process->image.identity = 0; /* what was before does not count */
	} else if (thread) {
		index = number >= 0 && number < SYSTEM_CALL_NUMBERS ? notify->indices[number] : 0;
		if (index > 0 && counts(notify, thread, request))
			fault = decide(notify, thread, request, (size_t)index - 1);
		if (fault == FAULT_NONE)
			follow(notify, thread, number);
	}
	return answer(notify, request, fault);
}

static int milliseconds_until(const struct timespec *end)
{
	struct timespec now;
	long long left;

	clock_gettime(CLOCK_MONOTONIC, &now);
	left = (end->tv_sec - now.tv_sec) * 1000LL + (end->tv_nsec - now.tv_nsec) / 1000000 + 1;
	return left > 0 ? (int)left : 0;
}

/* Reaps what has ended; the first process's status is kept. */
static void reap(struct notify *notify, int options)
{
	int status;
	pid_t child;

	while ((child = waitpid(-1, &status, options)) > 0 || (child < 0 && errno == EINTR)) {
		if (child == notify->first) {
			notify->status = status;
			close(notify->ended);
			notify->ended = -1;
		}
	}
}

static void finish(struct notify *notify)
{
	close(notify->listener);
	notify->listener = -1;
	reap(notify, 0);
}

/*
 * Before Linux 6.11 a process that nobody has reaped yet still counts as one that
 * may call: what the target left behind is looked for now and then.
 */
static int poll_listener(struct notify *notify, struct pollfd polled[2], int limit)
{
	enum { NOW_AND_THEN = 50 }; /* milliseconds */
	int count;

	if (notify->ended >= 0 || (limit >= 0 && limit <= NOW_AND_THEN))
		return poll(polled, 2, limit);
	count = poll(polled, 2, NOW_AND_THEN);
	if (count == 0) {
		reap(notify, WNOHANG);
		errno = EINTR;
		return -1;
	}
	return count;
}

/* Returns 0 when all has been served, 1 to go on, or an answer of notify_serve(). */
static int serve_some(struct notify *notify, int limit)
{
	struct pollfd polled[2] = {{notify->listener, POLLIN, 0}, {notify->ended, POLLIN, 0}};
	int count = poll_listener(notify, polled, limit), error;

	if (count < 0)
		return errno == EINTR ? 1 : NOTIFY_FAILED;
	if (count == 0)
		return NOTIFY_LATE;
	if (polled[1].revents)
		reap(notify, WNOHANG);
	if (!(polled[0].revents & POLLIN))
		return !(polled[0].revents & POLLHUP);
	error = notify_answer(notify);
	if (error == 0 || error == -ENOENT || error == -EINTR)
		return 1;
	errno = -error;
	return NOTIFY_FAILED;
}

/*
 * Without poll(), which would make a call a tenth dearer, as long as there is
 * something to answer: what ended that, serve_some() finds out.
 */
static void serve_directly(struct notify *notify)
{
	int error;

	do {
		error = notify_answer(notify);
		if (notify->is_reaping_due)
			reap(notify, WNOHANG);
		notify->is_reaping_due = false;
	} while (error == 0 || error == -EINTR);
}

int notify_serve(struct notify *notify, int limit)
{
	struct timespec end;
	int result;

	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += limit / 1000;
	end.tv_nsec += limit % 1000 * 1000000L;
	do {
		if (limit < 0 && notify->is_waiting_finite)
			serve_directly(notify);
		result = serve_some(notify, limit < 0 ? -1 : milliseconds_until(&end));
	} while (result > 0);
	if (result < 0)
		return result;
	finish(notify);
	return notify->status;
}

int notify_end(struct notify *notify)
{
	enum { MOST_AT_ONCE = 1024 };
	pid_t ids[MOST_AT_ONCE];
	size_t count;
	int ended = 0;

	/* What they leave behind becomes ours, and is there the next time. */
	while ((count = proc_children(getpid(), ids, MOST_AT_ONCE)) > 0) {
		for (size_t i = 0; i < count; i++) {
			kill(ids[i], SIGKILL);
			if (waitpid(ids[i], NULL, 0) == ids[i])
				ended++;
		}
	}
	if (notify->ended >= 0)
		close(notify->ended);
	if (notify->listener >= 0)
		close(notify->listener);
	notify->ended = notify->listener = -1;
	return ended;
}
