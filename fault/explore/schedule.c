#include "schedule.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../plan/call.h"

struct item {
	uint32_t call;
	uint16_t fault;
	uint16_t rank;
	uint32_t random;
};

/* A plan of two failures that waits. */
struct second {
	struct second *next;
	char plan[];
};

struct schedule {
	const struct recording *recording;
	struct item *items;
	size_t count, next;
	unsigned long rounds, round;
	struct second *seconds, **end;
	unsigned long second_count;
};

static unsigned int rank_of(const struct recorded *call)
{
	if (call->k == 1)
		return 0;
	return call->is_last ? 1 : 2;
}

static int compare(const void *left, const void *right)
{
	const struct item *a = left;
	const struct item *b = right;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->random != b->random)
		return a->random < b->random ? -1 : 1;
	return 0;
}

/* xorshift32: the same order everywhere, whatever the C library has. */
static uint32_t next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

struct schedule *schedule_new(const struct recording *recording, const struct settings *settings)
{
	struct schedule *schedule = calloc(1, sizeof(*schedule));
	uint32_t state = settings->seed * 2654435761U + 1;
	size_t count = 0;

	if (!schedule)
		return NULL;
	for (size_t i = 0; i < recording->count; i++)
		count += recording->calls[i].fault_count;
	schedule->recording = recording;
	schedule->rounds = settings->rounds;
	schedule->end = &schedule->seconds;
	schedule->items = calloc(count + 1, sizeof(*schedule->items));
	if (!schedule->items) {
		free(schedule);
		return NULL;
	}
	for (uint32_t i = 0; i < recording->count; i++) {
		for (uint16_t fault = 0; fault < recording->calls[i].fault_count; fault++)
			schedule->items[schedule->count++] =
				(struct item){i, fault, (uint16_t)rank_of(&recording->calls[i]),
					      next_random(&state)};
	}
	qsort(schedule->items, schedule->count, sizeof(*schedule->items), compare);
	return schedule;
}

void schedule_free(struct schedule *schedule)
{
	if (!schedule)
		return;
	while (schedule->seconds) {
		struct second *next = schedule->seconds->next;

		free(schedule->seconds);
		schedule->seconds = next;
	}
	free(schedule->items);
	free(schedule);
}

unsigned long schedule_size(const struct schedule *schedule)
{
	return schedule->count * schedule->rounds + schedule->second_count;
}

static int next_second(struct schedule *schedule, char *plan, size_t size)
{
	struct second *second = schedule->seconds;

	if (!second)
		return -1;
	snprintf(plan, size, "%s", second->plan);
	schedule->seconds = second->next;
	if (!schedule->seconds)
		schedule->end = &schedule->seconds;
	free(second);
	return 0;
}

int schedule_next(struct schedule *schedule, char *plan, size_t size)
{
	const struct recorded *call;
	const struct item *item;

	/* Second failures come in between, or a thousand of them would wait in memory. */
	if (next_second(schedule, plan, size) == 0)
		return 0;
	if (schedule->next == schedule->count) {
		if (schedule->round + 1 >= schedule->rounds || schedule->count == 0)
			return -1;
		schedule->round++;
		schedule->next = 0;
	}
	item = &schedule->items[schedule->next++];
	call = &schedule->recording->calls[item->call];
	snprintf(plan, size, "%s=%s", call->address, fault_name(call->faults[item->fault]));
	return 0;
}

int schedule_add(struct schedule *schedule, const char *first, const struct recording *later)
{
	for (size_t i = 0; i < later->count; i++) {
		const struct recorded *call = &later->calls[i];

		for (size_t fault = 0; fault < call->fault_count; fault++) {
			const char *name = fault_name(call->faults[fault]);
			size_t size = strlen(first) + strlen(call->address) + strlen(name) + 3;
			struct second *second = malloc(sizeof(*second) + size);

			if (!second)
				return -1;
			snprintf(second->plan, size, "%s,%s=%s", first, call->address, name);
			second->next = NULL;
			*schedule->end = second;
			schedule->end = &second->next;
			schedule->second_count++;
		}
	}
	return 0;
}
