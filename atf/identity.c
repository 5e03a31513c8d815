#include "identity.h"

#include <grp.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/capability.h>
#endif

#include "check.h"
#include "needs.h"
#include "verdict.h"

bool may_change_ids(void)
{
#ifdef __linux__
	return geteuid() == 0 && has_capability(CAP_SETUID) && has_capability(CAP_SETGID);
#else
	return geteuid() == 0;
#endif
}

void take_identity(const struct identity *identity)
{
	SETUP(seteuid(0));
	if (setgroups(1, &identity->supplementary) == -1 || setegid(identity->group) == -1 ||
	    seteuid(identity->user) == -1)
		skip_unpermitted("cannot become user %ld: %s", (long)identity->user,
				 error_name(errno));
}
