#include "peer.h"

#include <string.h>
#include <unistd.h>

const bool peer_exits = true;
const bool peer_is_killed = false;

struct peer unix_socket_start_peer(struct socket_ends ends, const char *last_words)
{
	struct peer peer = {.has_spoken = new_gate(), .may_exit = new_gate()};

	peer.process = ACTOR("peer")
	{
		descriptor_close(ends.one);
		if (last_words)
			unix_socket_send(ends.other, last_words, strlen(last_words));
		open_gate(peer.has_spoken);
		gate_pass(peer.may_exit);
		_exit(0);
	}
	descriptor_close(ends.other);
	gate_pass(peer.has_spoken);
	return peer;
}

void unix_socket_end_peer(struct peer peer)
{
	bool exits = *(const bool *)variant()->data;

	if (!exits) {
		actor_dismiss(peer.process);
		return;
	}
	open_gate(peer.may_exit);
	actor_expect_exit(peer.process, 0);
}
