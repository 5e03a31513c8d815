/* What Linux shows of sockets of AF_UNIX, in every state of the table. */
#include "watch.h"

CASE_VARIANTS(socket_states, poll_linux_ready_states, poll_epoll_ready_states)
{
	const struct state *state = variant()->data;
	int fd = enter_state(state);

	expect_polled_exactly(state, fd);
	expect_selected_exactly(state, fd);
	expect_reported_exactly(state, fd);
}
