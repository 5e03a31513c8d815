#include "gate.h"

#include <stdatomic.h>
#include <sys/mman.h>

#include "actor.h"
#include "arena.h"
#include "clock.h"

struct gate {
	atomic_bool is_open;
};

void *share(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	SETUP_THAT(memory != MAP_FAILED, "cannot share %zu bytes: %s", size, error_name(errno));
	return memory;
}

struct gate *new_gate(void)
{
	return share(sizeof(struct gate));
}

void open_gate(struct gate *gate)
{
	gate->is_open = true;
}

static bool is_gate_open(void *gate)
{
	return ((struct gate *)gate)->is_open;
}

void gate_pass(struct gate *gate)
{
	if (wait_until(is_gate_open, gate, STEP_LIMIT))
		return;
	if (arena->is_doomed)
		actor_abandon();
	check_failed(THERE, "a gate: expected to be opened, observed closed after %g s",
		     STEP_LIMIT * arena->settings->time_scale);
}
