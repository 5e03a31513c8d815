#include "tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 256, MOST_AT_ONCE = 1024 };

struct tree {
	size_t calls;
	struct thread *threads[BUCKETS];
	struct process *processes;
};

static struct thread **bucket_of(struct tree *tree, pid_t id)
{
	return &tree->threads[(unsigned int)id % BUCKETS];
}

static struct thread *find_thread(struct tree *tree, pid_t id)
{
	struct thread *thread = *bucket_of(tree, id);

	while (thread && thread->id != id)
		thread = thread->next;
	return thread;
}

static struct process *find_process(struct tree *tree, pid_t id)
{
	struct process *process = tree->processes;

	while (process && process->id != id)
		process = process->next;
	return process;
}

static void free_thread(struct thread *thread)
{
	free(thread->counts);
	free(thread);
}

static void remove_thread(struct tree *tree, struct thread *thread)
{
	struct thread **place = bucket_of(tree, thread->id);

	while (*place != thread)
		place = &(*place)->next;
	*place = thread->next;
	free_thread(thread);
}

/* Removes the process's threads, all but one, or all if that is NULL. */
static void remove_threads(struct tree *tree, const struct process *process,
			   const struct thread *but)
{
	for (size_t i = 0; i < BUCKETS; i++) {
		struct thread *next = tree->threads[i];

		while (next) {
			struct thread *thread = next;

			next = thread->next;
			if (thread->process == process && thread != but)
				remove_thread(tree, thread);
		}
	}
}

static void remove_process(struct tree *tree, struct process *process)
{
	struct process **place = &tree->processes;

	remove_threads(tree, process, NULL);
	while (*place != process)
		place = &(*place)->next;
	*place = process->next;
	free(process);
}

static struct thread *add_thread(struct tree *tree, struct process *process, pid_t id)
{
	struct thread *thread = calloc(1, sizeof(*thread));
	struct thread **bucket = bucket_of(tree, id);

	if (!thread)
		return NULL;
	thread->counts = calloc(tree->calls + 1, sizeof(*thread->counts));
	if (!thread->counts) {
		free(thread);
		return NULL;
	}
	thread->id = id;
	thread->number = ++process->threads;
	thread->process = process;
	thread->next = *bucket;
	*bucket = thread;
	return thread;
}

/* parent is NULL for the first one. An address that is too long is cut, at its end. */
static struct process *add_process(struct tree *tree, struct process *parent, pid_t id)
{
	struct process *process = calloc(1, sizeof(*process));

	if (!process)
		return NULL;
	process->id = id;
	process->start = proc_start(id);
	if (parent)
		snprintf(process->address, sizeof(process->address), "%.48s.%u", parent->address,
			 ++parent->processes);
	else
		strcpy(process->address, "1");
	if (parent)
		process->image = parent->image;
	process->has_called_exec = !parent || parent->has_called_exec;
	process->next = tree->processes;
	tree->processes = process;
	if (!add_thread(tree, process, id)) {
		remove_process(tree, process);
		return NULL;
	}
	return process;
}

struct tree *tree_new(size_t calls)
{
	struct tree *tree = calloc(1, sizeof(*tree));

	if (tree)
		tree->calls = calls;
	return tree;
}

static void clear(struct tree *tree)
{
	while (tree->processes)
		remove_process(tree, tree->processes);
}

void tree_free(struct tree *tree)
{
	if (!tree)
		return;
	clear(tree);
	free(tree);
}

int tree_begin(struct tree *tree, pid_t first)
{
	clear(tree);
	return add_process(tree, NULL, first) ? 0 : -1;
}

/* Whether what is known of that id is about another, earlier process. */
static bool is_former(const struct process *process)
{
	return process->is_ending && proc_start(process->id) != process->start;
}

/* Forgets those that have ended, but not the first, which is the last of the list. */
static void prune(struct tree *tree)
{
	struct process *process = tree->processes, *next;

	for (; process && process->next; process = next) {
		next = process->next;
		if (is_former(process))
			remove_process(tree, process);
	}
}

static void settle_threads(struct tree *tree, struct process *process)
{
	pid_t ids[MOST_AT_ONCE];
	size_t count = proc_threads(process->id, ids, MOST_AT_ONCE);

	for (size_t i = 0; i < count; i++) {
		struct thread *thread = find_thread(tree, ids[i]);

		if (thread && thread->process != process) { /* an id that is in use again */
			remove_thread(tree, thread);
			thread = NULL;
		}
		if (!thread)
			add_thread(tree, process, ids[i]);
	}
}

void tree_settle(struct tree *tree, struct process *process)
{
	pid_t ids[MOST_AT_ONCE];
	size_t count;

	settle_threads(tree, process);
	count = proc_children(process->id, ids, MOST_AT_ONCE);
	if (count)
		prune(tree);
	for (size_t i = 0; i < count; i++) {
		if (!find_process(tree, ids[i]))
			add_process(tree, process, ids[i]);
	}
}

/*
 * A process whose parent is not of the target has lost its own, which was killed:
 * it is taken for a child of the first there was.
 */
static struct process *adopter(struct tree *tree)
{
	struct process *process = tree->processes;

	while (process && process->next)
		process = process->next;
	return process;
}

static struct thread *new_thread(struct tree *tree, pid_t id)
{
	struct process *process;
	struct thread *thread;
	pid_t owner, parent;

	if (proc_owner(id, &owner, &parent) != 0)
		return NULL;
	process = find_process(tree, owner);
	if (!process) {
		process = find_process(tree, parent);
		if (process)
			tree_settle(tree, process);
		process = find_process(tree, owner);
	}
	if (!process && adopter(tree))
		process = add_process(tree, adopter(tree), owner);
	if (!process)
		return NULL;
	if (!find_thread(tree, id))
		settle_threads(tree, process);
	thread = find_thread(tree, id);
	return thread ? thread : add_thread(tree, process, id);
}

/* After exec: another program, unless it failed; the other threads are gone then. */
static void look_at_image(struct tree *tree, struct thread *thread)
{
	struct process *process = thread->process;
	struct image image;

	process->has_called_exec = false;
	if (proc_image(process->id, &image) != 0 || image.identity == process->image.identity)
		return;
	if (process->image.identity != 0)
		process->images++;
	process->image = image;
	remove_threads(tree, process, thread);
}

struct thread *tree_thread(struct tree *tree, pid_t id)
{
	struct thread *thread = find_thread(tree, id);

	if (thread && is_former(thread->process)) {
		remove_process(tree, thread->process);
		thread = NULL;
	}
	if (!thread)
		thread = new_thread(tree, id);
	if (thread && thread->process->has_called_exec)
		look_at_image(tree, thread);
	return thread;
}

void tree_end(struct tree *tree, struct thread *thread, bool whole)
{
	if (whole) {
		tree_settle(tree, thread->process);
		thread->process->is_ending = true;
	} else if (thread->id != thread->process->id) {
		settle_threads(tree, thread->process);
		remove_thread(tree, thread);
	}
}
