#include "sending.h"

#include <limits.h>
#include <unistd.h>

#include "../../atf/identity.h"

const int invalid_signals[INVALID_SIGNALS] = {-1, INT_MIN, NSIG, 4 * NSIG, INT_MAX};

int send_queued(pid_t target, int number)
{
	return sigqueue(target, number, (union sigval){.sival_int = 0});
}

unsigned deliveries_to(pid_t process)
{
	unsigned count = 0;
	unsigned i;

	for (i = 0; i < deliveries(); i++)
		count += delivery(i)->process == process;
	return count;
}

sigset_t all_signals(void)
{
	sigset_t set;

	SETUP(sigfillset(&set));
	return set;
}

void sending_expect_nothing_pending(void)
{
	sigset_t pending;
	int number;

	SETUP(sigpending(&pending));
	for (number = 1; number <= SIGRTMAX; number++)
		if (number != SIGCHLD && sigismember(&pending, number) == 1)
			check_failed(THERE, "expected nothing to be pending, observed %s",
				     signal_name(number));
}

pid_t ended_process(void)
{
	struct actor *actor = ACTOR("one that ends at once")
	{
	}

	expect_finished(actor);
	return actor_pid(actor);
}

struct actor *start_member(struct actor *leader, struct gate *end)
{
	struct actor *member = ACTOR("member") pass_gate(end);

	/* 0: its own number. */
	SETUP(setpgid(actor_pid(member), leader ? actor_pid(leader) : 0));
	return member;
}

void sending_join_group(const struct actor *leader)
{
	if (setpgid(0, actor_pid(leader)) == -1 || getpgrp() != actor_pid(leader))
		check_broken(THERE, "cannot join the process group: %s", error_name(errno));
}

void take_user_ids(uid_t real, uid_t effective, uid_t saved)
{
	if (setresuid(real, effective, saved) == -1)
		skip_unpermitted("cannot change user ids: %s", error_name(errno));
}

void become_user(uid_t user)
{
	take_user_ids(user, user, user);
}

void need_changing_ids(void)
{
	if (!may_change_ids())
		skip_unpermitted("an ordinary user has no processes of other users");
}
