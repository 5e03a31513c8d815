/*
 * Complete programs, as lecture notes have them, with the errors handled that
 * the notes leave out.
 */
#include "mmap.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_WRITE = PROT_READ | PROT_WRITE };

/* Workers compute the factorials of 1, 2, ..., each one of them into its slot. */
enum { WORKERS = 8, UNLUCKY = 4, SLOTS_SIZE = WORKERS * 16 };

struct slot {
	_Atomic uint64_t product;
	atomic_bool is_complete;
};

_Static_assert(sizeof(struct slot) * WORKERS <= SLOTS_SIZE, "the slots need more memory");

/* The memory that the slots are in. */
struct memory {
	struct slot *slots; /* NULL: it has a name, and is mapped by all who need it */
	const char *name;
	int (*open_object)(const char *name, int flags, mode_t mode);
	int (*remove_object)(const char *name);
};

static struct slot *attach(const struct memory *memory)
{
	struct slot *slots;
	int fd;

	if (memory->slots)
		return memory->slots;
	fd = (int)EXPECT_OK(memory->open_object(memory->name, O_RDWR, 0));
	slots = (struct slot *)map_file(fd, SLOTS_SIZE, READ_WRITE, MAP_SHARED);
	close_end(fd);
	return slots;
}

static void detach(const struct memory *memory, struct slot *slots)
{
	if (!memory->slots)
		EXPECT_OK(munmap(slots, SLOTS_SIZE));
}

static void compute(struct slot *slot, int number)
{
	uint64_t product = 1;
	int factor;

	for (factor = 1; factor <= number; factor++)
		slot->product = product *= (uint64_t)factor;
	slot->is_complete = true;
}

/* One that is interrupted half-way, for good. */
static void start_to_compute(struct slot *slot, struct gate *has_started)
{
	slot->product = 2;
	open_gate(has_started);
	pass_gate(new_gate());
}

static struct actor *start_worker(const struct memory *memory, int number, struct gate *has_started)
{
	struct actor *worker = ACTOR("worker")
	{
		struct slot *slots = attach(memory);

		if (number == UNLUCKY)
			start_to_compute(&slots[number - 1], has_started);
		compute(&slots[number - 1], number);
		detach(memory, slots);
	}

	return worker;
}

static void run_workers(const struct memory *memory)
{
	struct gate *has_started = new_gate();
	struct actor *workers[WORKERS + 1];
	int number;

	for (number = 1; number <= WORKERS; number++)
		workers[number] = start_worker(memory, number, has_started);
	pass_gate(has_started);
	send_signal(workers[UNLUCKY], SIGKILL);
	for (number = 1; number <= WORKERS; number++)
		if (number == UNLUCKY)
			expect_killed(workers[number], SIGKILL);
		else
			expect_finished(workers[number]);
}

static uint64_t factorial(int number)
{
	return number <= 1 ? 1 : (uint64_t)number * factorial(number - 1);
}

/* What is missing is computed again; then all must be there. */
static void collect_results(struct slot *slots)
{
	int number;

	for (number = 1; number <= WORKERS; number++) {
		struct slot *slot = &slots[number - 1];

		EXPECT_EQ(number != UNLUCKY, slot->is_complete);
		if (!slot->is_complete)
			compute(slot, number);
		EXPECT_EQ(factorial(number), slot->product);
	}
}

static int open_file(const char *path, int flags, mode_t mode)
{
	return open(path, flags, mode);
}

static const struct memory in_file = {NULL, NULL, open_file, unlink};
static const struct memory in_shm = {NULL, NULL, shm_open, shm_unlink};
static const struct variant objects[] = {{"factorial", false, &in_file},
					 {"factorial_shm", true, &in_shm}};

static struct memory new_named_memory(void)
{
	struct memory memory = *(const struct memory *)variant()->data;
	bool is_shm = variant()->value;
	int fd;

	if (is_shm)
		need_level(LEVEL_OPTION_SHM);
	memory.name = is_shm ? unique_name() : scratch_path();
	fd = (int)EXPECT_OK(memory.open_object(memory.name, O_CREAT | O_EXCL | O_RDWR, 0600));
	EXPECT_OK(ftruncate(fd, SLOTS_SIZE));
	close_end(fd);
	return memory;
}

