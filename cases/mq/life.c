#include "life.h"

#include <sys/wait.h>
#include <unistd.h>

void execute_program(void)
{
	execlp("sh", "sh", "-c", "kill -STOP $$", (char *)NULL);
	check_broken(HERE, "cannot execute sh: %s", error_name(errno));
}

void mq_case_await_program(const struct actor *actor)
{
	int status;

	check_setup(THERE, "waitpid()", waitpid(actor_pid(actor), &status, WUNTRACED), -1);
	if (!WIFSTOPPED(status))
		check_broken(THERE, "no program was executed");
}
