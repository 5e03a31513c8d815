/* A world of its own for the trials: names and ids in it end with the self-test. */
#include <linux/capability.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <unistd.h>

#include "trial.h"

static bool is_private;

bool is_isolated(void)
{
	return is_private;
}

static void write_map(const char *path, const char *format, long id)
{
	FILE *file = fopen(path, "we");

	SETUP_THAT(file && fprintf(file, format, id, id) > 0 && fclose(file) == 0, "%s: %s", path,
		   error_name(errno));
}

/*
 * As himself, and not as root of the namespace as in enter_private(): what an
 * ordinary user executes is to have no privileges here either.
 */
static bool enter_user_namespace(void)
{
	long user = geteuid();
	long group = getegid();

	/* Root would no longer be able to become nobody. */
	if (user == 0 || unshare(CLONE_NEWUSER) == -1)
		return false;
	write_map("/proc/self/uid_map", "%ld %ld 1", user);
	write_map("/proc/self/setgroups", "deny", 0);
	write_map("/proc/self/gid_map", "%ld %ld 1", group);
	return true;
}

void isolate(void)
{
	if (!has_capability(CAP_SYS_ADMIN) && !enter_user_namespace())
		return;
	is_private = unshare(CLONE_NEWIPC | CLONE_NEWNS) == 0 &&
		     mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
		     mount("ipcts", "/dev/shm", "tmpfs", 0, "mode=1777") == 0;
}