CASE_VARIANTS(objects, mmap_shared_visible_to_other_processes, mmap_file_ref_survives_close,
	      munmap_shared_changes_kept)
{
	struct memory memory = new_named_memory();
	struct slot *slots;

	run_workers(&memory);
	slots = attach(&memory);
	collect_results(slots);
	detach(&memory, slots);
	EXPECT_OK(memory.remove_object(memory.name));
	EXPECT_ERROR(ENOENT, memory.open_object(memory.name, O_RDWR, 0));
}

static const struct variant factorial_only[] = {{"factorial", 0, NULL}};

CASE_VARIANTS(factorial_only, mmap_anon_shared_parent_child, mmap_shared_fork_shared)
{
	struct memory memory = {.name = NULL};

	memory.slots = (struct slot *)map_nothing(SLOTS_SIZE, MAP_SHARED);
	run_workers(&memory);
	collect_results(memory.slots);
	EXPECT_OK(munmap(memory.slots, SLOTS_SIZE));
}

static const struct variant text_only[] = {{"text", 0, NULL}};

CASE_VARIANTS(text_only, mmap_shared_write_reaches_file, mmap_file_tail_not_written_back)
{
	static const char text[] = "A text that a file has got by way of memory.";
	const char *path = scratch_path();
	size_t size = strlen(text);
	struct actor *writer = ACTOR("writer")
	{
		int fd = (int)EXPECT_OK(open(path, O_RDWR | O_CREAT | O_EXCL, 0600));
		unsigned char *p;

		EXPECT_OK(ftruncate(fd, (off_t)size));
		p = map_file(fd, size, PROT_WRITE, MAP_SHARED);
		close_end(fd);
		memcpy(p, text, size);
		/* In memory there is room for more than in the file. */
		p[size] = '!';
		EXPECT_OK(msync(p, size, MS_SYNC));
		EXPECT_OK(munmap(p, size));
	}
	int fd;

	expect_finished(writer);
	fd = own((int)EXPECT_OK(open(path, O_RDONLY)));
	expect_bytes(fd, text, size);
	expect_end_of_file(fd);
}

/* A list in a file. Its links are positions: everybody maps it somewhere else. */
enum { WRITERS = 4, ENTRIES = 50 };

struct list {
	int count;
	int first; /* of entries; -1: none */
	struct {
		int value;
		int next;
	} entries[WRITERS * ENTRIES];
};

static struct list *map_list(int fd)
{
	return (struct list *)map_file(fd, sizeof(struct list), READ_WRITE, MAP_SHARED);
}

/* The protocol of all who change the list: a lock on its file. */
static void lock_list(int fd, short type)
{
	struct flock lock = {.l_type = type, .l_whence = SEEK_SET};

	SETUP(fcntl(fd, F_SETLKW, &lock));
}

static void prepend(int fd, struct list *list, int value)
{
	int entry;

	lock_list(fd, F_WRLCK);
	entry = list->count++;
	list->entries[entry].value = value;
	list->entries[entry].next = list->first;
	list->first = entry;
	lock_list(fd, F_UNLCK);
}

/* What each writer has written comes last first. */
static void check_list(const struct list *list)
{
	int left[WRITERS];
	int entry = list->first;
	int i;

	for (i = 0; i < WRITERS; i++)
		left[i] = ENTRIES;
	EXPECT_EQ(WRITERS * ENTRIES, list->count);
	for (i = 0; i < WRITERS * ENTRIES; i++) {
		int value;

		EXPECT(0 <= entry && entry < WRITERS * ENTRIES);
		value = list->entries[entry].value;
		EXPECT(0 <= value && value < WRITERS * ENTRIES);
		EXPECT_EQ(--left[value / ENTRIES], value % ENTRIES);
		entry = list->entries[entry].next;
	}
	EXPECT_EQ(-1, entry);
}

static const struct variant list_only[] = {{"list", 0, NULL}};

CASE_VARIANTS(list_only, mmap_exit_unmapped_at_exit)
{
	const char *path = scratch_path();
	int fd = new_pattern_file_at(path, sizeof(struct list));
	struct actor *writers[WRITERS];
	struct list *list = map_list(fd);
	int i;

	list->count = 0;
	list->first = -1;
	for (i = 0; i < WRITERS; i++) {
		writers[i] = ACTOR("writer")
		{
			int own_fd = own((int)EXPECT_OK(open(path, O_RDWR)));
			struct list *mapped = map_list(own_fd);
			int entry;

			for (entry = 0; entry < ENTRIES; entry++)
				prepend(own_fd, mapped, i * ENTRIES + entry);
		}
	}
	for (i = 0; i < WRITERS; i++)
		expect_finished(writers[i]);
	check_list(list);
	check_list(map_list(fd));
}
