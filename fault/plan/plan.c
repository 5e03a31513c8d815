#include "plan.h"

#include <errno.h>
#include <fiu-control.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* libfiu's functions do nothing without it. */
#define FIU_ENABLE
#include <fiu.h>

#include "plan_text.h"

/* The plan that libfiu asks. */
static struct plan *enabled;

/* The call that this thread asks libfiu about: its callback is told the point only. */
static __thread const struct call *asked;

/* FNV-1a over the parts of an address. */
static size_t hash_text(size_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * (size_t)1099511628211U;
	return hash;
}

static size_t hash_call(const struct call *call)
{
	size_t hash = hash_text(hash_text(14695981039346656037U, call->process), call->point);

	return ((hash ^ call->thread) * 31 ^ call->k) * 31;
}

static bool is_same(const struct call *a, const struct call *b)
{
	return a->k == b->k && a->thread == b->thread && strcmp(a->point, b->point) == 0 &&
	       strcmp(a->process, b->process) == 0;
}

int plan_index(struct plan *plan)
{
	plan->slot_count = 1;
	while (plan->slot_count < 2 * plan->count + 1)
		plan->slot_count *= 2;
	plan->slots = calloc(plan->slot_count, sizeof(*plan->slots));
	if (!plan->slots)
		return -1;
	for (size_t i = 0; i < plan->count; i++) {
		size_t slot = hash_call(&plan->entries[i].call);

		while (plan->slots[slot %= plan->slot_count]) {
			if (is_same(&plan->slots[slot]->call, &plan->entries[i].call)) {
				errno = EEXIST;
				plan->twice = &plan->entries[i];
				return -1;
			}
			slot++;
		}
		plan->slots[slot] = &plan->entries[i];
	}
	return 0;
}

struct planned *plan_find(const struct plan *plan, const struct call *call)
{
	size_t slot;

	if (plan->count == 0)
		return NULL;
	slot = hash_call(call);
	while (plan->slots[slot %= plan->slot_count]) {
		if (is_same(&plan->slots[slot]->call, call))
			return plan->slots[slot];
		slot++;
	}
	return NULL;
}

size_t plan_count(const struct plan *plan)
{
	return plan->count;
}

const struct planned *plan_entry(const struct plan *plan, size_t index)
{
	return &plan->entries[index];
}

/* The first entry with the point of that at index is at index itself. */
static bool is_first_of_point(const struct plan *plan, size_t index)
{
	for (size_t i = 0; i < index; i++) {
		if (strcmp(plan->entries[i].call.point, plan->entries[index].call.point) == 0)
			return false;
	}
	return true;
}

bool plan_has_point(const struct plan *plan, const char *point)
{
	for (size_t i = 0; i < plan->count; i++) {
		if (strcmp(plan->entries[i].call.point, point) == 0)
			return true;
	}
	return false;
}

/* What libfiu calls for a point of the plan. */
static int decide(const char *point, int *failnum, void **failinfo, unsigned int *flags)
{
	struct planned *planned;

	(void)point;
	(void)failnum;
	(void)flags;
	if (!asked || !enabled)
		return 0;
	planned = plan_find(enabled, asked);
	if (!planned)
		return 0;
	__atomic_add_fetch(&planned->fired, 1, __ATOMIC_RELAXED);
	*failinfo = (void *)(intptr_t)planned->fault;
	return 1;
}

int plan_enable(struct plan *plan)
{
	if (enabled) {
		for (size_t i = 0; i < enabled->count; i++) {
			if (is_first_of_point(enabled, i))
				fiu_disable(enabled->entries[i].call.point);
		}
	}
	enabled = plan;
	for (size_t i = 0; plan && i < plan->count; i++) {
		if (is_first_of_point(plan, i) &&
		    fiu_enable_external(plan->entries[i].call.point, 1, NULL, 0, decide) != 0)
			return -1;
	}
	return 0;
}

int plan_ask(const struct call *call, int usual)
{
	const struct call *interrupted = asked; /* this may be a signal handler's call */
	int error = errno;
	int fault = FAULT_NONE;

	asked = call;
	if (fiu_fail(call->point)) {
		fault = (int)(intptr_t)fiu_failinfo();
		if (fault == FAULT_NONE)
			fault = usual;
	}
	asked = interrupted;
	errno = error;
	return fault;
}
