#include "notify.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "filter.h"
#include "notify_state.h"

/* Calls that tell who is who (tree.h): always intercepted. */
static int tree_call(size_t index)
{
	const int numbers[] = {SCMP_SYS(clone), SCMP_SYS(clone3),    SCMP_SYS(fork),
			       SCMP_SYS(vfork), SCMP_SYS(execve),    SCMP_SYS(execveat),
			       SCMP_SYS(exit),	SCMP_SYS(exit_group)};

	return index < sizeof(numbers) / sizeof(*numbers) ? numbers[index] : 0;
}

enum { TREE_CALLS = 8 };

static bool is_listed(const int *numbers, size_t count, int number)
{
	for (size_t i = 0; i < count; i++) {
		if (numbers[i] == number)
			return true;
	}
	return false;
}

static int make_filter(struct notify *notify)
{
	const struct notify_settings *settings = &notify->settings;
	size_t count = settings->count;
	int *numbers = malloc((count + TREE_CALLS) * sizeof(*numbers));
	int error;

	if (!numbers)
		return -ENOMEM;
	if (count)
		memcpy(numbers, settings->watched, count * sizeof(*numbers));
	for (size_t i = 0; i < TREE_CALLS; i++) {
		int number = tree_call(i);

		if (number >= 0 && !is_listed(settings->watched, settings->count, number))
			numbers[count++] = number;
	}
	error = filter_notifying(numbers, count, notify->pass, &notify->filter);
	free(numbers);
	return error;
}

static int name_points(struct notify *notify)
{
	notify->points = calloc(notify->settings.count + 1, sizeof(*notify->points));
	if (!notify->points)
		return -ENOMEM;
	for (size_t i = 0; i < notify->settings.count; i++) {
		int number = notify->settings.watched[i];
		char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);

		if (!name || number < 0 || number >= SYSTEM_CALL_NUMBERS) {
			free(name);
			return -EINVAL;
		}
		snprintf(notify->points[i], sizeof(*notify->points), NOTIFY_PREFIX "%s", name);
		notify->indices[number] = (unsigned short)(i + 1);
		free(name);
	}
	return 0;
}

static int make_buffers(struct notify *notify)
{
	struct seccomp_notif_sizes sizes;

	if (syscall(SYS_seccomp, SECCOMP_GET_NOTIF_SIZES, 0, &sizes) != 0)
		return -errno;
	notify->request_size = sizes.seccomp_notif;
	if (notify->request_size < sizeof(struct seccomp_notif))
		notify->request_size = sizeof(struct seccomp_notif);
	notify->response_size = sizes.seccomp_notif_resp;
	if (notify->response_size < sizeof(struct seccomp_notif_resp))
		notify->response_size = sizeof(struct seccomp_notif_resp);
	notify->request = calloc(1, notify->request_size);
	notify->response = calloc(1, notify->response_size);
	return notify->request && notify->response ? 0 : -ENOMEM;
}

/* Since Linux 6.11. */
static bool has_finite_waiting(void)
{
	struct utsname system;
	int major = 0, minor = 0;

	return uname(&system) == 0 && sscanf(system.release, "%d.%d", &major, &minor) == 2 &&
	       (major > 6 || (major == 6 && minor >= 11));
}

struct notify *notify_new(const struct notify_settings *settings, char *message, size_t size)
{
	struct notify *notify;
	int error;

	if (notify_is_possible(message, size) != 0)
		return NULL;
	notify = calloc(1, sizeof(*notify));
	if (!notify) {
		snprintf(message, size, "no memory for a supervisor");
		return NULL;
	}
	notify->settings = *settings;
	notify->listener = notify->ended = -1;
	notify->is_waiting_finite = has_finite_waiting();
	notify->tree = tree_new(settings->count);
	error = notify->tree ? 0 : -ENOMEM;
	if (!error &&
	    getrandom(&notify->pass, sizeof(notify->pass), 0) != (ssize_t)sizeof(notify->pass))
		error = -errno;
	if (!error)
		error = name_points(notify);
	if (!error)
		error = make_filter(notify);
	if (!error)
		error = make_buffers(notify);
	if (!error)
		return notify;
	snprintf(message, size, "cannot make a filter of system calls: %s", strerror(-error));
	notify_free(notify);
	return NULL;
}

void notify_free(struct notify *notify)
{
	if (!notify)
		return;
	filter_free(&notify->filter);
	tree_free(notify->tree);
	free(notify->points);
	free(notify->request);
	free(notify->response);
	free(notify);
}

int notify_is_possible(char *message, size_t size)
{
	int error = filter_can_notify();

	if (!error)
		return 0;
	snprintf(message, size,
		 "no user notification of system calls in this kernel or sandbox (%s): use "
		 "--static, which fails a call each time, or the preload library",
		 strerror(-error));
	return -1;
}

bool notify_is_killable(const struct notify *notify)
{
	return notify->is_killable;
}
