#include "program.h"

#include <fcntl.h>
#include <unistd.h>

struct program start_program(void (*prepare)(void))
{
	struct program new;
	int ends[2];

	SETUP(pipe(ends));
	SETUP(fcntl(ends[1], F_SETFD, FD_CLOEXEC));
	new.input = own(ends[1]);
	new.actor = ACTOR("program")
	{
		char *arguments[] = {"cat", NULL};

		prepare();
		SETUP(dup2(ends[0], STDIN_FILENO));
		EXPECT_OK(execvp("cat", arguments));
	}
	close_end(ends[0]);
	expect_blocked_in(new.actor, CALL_READ);
	return new;
}

void program_end(struct program program)
{
	descriptor_close(program.input);
	actor_expect_exit(program.actor, 0);
}
