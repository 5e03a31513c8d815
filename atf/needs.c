#include "needs.h"

#include <grp.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/capability.h>
#include <sys/syscall.h>
#endif

#include "arena.h"
#include "check.h"
#include "process.h"
#include "verdict.h"

static void need_option(int name, const char *option)
{
	if (sysconf(name) <= 0)
		skip_unsupported("the system does not have the option %s", option);
}

void need_level(enum level level)
{
	if (level == LEVEL_OPTION_XSI)
		need_option(_SC_XOPEN_UNIX, "XSI");
	if (level == LEVEL_OPTION_MSG)
		need_option(_SC_MESSAGE_PASSING, "MSG");
	if (level == LEVEL_OPTION_SHM)
		need_option(_SC_SHARED_MEMORY_OBJECTS, "SHM");
	if (level == LEVEL_OPTION_TSH)
		need_option(_SC_THREAD_PROCESS_SHARED, "TSH");
	if (level == LEVEL_OPTION_PS)
		need_option(_SC_PRIORITY_SCHEDULING, "PS");
#ifndef __linux__
	if (level == LEVEL_LINUX)
		skip_unsupported("a requirement of Linux only");
#endif
}

bool has_capability(int capability)
{
#ifdef __linux__
	struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
	struct __user_cap_data_struct data[2];

	if (syscall(SYS_capget, &header, data) == 0)
		return data[capability / 32].effective >> (capability % 32) & 1;
#else
	(void)capability;
#endif
	return geteuid() == 0;
}

void become_unprivileged(void)
{
	const struct passwd *user;

	if (geteuid() != 0)
		return;
	need_other_users();
	user = getpwnam(arena->settings->user);
	SETUP_THAT(user != NULL, "no user %s: set test_suites.ipcts.unprivileged-user",
		   arena->settings->user);
	SETUP(setgroups(0, NULL));
	SETUP(setgid(user->pw_gid));
	SETUP(setuid(user->pw_uid));
	stay_visible();
}

void drop_capabilities(void)
{
#ifdef __linux__
	struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
	struct __user_cap_data_struct none[2] = {{0}};

	SETUP(syscall(SYS_capset, &header, none));
#endif
}

void set_limit(int resource, struct rlimit limit)
{
	int result = setrlimit(resource, &limit);

	if (result == -1 && errno == EPERM)
		skip_unpermitted("limit %d of resources cannot be set", resource);
	SETUP_THAT(result == 0, "setrlimit(): %s", error_name(errno));
}

void need_other_users(void)
{
	FILE *file = fopen("/proc/self/uid_map", "re");
	unsigned count;

	if (file && fscanf(file, "%*u %*u %u", &count) == 1 && count == 1)
		skip_unpermitted("there is one user only in this namespace");
	if (file)
		fclose(file);
}
