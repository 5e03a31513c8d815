/* What POSIX requires of regular files and terminals, in every state of the table. */
#include "ready.h"

CASE_VARIANTS(other_states, poll_supported_types)
{
	const struct state *state = variant()->data;
	int fd = enter_state(state);

	expect_polled(state, fd);
	expect_selected(state, fd);
}
