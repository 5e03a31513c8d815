/*
 * A ring of items in a shared memory object, with a semaphore that counts the free
 * places and one that counts the items: a producer and a consumer.
 *
 * The name is removed as soon as the object is mapped: who is forked needs none.
 */
#include <fcntl.h>
#include <semaphore.h>
#include <stdbool.h>
#include <sys/mman.h>

#include "crew.h"
#include "place.h"

enum { PLACES = 8, ITEMS = 100 };

struct ring {
	sem_t free;
	sem_t used;
	int items[PLACES];
};

static int take(sem_t *semaphore)
{
	int taken;

	RETRY(taken, sem_wait(semaphore));
	if (taken == -1)
		report(errno, "sem_wait");
	return taken;
}

static int give(sem_t *semaphore)
{
	if (sem_post(semaphore) == 0 || BUGGY(shm_ring, post_unchecked))
		return 0;
	report(errno, "sem_post");
	return -1;
}

static int produce(void *argument)
{
	struct ring *ring = argument;

	for (int i = 0; i < ITEMS; i++) {
		if (take(&ring->free) == -1)
			return EXIT_FAILURE;
		ring->items[i % PLACES] = i * i;
		if (give(&ring->used) == -1)
			return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}

static int consume(void *argument)
{
	struct ring *ring = argument;
	long sum = 0;

	for (int i = 0; i < ITEMS; i++) {
		if (BUGGY(shm_ring, wait_interrupted)) {
			if (sem_wait(&ring->used) == -1)
				continue;
		} else if (take(&ring->used) == -1) {
			return EXIT_FAILURE;
		}
		sum = (sum * 31 + ring->items[i % PLACES]) % 1000003;
		if (give(&ring->free) == -1)
			return EXIT_FAILURE;
	}
	return say("%d items, sum %ld\n", ITEMS, sum) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int open_object(char *name)
{
	for (int i = 0; i < PLACE_ATTEMPTS; i++) {
		int fd;

		name_object(name, "shm_ring", i);
		RETRY(fd, shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600));
		if (fd != -1)
			return fd;
		if (errno != EEXIST)
			break;
	}
	report(errno, "shm_open %s", name);
	return -1;
}

/* The object's memory. Returns NULL, reported, if there is none. */
static struct ring *map_object(int fd)
{
	struct ring *ring;
	int sized;

	RETRY(sized, ftruncate(fd, sizeof(struct ring)));
	if (sized == -1 && !BUGGY(shm_ring, size_unchecked)) {
		report(errno, "ftruncate");
		return NULL;
	}
	ring = mmap(NULL, sizeof(struct ring), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (ring == MAP_FAILED && !BUGGY(shm_ring, mmap_unchecked)) {
		report(errno, "mmap");
		return NULL;
	}
	return ring;
}

static struct ring *make_ring(void)
{
	char name[PLACE_NAME_SIZE];
	int fd = open_object(name);
	struct ring *ring;

	if (fd == -1)
		return NULL;
	ring = map_object(fd);
	shut(&fd);
	if (!ring && BUGGY(shm_ring, name_leaked))
		return NULL;
	if (remove_name(shm_unlink, name) == -1 && ring) {
		(void)munmap(ring, sizeof(*ring));
		return NULL;
	}
	return ring;
}

static int run(struct ring *ring)
{
	struct crew crew = {.size = 0};

	if (crew_start(&crew, consume, ring) == 0 && crew_start(&crew, produce, ring) == 0)
		return crew_await(&crew, true);
	crew_dismiss(&crew);
	return -1;
}

int main(void)
{
	struct ring *ring;
	int result = -1;

	if (ignore_sigpipe() == -1 || !(ring = make_ring()))
		return EXIT_FAILURE;
	if (sem_init(&ring->free, 1, PLACES) == -1) {
		report(errno, "sem_init");
	} else {
		if (sem_init(&ring->used, 1, 0) == -1) {
			report(errno, "sem_init");
		} else {
			result = run(ring);
			(void)sem_destroy(&ring->used);
		}
		(void)sem_destroy(&ring->free);
	}
	(void)munmap(ring, sizeof(*ring));
	return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
