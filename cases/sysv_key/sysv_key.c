#include "sysv_key.h"

#include <grp.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/capability.h>
#endif

const struct identity creator = {CREATOR, GROUP, GROUP};
const struct identity stranger = {STRANGER, OTHER_GROUP, OTHER_GROUP};

int sysv_key_make(const struct kind *kind, key_t key, mode_t mode)
{
	return (int)check_success(THERE, "get(IPC_CREAT | IPC_EXCL)",
				  kind->get(key, IPC_CREAT | IPC_EXCL | (int)mode));
}

int make_private(const struct kind *kind)
{
	int id = (int)SETUP(kind->get(IPC_PRIVATE, IPC_CREAT | 0600));

	kind->own(id);
	return id;
}

void sysv_key_remove(const struct kind *kind, int id)
{
	check_success(THERE, "ctl(IPC_RMID)", kind->remove(id));
}

struct object_status status_of_object(const struct kind *kind, int id)
{
	struct object_status status;

	EXPECT_OK(kind->stat(id, &status));
	return status;
}

void sysv_key_set_mode(const struct kind *kind, int id, mode_t mode)
{
	check_success(THERE, "ctl(IPC_SET)", kind->set(id, geteuid(), getegid(), mode));
}

void sysv_key_expect_alive(const struct kind *kind, int id)
{
	struct object_status status;

	check_success(THERE, "ctl(IPC_STAT)", kind->stat(id, &status));
}

void sysv_key_expect_dead(const struct kind *kind, int id)
{
	struct object_status status;

	errno = 0;
	check_error(THERE, "ctl(IPC_STAT)", kind->stat(id, &status), -1, EINVAL, EIDRM);
}

bool may_act_as_others(void)
{
#ifdef __linux__
	if (geteuid() == 0 && !(has_capability(CAP_SETUID) && has_capability(CAP_SETGID)))
		return false;
#endif
	return getuid() == 0;
}

void act_as(const struct identity *identity)
{
	if (getuid() != 0 && identity->user == CREATOR)
		return;
	act_as_oneself();
	if (!may_act_as_others())
		skip_unpermitted("only root can become user %ld", (long)identity->user);
	if (setgroups(1, &identity->supplementary) == -1 || setegid(identity->group) == -1 ||
	    seteuid(identity->user) == -1)
		skip_unpermitted("cannot become user %ld: %s", (long)identity->user,
				 error_name(errno));
}

void act_as_oneself(void)
{
	if (getuid() == 0) {
		SETUP(seteuid(0));
		SETUP(setegid(getgid()));
	}
}
