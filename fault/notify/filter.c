#include "filter.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PASS_ARGUMENT = 5, BINARY_TREE = 2 };

static bool has_pass(int number)
{
	return number == SCMP_SYS(sendmsg) || number == SCMP_SYS(close) ||
	       number == SCMP_SYS(write) || number == SCMP_SYS(execve) ||
	       number == SCMP_SYS(exit_group);
}

static int add_rule(scmp_filter_ctx context, uint32_t action, int number, uint64_t pass)
{
	if (has_pass(number))
		return seccomp_rule_add(context, action, number, 1,
					SCMP_CMP64(PASS_ARGUMENT, SCMP_CMP_NE, pass, 0));
	return seccomp_rule_add(context, action, number, 0);
}

/* All others are let through. */
static scmp_filter_ctx new_context(void)
{
	scmp_filter_ctx context = seccomp_init(SCMP_ACT_ALLOW);

	if (!context)
		return NULL;
	if (seccomp_attr_set(context, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ALLOW) == 0 &&
	    seccomp_attr_set(context, SCMP_FLTATR_CTL_OPTIMIZE, BINARY_TREE) == 0)
		return context;
	seccomp_release(context);
	return NULL;
}

/* Takes the program out of a context, by way of a file: libseccomp 2.5 has no other. */
static int export_program(scmp_filter_ctx context, struct sock_fprog *filter)
{
	int fd = memfd_create("filter", MFD_CLOEXEC);
	int error = fd < 0 ? -errno : seccomp_export_bpf(context, fd);
	off_t size;

	filter->filter = NULL;
	if (!error) {
		size = lseek(fd, 0, SEEK_END);
		filter->len = (unsigned short)((size_t)size / sizeof(*filter->filter));
		filter->filter = malloc((size_t)size);
		if (!filter->filter)
			error = -ENOMEM;
		else if (pread(fd, filter->filter, (size_t)size, 0) != size)
			error = -EIO;
	}
	if (error)
		filter_free(filter);
	if (fd >= 0)
		close(fd);
	return error;
}

int filter_notifying(const int *numbers, size_t count, uint64_t pass, struct sock_fprog *filter)
{
	scmp_filter_ctx context = new_context();
	int error = context ? 0 : -ENOMEM;

	filter->filter = NULL;
	for (size_t i = 0; i < count && !error; i++)
		error = add_rule(context, SCMP_ACT_NOTIFY, numbers[i], pass);
	if (!error)
		error = export_program(context, filter);
	seccomp_release(context);
	return error;
}

int filter_failing(const struct static_failure *failures, size_t count, uint64_t pass,
		   struct sock_fprog *filter)
{
	scmp_filter_ctx context = new_context();
	int error = context ? 0 : -ENOMEM;

	filter->filter = NULL;
	for (size_t i = 0; i < count && !error; i++)
		error = add_rule(context, SCMP_ACT_ERRNO((uint32_t)failures[i].error),
				 failures[i].number, pass);
	if (!error)
		error = export_program(context, filter);
	seccomp_release(context);
	return error;
}

void filter_free(struct sock_fprog *filter)
{
	free(filter->filter);
	filter->filter = NULL;
}

static int set_filter(unsigned int flags, const struct sock_fprog *filter)
{
	long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, filter);

	return result < 0 ? -errno : (int)result;
}

int filter_install(const struct sock_fprog *filter, int notifying, int *is_killable)
{
	int result;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return -errno;
	if (!notifying)
		return set_filter(0, filter);
	*is_killable = 1;
	result = set_filter(
		SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, filter);
	if (result != -EINVAL)
		return result;
	*is_killable = 0;
	return set_filter(SECCOMP_FILTER_FLAG_NEW_LISTENER, filter);
}

static int is_available(unsigned int action)
{
	return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0 ? 0 : -errno;
}

int filter_can_notify(void)
{
	return is_available(SECCOMP_RET_USER_NOTIF);
}

int filter_can_fail(void)
{
	return is_available(SECCOMP_RET_ERRNO);
}
