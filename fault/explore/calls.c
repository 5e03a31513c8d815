#include "calls.h"

#include <stdlib.h>
#include <string.h>

#include "../plan/call.h"

/* The part of an address before K: process, thread and point. */
static size_t head_length(const struct recorded *call)
{
	return (size_t)(call->point - call->address) + call->point_length;
}

static int compare(const void *left, const void *right)
{
	const struct recorded *a = left;
	const struct recorded *b = right;
	size_t length = head_length(a) < head_length(b) ? head_length(a) : head_length(b);
	int order = memcmp(a->address, b->address, length);

	if (order == 0)
		order = (head_length(a) > head_length(b)) - (head_length(a) < head_length(b));
	return order ? order : (a->k > b->k) - (a->k < b->k);
}

static int add(struct recording *recording, size_t *room, const char *address, size_t length,
	       const struct call *call, const short *faults, size_t fault_count)
{
	struct recorded *recorded;

	if (recording->count == *room) {
		size_t more = *room ? 2 * *room : 64;
		struct recorded *moved = realloc(recording->calls, more * sizeof(*moved));

		if (!moved)
			return -1;
		recording->calls = moved;
		*room = more;
	}
	recorded = &recording->calls[recording->count];
	*recorded = (struct recorded){.k = call->k,
				      .fault_count = (unsigned short)fault_count,
				      .point_length = strlen(call->point),
				      .order = recording->count};
	recorded->address = strndup(address, length);
	recorded->faults = malloc(fault_count * sizeof(*faults));
	recording->count += recorded->address != NULL;
	if (!recorded->address || !recorded->faults)
		return -1;
	memcpy(recorded->faults, faults, fault_count * sizeof(*faults));
	recorded->point = strstr(recorded->address, call->point);
	return 0;
}

/* One line of the log, without its newline. */
static int read_call(struct recording *recording, size_t *room, const struct settings *settings,
		     const char *line, size_t length)
{
	static const char word[] = "call ";
	const char *address = line + sizeof(word) - 1;
	const char *end;
	short faults[MAX_FAULTS];
	char detail[512] = "";
	size_t count;
	struct call call;

	if (length < sizeof(word) || memcmp(line, word, sizeof(word) - 1) != 0)
		return 0;
	end = memchr(address, ' ', length - (sizeof(word) - 1));
	if (!end)
		end = line + length;
	else if ((size_t)(line + length - end) <= sizeof(detail))
		memcpy(detail, end + 1, (size_t)(line + length - end) - 1);
	if (call_parse(address, end, &call) == -1)
		return 0;
	count = faults_of(settings, call.point, detail, faults);
	if (count == 0)
		return 0;
	return add(recording, room, address, (size_t)(end - address), &call, faults, count);
}

static void remove_at(struct recording *recording, const bool *is_removed)
{
	size_t kept = 0;

	for (size_t i = 0; i < recording->count; i++) {
		if (is_removed[i]) {
			free(recording->calls[i].address);
			free(recording->calls[i].faults);
		} else {
			recording->calls[kept++] = recording->calls[i];
		}
	}
	recording->count = kept;
}

static bool is_same_head(const struct recorded *a, const struct recorded *b)
{
	return head_length(a) == head_length(b) &&
	       memcmp(a->address, b->address, head_length(a)) == 0;
}

/* Sorts; marks the last of each process, thread and point; keeps the first only, or all. */
static int arrange(struct recording *recording, bool only_first)
{
	bool *is_removed = calloc(recording->count + 1, sizeof(*is_removed));

	if (!is_removed)
		return -1;
	qsort(recording->calls, recording->count, sizeof(*recording->calls), compare);
	for (size_t i = 0; i < recording->count; i++) {
		struct recorded *call = &recording->calls[i];

		call->is_last = i + 1 == recording->count || !is_same_head(call, call + 1);
		is_removed[i] = only_first && i > 0 && is_same_head(call - 1, call);
	}
	remove_at(recording, is_removed);
	free(is_removed);
	return 0;
}

/* The line after the one that tells of the failure, or NULL. */
static const char *find_behind(const char *log, size_t size, const char *behind)
{
	const char *found = memmem(log, size, behind, strlen(behind));
	const char *end = found ? memchr(found, '\n', (size_t)(log + size - found)) : NULL;

	return end ? end + 1 : log + size;
}

int recording_read(struct recording *recording, const char *log, size_t size,
		   const struct settings *settings, const char *behind)
{
	const char *line = behind ? find_behind(log, size, behind) : log;
	const char *end;
	size_t room = 0;

	*recording = (struct recording){NULL, 0};
	for (; line < log + size; line = end + 1) {
		end = memchr(line, '\n', (size_t)(log + size - line));
		if (!end)
			break;
		if (read_call(recording, &room, settings, line, (size_t)(end - line)) == -1)
			return -1;
	}
	return arrange(recording, behind != NULL);
}

void recording_intersect(struct recording *recording, const struct recording *other)
{
	bool *is_removed = calloc(recording->count + 1, sizeof(*is_removed));

	if (!is_removed)
		return;
	for (size_t i = 0; i < recording->count; i++)
		is_removed[i] = !bsearch(&recording->calls[i], other->calls, other->count,
					 sizeof(*other->calls), compare);
	remove_at(recording, is_removed);
	free(is_removed);
}

void recording_free(struct recording *recording)
{
	for (size_t i = 0; i < recording->count; i++) {
		free(recording->calls[i].address);
		free(recording->calls[i].faults);
	}
	free(recording->calls);
	*recording = (struct recording){NULL, 0};
}
