#include "sysv_shm_segments.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct attachment attachments[MOST_ATTACHMENTS];
struct sysv_shm_common *sysv_shm_common;

COMMON(sysv_shm_common)

size_t memory_page(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

struct shmid_ds status_of_segment(int id)
{
	struct shmid_ds status = {.shm_segsz = 0};

	real_shmctl(id, IPC_STAT, &status);
	return status;
}

struct attachment *find_attachment(const void *address)
{
	size_t i;

	for (i = 0; i < MOST_ATTACHMENTS; i++)
		if (attachments[i].address == address)
			return &attachments[i];
	return NULL;
}

unsigned count_attachments(void)
{
	unsigned count = 0;
	size_t i;

	for (i = 0; i < MOST_ATTACHMENTS; i++)
		count += attachments[i].address != NULL;
	return count;
}

void *attach_and_remember(int id, const void *address, int flags)
{
	void *result = real_shmat(id, address, flags);
	struct attachment *entry = find_attachment(NULL);

	if (result != (void *)-1 && entry)
		*entry = (struct attachment){result, id, status_of_segment(id).shm_segsz};
	return result;
}

int detach_and_forget(const void *address)
{
	int result = real_shmdt(address);
	struct attachment *entry = find_attachment(address);

	if (result == 0 && entry)
		entry->address = NULL;
	return result;
}

void detach_all_of(int id)
{
	size_t i;

	for (i = 0; i < MOST_ATTACHMENTS; i++)
		if (attachments[i].address && attachments[i].id == id)
			detach_and_forget(attachments[i].address);
}

void unshare_attached(void *address, size_t size)
{
	void *copy = malloc(size);

	if (!copy)
		abort();
	memcpy(copy, address, size);
	real_mmap(address, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED,
		  -1, 0);
	memcpy(address, copy, size);
	free(copy);
}
